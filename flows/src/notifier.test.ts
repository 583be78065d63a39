import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SituationMessage } from './news.ts'
import { Notifier } from './notifier.ts'
import { shopConfiguration, situation } from './site.fixture.ts'
import { State } from './state.ts'

let directory: string
let state: State
let notifier: Notifier
let attempts: string[]
/** Runs for each attempt; a rejection is a failed delivery. */
let receiver: (giveUp: AbortSignal) => Promise<void>

const smtp = { host: 'mail', port: 25, from: 'a@b.example', to: ['one@b.example'], escalateTo: ['boss@b.example'] }
const configuration = shopConfiguration({ smtp })
const open = situation()
const over = situation({ revision: 1, state: 'resolved', untilMs: situation().fromMs + 1 })
const raised: SituationMessage = { topic: '', payload: open, news: 'raised', level: 0 }
const resolved: SituationMessage = { topic: '', payload: over, news: 'resolved', level: 0 }
const outcomes = () => state.outgoing(99).map(({ notification: { kind, outcome } }) => `${kind} ${outcome}`)
const busy = () => Promise.reject(new Error('busy'))

const build = (firstWaitMs: number) =>
  new Notifier({
    settings: configuration.flows,
    sites: configuration.sites,
    state,
    patience: { attempts: 3, firstWaitMs, longestWaitMs: firstWaitMs, stopMs: 20 },
    now: () => open.openedAtMs,
    log: () => {},
    deliver: ({ kind, to }, _message, giveUp) => {
      attempts.push(`${kind} ${to}`)
      return receiver(giveUp)
    },
    onRecorded: () => {},
  })

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-flows-notifier-'))
  state = new State(join(directory, 'state.sqlite'))
  state.start()
  state.remember(open, 0)
  notifier = build(1)
  attempts = []
  receiver = () => Promise.resolve()
})

afterEach(async () => {
  await notifier.stop()
  state.stop()
  rmSync(directory, { recursive: true })
})

test('the same notice said twice at the same time is sent once', async () => {
  expect(await Promise.all([notifier.notify('email', raised), notifier.notify('email', raised)])).toEqual([
    'sent',
    'nothing',
  ])
  expect(attempts).toEqual(['raised one@b.example'])
})

test('a failing receiver is tried a bounded number of times, each attempt recorded, and again when repeated', async () => {
  receiver = busy
  expect(await notifier.notify('email', raised)).toBe('failed')
  expect(outcomes()).toEqual(['raised failed', 'raised failed', 'raised failed'])
  receiver = () => Promise.resolve()
  expect(await notifier.notify('email', raised)).toBe('sent')
  expect(state.outgoing(1)[0]?.notification.error).toBe('busy')
})

test('an end cuts the retries of a beginning that was never told, and says nothing', async () => {
  notifier = build(3_600_000)
  receiver = busy
  const first = notifier.notify('email', raised)
  await vi.waitFor(() => expect(outcomes()).toEqual(['raised failed']))
  state.remember(over, 1)
  expect(await notifier.notify('email', resolved)).toBe('nothing')
  expect(await first).toBe('failed')
  expect(attempts).toEqual(['raised one@b.example'])
})

test('an end that comes while the beginning is being sent waits for it and is told after it', async () => {
  const gate = Promise.withResolvers<void>()
  receiver = () => gate.promise
  const first = notifier.notify('email', raised)
  await vi.waitFor(() => expect(attempts).toHaveLength(1))
  state.remember(over, 1)
  const second = notifier.notify('email', resolved)
  gate.resolve()
  expect([await first, await second]).toEqual(['sent', 'sent'])
  expect(outcomes()).toEqual(['raised sent', 'resolved sent'])
})

test('the end is told to everyone who was told, also to those above the staff', async () => {
  await notifier.notify('email', raised)
  await notifier.notify('email', { ...raised, news: 'escalated', level: 1 })
  state.remember(over, 1)
  await notifier.notify('email', resolved)
  expect(attempts.slice(2).sort()).toEqual(['resolved boss@b.example', 'resolved one@b.example'])
})

test('stopping ends the waiting at once', async () => {
  notifier = build(3_600_000)
  receiver = busy
  const pending = notifier.notify('email', raised)
  await vi.waitFor(() => expect(attempts).toHaveLength(1))
  await notifier.stop()
  expect(await pending).toBe('failed')
})

test('a delivery that hangs holds up the stop for a moment only, and writes nothing afterwards', async () => {
  receiver = (giveUp) => new Promise((_, reject) => giveUp.addEventListener('abort', () => reject(giveUp.reason)))
  const pending = notifier.notify('email', raised)
  await vi.waitFor(() => expect(attempts).toHaveLength(1))
  await notifier.stop()
  expect(await pending).toBe('failed')
  expect(outcomes()).toEqual([])
})

test('only what the configuration names is set up', () => {
  expect((['console', 'mqtt', 'webhook', 'email'] as const).filter((channel) => notifier.isSetUp(channel))).toEqual([
    'console',
    'mqtt',
    'email',
  ])
})
