import type { Quarantined } from '@larder/contracts/quarantine'
import type { Reading } from '@larder/contracts/reading'
import { expect, test } from 'vitest'
import type { Sample } from '../journal/journal.ts'
import type { Outcome } from '../journal/recall.ts'
import { Intake } from './intake.ts'
import type { Rejection } from './message.ts'

const nowMs = Date.parse('2026-11-20T12:00:00Z')
const limits = { site: 'shop-1', maxPayloadBytes: 1000, futureSkewSeconds: 120, ancientDays: 400, lateMinutes: 15 }

function setUp(append: (samples: readonly Sample[]) => Promise<Outcome[]>) {
  const observed: Reading[] = []
  const stale: Reading[] = []
  const told: Quarantined[] = []
  const intake = new Intake({
    limits,
    journal: { append },
    quarantine: {
      keep: (rejections: readonly Rejection[], atMs: number) =>
        rejections.map((rejection, index) => ({ id: index + 1, atMs, ...rejection })),
    },
    rules: { observe: (readings) => observed.push(...readings), observeStale: (reading) => stale.push(reading) },
    clock: () => nowMs,
    onQuarantined: (kept) => told.push(...kept),
  })
  return { intake, observed, stale, told }
}

const message = (sequence: number, agoMs = 0) => ({
  topic: 'larder/v1/reading/shop-1/cabinet-1/air',
  payload: Buffer.from(JSON.stringify({ sequence, observedAt: new Date(nowMs - agoMs).toISOString(), celsius: 3 })),
})

test('the rules see what is new, hear of what is stale, and never see a duplicate', async () => {
  const { intake, observed, stale } = setUp(async () => ['accepted', 'duplicate', 'stale'])
  await intake.takeMessages([message(1), message(1), message(2)])
  expect(observed.map(({ sequence }) => sequence)).toEqual([1])
  expect(stale.map(({ sequence }) => sequence)).toEqual([2])
  expect(intake.figures).toEqual({ accepted: 1, duplicates: 2, late: 0 })
})

test('the rules see nothing before the journal has it on disk', async () => {
  let onDisk = (_outcomes: Outcome[]) => {}
  const { intake, observed } = setUp(
    () =>
      new Promise((resolve) => {
        onDisk = resolve
      }),
  )
  const taken = intake.takeMessages([message(1)])
  expect(observed).toEqual([])
  onDisk(['accepted'])
  await taken
  expect(observed).toHaveLength(1)
})

test('a journal that cannot take the batch is the caller’s to know, and nothing is counted', async () => {
  const { intake, observed } = setUp(() => Promise.reject(new Error('disk full')))
  await expect(intake.takeMessages([message(1)])).rejects.toThrow('disk full')
  expect(observed).toEqual([])
  expect(intake.figures.accepted).toBe(0)
})

test('a reading far behind the newest of its probe counts as late', async () => {
  const { intake } = setUp(async () => ['accepted'])
  await intake.takeMessages([message(2)])
  await intake.takeMessages([message(1, 16 * 60_000)])
  await intake.takeMessages([message(3, 14 * 60_000)])
  expect(intake.figures).toMatchObject({ accepted: 3, late: 1 })
})

test('bad messages between good ones are told and disturb nothing', async () => {
  const { intake, observed, told } = setUp(async () => ['accepted', 'accepted'])
  await intake.takeMessages([message(1), { topic: message(1).topic, payload: Buffer.from('{') }, message(2)])
  expect(observed).toHaveLength(2)
  expect(told).toMatchObject([{ reason: 'malformed-json', atMs: nowMs, excerpt: '{' }])
})

test('an error code goes to the journal and the rules as a fault, with its value', async () => {
  const appended: Sample[] = []
  const { intake, observed } = setUp(async (samples) => {
    appended.push(...samples)
    return ['accepted']
  })
  const payload = JSON.stringify({ sequence: 1, observedAt: new Date(nowMs).toISOString(), celsius: -127 })
  await intake.takeMessages([{ ...message(1), payload: Buffer.from(payload) }])
  expect(appended).toMatchObject([{ reading: { celsius: -127, sensorFault: 'communication' } }])
  expect(observed).toMatchObject([{ celsius: -127, sensorFault: 'communication' }])
})
