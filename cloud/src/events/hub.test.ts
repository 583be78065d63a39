import { expect, test } from 'vitest'
import { situation } from '../cloud-under-test.ts'
import { EventHub, type Listener } from './hub.ts'

class FakeSink {
  text = ''
  writableLength = 0
  state = 'open'
  write(text: string): boolean {
    this.text += text
    return true
  }
  end(): void {
    this.state = 'ended'
  }
  destroy(): void {
    this.state = 'destroyed'
  }
}

const listener = (sink: FakeSink, more: Partial<Listener> = {}): Listener => ({
  sink,
  session: 's',
  account: 'staff',
  ...more,
})

const alert = (id: string) => ({
  id,
  situation: situation({ id }),
  acknowledgedBy: null,
  acknowledgedAtMs: null,
  assignedTo: null,
  closedAtMs: null,
  escalationLevel: 0,
  history: [],
})

test('an event reaches every listener, and one that does not read is dropped', () => {
  const hub = new EventHub()
  const [reads, sleeps] = [new FakeSink(), new FakeSink()]
  hub.add(listener(reads))
  hub.add(listener(sleeps))
  sleeps.writableLength = 1_000_001
  hub.publish('readings', [])
  expect(reads.text).toContain('event: readings\ndata: []\n\n')
  expect([reads.state, sleeps.state, hub.listeners]).toEqual(['open', 'destroyed', 1])
})

test('who comes back is given the alerts missed meanwhile, and nothing of another run', () => {
  const hub = new EventHub()
  const first = new FakeSink()
  hub.add(listener(first))
  hub.publish('alert', alert('seen-by-all'))
  const seen = /^id: (.+)$/m.exec(first.text)?.[1]
  hub.publish('alert', alert('missed-by-one'))
  const [back, stranger] = [new FakeSink(), new FakeSink()]
  hub.add(listener(back), seen)
  hub.add(listener(stranger), 'otherrun:0')
  expect(back.text).toContain('missed-by-one')
  expect(back.text).not.toContain('seen-by-all')
  expect(stranger.text).not.toContain('event:')
})

test('an account may open a hundred streams and leaves room for the others', () => {
  const hub = new EventHub()
  for (let index = 0; index < 100; index += 1) {
    expect(hub.isFullFor('staff')).toBe(false)
    hub.add(listener(new FakeSink()))
  }
  expect([hub.isFullFor('staff'), hub.isFullFor('manager')]).toEqual([true, false])
  for (let index = 0; index < 400; index += 1) hub.add(listener(new FakeSink(), { account: `a${index % 8}` }))
  expect(hub.isFullFor('manager')).toBe(true)
})

test('a heartbeat is a comment, and ends the streams of sessions that are over', () => {
  const hub = new EventHub()
  const [live, over] = [new FakeSink(), new FakeSink()]
  hub.add(listener(live, { session: 'live' }))
  hub.add(listener(over, { session: 'over' }))
  expect(hub.sessions).toEqual(['live', 'over'])
  hub.beat(new Set(['live']))
  expect(live.text.endsWith(':\n\n')).toBe(true)
  expect(over.state).toBe('ended')
})
