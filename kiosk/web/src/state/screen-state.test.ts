import type { ToScreen } from '@larder/contracts/kiosk-screen'
import { describe, expect, it } from 'vitest'
import { firstState, reduce, type ScreenEvent, type ScreenState } from './screen-state.ts'

const id = '11111111-1111-4111-8111-111111111111'
const told = (message: ToScreen): ScreenEvent => ({ kind: 'from-server', message, nowMs: 1000 })
const after = (state: ScreenState, ...events: ScreenEvent[]): ScreenState => events.reduce(reduce, state)
const begun = after(firstState, { kind: 'link', to: 'open' }, told({ kind: 'begun', conversation: id, language: 'zh' }))
const answer = (text: string, expects: 'open' | 'digits' = 'open'): ScreenEvent =>
  told({
    kind: 'answer',
    turn: '22222222-2222-4222-8222-222222222222',
    by: 'assistant',
    text,
    language: 'zh',
    cards: [{ kind: 'rate' }],
    choices: [{ id: 'a', label: '甲' }],
    expects,
  })

describe('what the screen knows', () => {
  it('never stays in listening or thinking when the connection is lost', () => {
    const listening = after(begun, { kind: 'listen-asked' }, told({ kind: 'listening' }))
    expect(listening.listening).toBe('on')
    expect(after(listening, { kind: 'link', to: 'lost' })).toMatchObject({ listening: 'off', partial: '' })
    const thinking = after(begun, { kind: 'asked', id: 'x', text: '在哪里' })
    expect(thinking.thinking).toBe(true)
    expect(after(thinking, { kind: 'link', to: 'lost' }).thinking).toBe(false)
  })

  it('keeps nothing of a shopper when it is wiped', () => {
    const used = after(
      begun,
      answer('订单号？', 'digits'),
      { kind: 'asked', id: 'x', text: '12345678' },
      { kind: 'rated', score: 4 },
      told({ kind: 'phone-link', url: 'https://a.example/c/1', expiresAtMs: 2 }),
      told({ kind: 'mode', mode: 'agent', agent: '小林', cloud: true }),
      told({ kind: 'language', to: 'en' }),
      told({ kind: 'wiped' }),
    )
    expect(used).toEqual({ ...firstState, link: 'open' })
  })

  it('shows digits that were asked for as dots, typed or heard', () => {
    const asked = after(begun, answer('请说订单号', 'digits'))
    expect(after(asked, { kind: 'asked', id: 'x', text: '1234' }).lines.at(-1)?.text).toBe('•••4')
    const heard = after(asked, { kind: 'listen-asked' }, told({ kind: 'listening' }))
    expect(after(heard, told({ kind: 'partial', text: '一 二 三', language: 'zh' })).partial).toBe('••三')
    const said: ToScreen = { kind: 'heard', text: '一 二 三 四', language: 'zh', endedBy: null, silenceMs: 0 }
    expect(after(heard, told(said)).lines.at(-1)?.text).toBe('•••四')
  })

  it('begins anew when another conversation is told, and goes on when it is the same', () => {
    const spoken = after(begun, answer('您好'))
    expect(after(spoken, told({ kind: 'begun', conversation: id, language: 'zh' })).lines).toHaveLength(1)
    const other = '33333333-3333-4333-8333-333333333333'
    expect(after(spoken, told({ kind: 'begun', conversation: other, language: 'en' }))).toMatchObject({
      lines: [],
      cards: [],
      language: 'en',
    })
  })

  it('warns of the wipe until somebody touches', () => {
    const warned = after(begun, told({ kind: 'idle', secondsLeft: 15 }))
    expect(warned.idleUntilMs).toBe(16_000)
    expect(after(warned, { kind: 'touched' }).idleUntilMs).toBeNull()
    expect(after(firstState, told({ kind: 'idle', secondsLeft: 15 })).idleUntilMs).toBeNull()
  })

  it('waits for no assistant while a person answers', () => {
    const taken = after(begun, told({ kind: 'mode', mode: 'agent', agent: '小林', cloud: true }))
    expect(after(taken, { kind: 'asked', id: 'x', text: '您好' }).thinking).toBe(false)
  })

  it('takes the kiosk’s first language for its own', () => {
    const ready = { ...kioskReady, speaks: ['en', 'zh'] } satisfies ToScreen
    expect(after(firstState, told(ready))).toMatchObject({ home: 'en', language: 'en' })
    expect(after(begun, told(ready))).toMatchObject({ home: 'en', language: 'zh' })
  })
})

const kioskReady: ToScreen & { kind: 'ready' } = {
  kind: 'ready',
  site: 's',
  storeName: { zh: '店', en: 'Shop' },
  timeZone: 'Asia/Shanghai',
  plan: null,
  hears: ['zh', 'en'],
  speaks: ['zh', 'en'],
  missing: { hearing: null, speaking: null },
  idleWarningMs: 30_000,
  idleWipeMs: 45_000,
  bargeIn: true,
  recognises: false,
}
