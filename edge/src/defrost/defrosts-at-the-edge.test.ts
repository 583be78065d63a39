import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import type { Situation } from '@larder/contracts/situation'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freezer } from '../backtest/freezer.fixture.ts'
import { ExcursionEngine } from '../excursion/excursion-engine.ts'
import { SituationKeeper } from '../excursion/situation-keeper.ts'

const hourMs = 3_600_000
const cabinet: Asset = {
  id: 'c1',
  kind: 'cabinet',
  name: { zh: '柜', en: 'Cabinet' },
  profile: 'frozen-cabinet',
  probes: [{ id: 'air', role: 'air', intervalSeconds: 60 }],
}
const world = freezer({ seed: 3, defrost: { everyHours: 20, jitterHours: 0.5 }, skipped: [12, 13, 14, 15, 16] })
const readings: Reading[] = world.samples.map((sample, sequence) => ({
  site: 's',
  asset: 'c1',
  probe: 'air',
  sequence,
  observedAtMs: sample.atMs,
  receivedAtMs: sample.atMs,
  celsius: sample.celsius ?? 0,
}))

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'defrost-'))
  said = []
  nowMs = readings[0]?.observedAtMs ?? 0
})
afterEach(() => rmSync(directory, { recursive: true }))

let said: Situation[]
let nowMs: number

async function start(): Promise<SituationKeeper> {
  const keeper = new SituationKeeper({
    path: join(directory, 'situations.db'),
    site: 's',
    assets: [cabinet],
    lateMs: 15 * 60_000,
    clock: () => nowMs,
    emit: async (situation) => void said.push(situation),
    log: () => undefined,
  })
  await keeper.start()
  return keeper
}

test('what was learned survives restarts of the edge: the defrost that then does not come is told', async () => {
  let keeper = await start()
  for (let first = 0; first < readings.length; first += 60) {
    const hour = readings.slice(first, first + 60)
    nowMs = hour.at(-1)?.observedAtMs ?? nowMs
    keeper.observe(hour)
    keeper.tick(nowMs)
    if (first % 1500 !== 0) continue
    await keeper.stop()
    keeper = await start()
    keeper.warm(readings.filter(({ observedAtMs }) => observedAtMs > nowMs - hourMs && observedAtMs <= nowMs))
  }
  await keeper.stop()
  expect(new Set(said.map(({ cause }) => cause))).toEqual(new Set(['defrost-missed']))
  expect(said[0]).toMatchObject({ cause: 'defrost-missed', state: 'open', past: false })
})

test('a spike of six minutes is told as open, so that somebody hears of it, and ends when the air was back', async () => {
  const { samples, event } = freezer({ seed: 6, days: 1, eventAtHour: 12, eventShape: 'square' })
  const keeper = await start()
  for (const [sequence, { atMs, celsius = 0 }] of samples.entries()) {
    nowMs = atMs
    const at = { sequence, observedAtMs: atMs, receivedAtMs: atMs }
    keeper.observe([{ site: 's', asset: 'c1', probe: 'air', ...at, celsius }])
    keeper.tick(nowMs)
    while (!keeper.idle) await turn()
  }
  await keeper.stop()
  const told = said.filter(({ cause }) => cause === 'unexplained-warmth')
  expect(told[0]).toMatchObject({ state: 'open', past: false, peakCelsius: expect.closeTo(8.5, 0) })
  expect(told.at(-1)?.state).toBe('resolved')
  expect((told[0]?.openedAtMs ?? 0) - (event?.untilMs ?? 0)).toBeLessThan(3 * 60_000)
  expect(Math.abs((told.at(-1)?.untilMs ?? 0) - (event?.untilMs ?? 0))).toBeLessThan(5 * 60_000)
})

test('one defrost that the controller reports is known from the first', () => {
  const engine = new ExcursionEngine(0)
  engine.setAssets([cabinet], 0)
  const { samples, defrosts } = freezer({ seed: 9, days: 2 })
  const [first] = defrosts.filter(({ fromMs }) => fromMs > (samples[0]?.atMs ?? 0))
  for (const [sequence, { atMs, celsius = 0 }] of samples.entries()) {
    const defrosting = first !== undefined && atMs >= first.fromMs && atMs <= first.untilMs
    const at = { sequence, observedAtMs: atMs, receivedAtMs: atMs }
    engine.observe([{ site: 's', asset: 'c1', probe: 'air', ...at, celsius, defrosting }])
  }
  engine.settle()
  const [learned] = engine.defrostWatches('c1').map(({ watch }) => watch.learned)
  expect(learned?.members.some(({ reported }) => reported)).toBe(true)
})

test('readings of a day in reverse teach the same as in order', () => {
  const learnedFrom = (ordered: readonly Reading[]) => {
    const engine = new ExcursionEngine(ordered[0]?.observedAtMs ?? 0)
    engine.setAssets([cabinet], 0)
    for (let first = 0; first < ordered.length; first += 700) {
      engine.observe(ordered.slice(first, first + 700))
      engine.settle()
    }
    return engine.learned()
  }
  const day = readings.slice(0, 1440)
  expect(learnedFrom(day.toReversed())).toEqual(learnedFrom(day))
  const mixed = day.toSorted((a, b) => (a.sequence % 7) - (b.sequence % 7) || a.sequence - b.sequence)
  expect(learnedFrom(mixed)).toEqual(learnedFrom(day))
})
