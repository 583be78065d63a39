import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Backtest, PastSituation } from '@larder/contracts/backtest'
import { profiles } from '@larder/contracts/profiles'
import { describe, expect, test } from 'vitest'
import { backtest, type PastSample } from './backtest.ts'
import { type Freezer, type FreezerOptions, freezer, type Span, startMs } from './freezer.fixture.ts'
import { readPast } from './read-past.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const seeds = Array.from({ length: 200 }, (_, index) => index + 1)
const slow = 240_000

const frozen = { name: 'frozen-cabinet', profile: profiles['frozen-cabinet'], kind: 'cabinet' as const }
const judged = (options: FreezerOptions): { world: Freezer; result: Backtest } => {
  const world = freezer(options)
  return { world, result: backtest(world.samples, frozen) }
}

/** Every hour of the two weeks comes up, the first ones more often. */
const eventHour = (seed: number): number => (seed % 4 === 0 ? (seed * 37) % 40 : ((seed * 7919) % 3340) / 10) + 0.1

const isWithin = (span: Span, { fromMs, untilMs }: Span): boolean => span.fromMs < untilMs && fromMs < span.untilMs

/** Whether this situation is the event: its peak, and its times within minutes. */
function tells({ peakCelsius, from, to }: PastSituation, event: Span): boolean {
  const near = Date.parse(from) >= event.fromMs - 10 * minuteMs && Date.parse(to) <= event.untilMs + 20 * minuteMs
  return near && peakCelsius !== null && Math.abs(peakCelsius - 8.4) <= 0.6
}

describe('14 days of a freezer that nobody has described beforehand', () => {
  const faultsOf = (options: Partial<FreezerOptions>): string[] =>
    seeds.flatMap((seed) => {
      const { world, result } = judged({ seed, eventAtHour: eventHour(seed), ...options })
      const { event } = world
      if (event === undefined || world.defrosts.some((defrost) => isWithin(event, defrost))) return []
      const found = result.situations.some((situation) => tells(situation, event))
      return found && result.situations.length <= 2 ? [] : [`${seed}: ${JSON.stringify(result.situations)}`]
    })

  test('the genuine event of 6 minutes is told at whatever hour, and at most one thing beside it', {
    timeout: slow,
  }, () => {
    expect(faultsOf({})).toEqual([])
  })

  test('so it is when the air jumps to +8.4 °C at once and back in a tail', { timeout: slow }, () => {
    expect(faultsOf({ eventShape: 'tailed' })).toEqual([])
  })

  test('so it is in a freezer whose air swings by 7 °C with the compressor', { timeout: slow }, () => {
    expect(faultsOf({ swingCelsius: 3.5 })).toEqual([])
  })

  test('without it nothing is told, neither at first nor later, and all defrosts are known in the end', {
    timeout: slow,
  }, () => {
    const told = seeds.map((seed) => judged({ seed }))
    expect(Math.max(...told.map(({ result }) => result.situations.length))).toBeLessThanOrEqual(1)
    expect(told.filter(({ result }) => result.situations.length > 0).length).toBeLessThanOrEqual(4)
    for (const { world, result } of told) {
      expect(Math.abs(result.defrosts.length - world.defrosts.length)).toBeLessThanOrEqual(1)
    }
  })

  test('a plain threshold would have told hundreds of times at once, and each defrost after 30 minutes', () => {
    const { world, result } = judged({ seed: 1 })
    expect(result.plainThreshold).toMatchObject({ limitCelsius: -18 })
    expect(result.plainThreshold?.alarms).toBeGreaterThan(200)
    expect(result.plainThreshold?.byDelay.at(-1)).toMatchObject({ delayMinutes: 30, alarms: world.defrosts.length })
    expect(result.alarmsPerWeek).toBe(0)
  })
})

test('a compressor that stops is told within two hours, also where a defrost is due', { timeout: slow }, () => {
  for (const seed of seeds.slice(0, 40)) {
    const due = ((freezer({ seed }).defrosts.at(-1)?.fromMs ?? 0) - startMs) / hourMs
    const atHour = seed % 2 === 0 ? due : 20 + ((seed * 53) % 280)
    const failure = { atHour, hours: 6, kelvinPerHour: [8, 20, 60][seed % 3] ?? 20 }
    const { world, result } = judged({
      seed,
      failure,
      skipped: seed % 4 === 0 ? [freezer({ seed }).defrosts.length - 1] : [],
    })
    const failedMs = startMs + atHour * hourMs
    const warmMs = world.samples.find(({ atMs, celsius = -99 }) => atMs > failedMs && celsius > -17)?.atMs ?? 0
    const told = result.situations.filter(({ to }) => Date.parse(to) > failedMs)
    expect(told.some(({ cause, severity }) => cause === 'too-warm' && severity === 'critical')).toBe(true)
    const firstMs = Math.min(...told.map(({ raisedAt }) => Date.parse(raisedAt)))
    expect((firstMs - warmMs) / minuteMs).toBeLessThan(120)
  }
})

describe('what a learned defrost makes a situation of its own', () => {
  const known = { seed: 3, defrost: { everyHours: 20, jitterHours: 0.5 } }
  const causes = ({ situations }: Backtest) => situations.map(({ cause }) => cause)

  test('one that does not come is told once it is long overdue, and ends with the next', () => {
    const { world, result } = judged({ ...known, skipped: [9, 10] })
    expect(causes(result)).toEqual(['defrost-missed'])
    const [missed] = result.situations
    expect(Date.parse(missed?.to ?? '')).toBeCloseTo(world.defrosts[9]?.fromMs ?? 0, -7)
  })

  test('hours without samples are no missed defrost', () => {
    const { samples, defrosts } = freezer(known)
    const dark = (defrosts[9]?.fromMs ?? 0) - hourMs
    const holed = samples.filter(({ atMs }) => atMs < dark || atMs > dark + 4 * hourMs)
    const result = backtest(holed, frozen)
    expect(result.situations).toEqual([])
    expect(result.silences).toHaveLength(1)
  })

  test('one that lasts half as long again is told while it lasts', () => {
    const { samples, defrosts } = freezer(known)
    const ended = (defrosts[10]?.fromMs ?? 0) + 40 * minuteMs
    // The heater stays on: the air stands still for 40 minutes.
    const level = samples.find(({ atMs }) => atMs >= ended)?.celsius ?? 0
    const longer = samples.map((one) => {
      if (one.atMs < ended) return one
      return one.atMs < ended + 40 * minuteMs ? { ...one, celsius: level } : { ...one, atMs: one.atMs + 0 }
    })
    const result = backtest(longer, frozen)
    expect(causes(result)).toContain('defrost-overlong')
  })

  test('a door left open for an hour where no defrost is due is told by its warmth', () => {
    const { samples, defrosts } = freezer(known)
    const openMs = (defrosts[10]?.fromMs ?? 0) + 3 * hourMs
    const open = samples.map((one) =>
      one.atMs >= openMs && one.atMs < openMs + 2 * hourMs ? { ...one, celsius: -9, doorOpen: true } : one,
    )
    expect(causes(backtest(open, frozen)).sort()).toEqual(['door-open', 'too-warm'])
  })
})

test('a spike while the door is known to be open has the door for its cause', () => {
  const { samples, event } = freezer({ seed: 5, days: 2, eventAtHour: 30 })
  const withDoor = samples.map((one) => ({
    ...one,
    doorOpen: event !== undefined && one.atMs >= event.fromMs && one.atMs <= event.untilMs,
  }))
  expect(backtest(withDoor, frozen).situations).toMatchObject([{ cause: 'door-open', peakCelsius: 8.4 }])
})

test('a chilled cabinet’s learned defrosts no longer alarm, where the first ones did', () => {
  const samples: PastSample[] = []
  for (let minute = 0; minute < 10 * 1440; minute++) {
    const since = minute % 480
    const share = Math.sin((Math.PI * Math.min(since, 40)) / 40)
    const celsius = 2.5 + Math.sin(minute / 6) * 0.5 + 7 * share
    samples.push({ atMs: startMs + minute * minuteMs, celsius: Math.round(10 * celsius) / 10 })
  }
  const result = backtest(samples, { name: 'chilled', profile: profiles.chilled, kind: 'cabinet' })
  expect(result.defrosts.length).toBeGreaterThan(28)
  expect(result.situations.length).toBeLessThanOrEqual(11)
  expect(result.situations.every(({ from }) => Date.parse(from) < startMs + 4 * 24 * hourMs)).toBe(true)
  expect(result.plainThreshold?.alarms).toBeGreaterThan(28)
})

const cold = fileURLToPath(new URL('../../../../shared/data/cold/', import.meta.url))
const present = existsSync(cold)
if (!present) console.warn(`skipped: the real temperature logs are not in ${cold}`)

test.skipIf(!present).each([
  ['ruuvi_freezer', 'frozen-cabinet'],
  ['ruuvi_fridge', 'chilled'],
] as const)('the real %s raises nothing, and its dropouts are told apart', async (name, profile) => {
  const { past } = await readPast(`${cold}${name}.csv`, {})
  const result = backtest(past, { name: profile, profile: profiles[profile], kind: 'cabinet' })
  expect(result).toMatchObject({ situations: [], defrosts: [], alarmsPerWeek: 0 })
  expect(result.silences.length).toBeGreaterThan(5)
})

test('20,000 samples take a fraction of a second of one core', () => {
  const { samples } = freezer({ seed: 1 })
  const before = process.cpuUsage()
  backtest(samples, frozen)
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2)
})
