import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Notification } from '@larder/contracts/notification'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fromMs, situation } from './site.fixture.ts'
import { State } from './state.ts'

let directory: string
let state: State
const path = () => join(directory, 'state.sqlite')

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-flows-state-'))
  state = new State(path())
  state.start()
})

afterEach(() => {
  state.stop()
  rmSync(directory, { recursive: true })
})

const restart = () => {
  state.stop()
  state = new State(path())
  state.start()
}

const notification = (change: Partial<Notification> = {}): Notification => ({
  id: 'n',
  situation: situation().id,
  site: 'shop-1',
  asset: 'cabinet-1',
  cause: 'too-warm',
  severity: 'critical',
  kind: 'raised',
  channel: 'email',
  to: 'one@shop.example',
  level: 0,
  text: { zh: '一', en: 'one' },
  atMs: fromMs,
  outcome: 'sent',
  ...change,
})
const over = situation({ revision: 3, state: 'resolved', untilMs: fromMs + 1 })
const taken = (severity: 'warning' | 'critical') => ({
  situation: situation().id,
  by: 'lin',
  reason: 'on my way',
  severity,
  atMs: fromMs,
})
const told = () => state.told(situation().id, 'email', 'one@shop.example')

test('the highest revision is kept over a restart and an older one is refused', () => {
  expect(state.remember(situation({ revision: 2 }), 0)).toBe(true)
  restart()
  expect(state.remember(situation({ revision: 1 }), 0)).toBe(false)
  expect(state.remember(situation({ revision: 2 }), 0)).toBe(false)
  expect(state.situation(situation().id)?.revision).toBe(2)
})

test('an acknowledgement counts, also when it comes before the situation', () => {
  state.acknowledge(taken('critical'))
  expect(state.standing(situation().id)).toBeUndefined()
  state.remember(situation(), 0)
  expect(state.standing(situation().id)).toEqual({ open: true, acknowledged: true, past: false, severity: 'critical' })
})

test('whoever took a warning has not taken what it became, and its escalation begins anew', () => {
  state.remember(situation({ severity: 'warning' }), 0)
  state.record(notification({ kind: 'escalated', severity: 'warning', level: 2 }))
  state.acknowledge(taken('warning'))
  expect(state.standing(situation().id)?.acknowledged).toBe(true)
  expect(told()?.level).toBe(0)
  state.remember(situation({ revision: 1 }), 1)
  expect(state.standing(situation().id)?.acknowledged).toBe(false)
  state.acknowledge(taken('critical'))
  expect(state.standing(situation().id)?.acknowledged).toBe(true)
})

test('an acknowledgement that was overtaken by the worse state stops nothing', () => {
  state.remember(situation(), 0)
  state.record(notification({ kind: 'escalated', level: 1 }))
  state.acknowledge(taken('warning'))
  expect(state.standing(situation().id)?.acknowledged).toBe(false)
  expect(told()?.level).toBe(1)
})

test('a failed attempt goes to the broker but nobody counts as told', () => {
  state.record(notification({ outcome: 'failed', error: 'no' }))
  expect(told()).toBeUndefined()
  expect(state.outgoing(10).map(({ notification: { outcome } }) => outcome)).toEqual(['failed'])
})

test('who was told is kept until the end was told, and the level never falls', () => {
  state.record(notification({ kind: 'escalated', severity: 'warning', level: 2 }))
  state.record(notification())
  restart()
  expect(told()).toEqual({ severity: 'critical', level: 2 })
  expect(state.receiversTold(situation().id, 'email')).toEqual(['one@shop.example'])
  state.record(notification({ kind: 'resolved' }))
  expect(told()).toBeUndefined()
})

test('what is open, what ended untold and what is not yet on record is unfinished', () => {
  const ids = () => state.unfinished().map(({ id }) => id)
  state.remember(situation(), 1)
  expect(ids()).toEqual([situation().id])
  state.remember(over, 2)
  expect(ids()).toEqual([])
  state.record(notification())
  expect(ids()).toEqual([situation().id])
  state.remember(situation({ id: 'past-one', past: true, state: 'resolved' }), 3)
  expect(ids()).toEqual([situation().id, 'past-one'])
  state.record(notification({ situation: 'past-one', channel: 'console', to: 'console' }))
  expect(ids()).toEqual([situation().id])
})

test('notifications leave the outbox in order and only when confirmed', () => {
  for (const id of ['a', 'b', 'c']) state.record(notification({ id }))
  const [first] = state.outgoing(2)
  expect(state.outgoing(2).map((row) => row.notification.id)).toEqual(['a', 'b'])
  state.confirm(first?.sequence ?? -1)
  restart()
  expect(state.outgoing(9).map((row) => row.notification.id)).toEqual(['b', 'c'])
})

test('escalations belong to their node and survive a restart', () => {
  state.keepEscalation('node-a', { situation: 'one', level: 0, dueAtMs: 5 })
  state.keepEscalation('node-a', { situation: 'one', level: 1, dueAtMs: 9 })
  restart()
  expect(state.escalations('node-a')).toEqual([{ situation: 'one', level: 1, dueAtMs: 9 }])
  expect(state.escalations('node-b')).toEqual([])
  state.endEscalation('node-a', 'one')
  expect(state.escalations('node-a')).toEqual([])
})

test('pruning forgets what is over and old, never what is open, and bounds the outbox', () => {
  state.remember(over, 1)
  state.remember(situation({ id: 'still-open' }), 1)
  for (const id of ['a', 'b', 'c']) state.record(notification({ id }))
  expect(state.prune(2, 2)).toEqual({ situations: 1, notifications: 1 })
  expect(state.situation(over.id)).toBeUndefined()
  expect(state.situation('still-open')).toBeDefined()
  expect(told()).toBeUndefined()
  expect(state.outgoing(9).map((row) => row.notification.id)).toEqual(['b', 'c'])
})
