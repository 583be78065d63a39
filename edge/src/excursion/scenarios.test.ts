import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { Reading } from '@larder/contracts/reading'
import type { Cause, Situation } from '@larder/contracts/situation'
import { plantAnchor } from '@larder/firmware-sim/plant'
import { keyOf, pastPlans } from '@larder/firmware-sim/probe/plan'
import { has, type ScenarioName, troublesAt } from '@larder/firmware-sim/scenarios'
import { Simulation, type Taken } from '@larder/firmware-sim/simulation'
import { siteName, worldSite } from '@larder/firmware-sim/world'
import { expect, test } from 'vitest'
import { SituationKeeper } from './situation-keeper.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const bornMs = Date.parse('2026-10-02T06:00:00Z')

interface Told extends Situation {
  toldMs: number
}

/** A site's rules over the simulated world: two days of past in one go, then live by the minute, in no time at all. */
async function play(scenario: ScenarioName, liveMs: number): Promise<{ told: Told[]; newest: Situation[] }> {
  const directory = mkdtempSync(join(tmpdir(), 'scenario-'))
  const told: Told[] = []
  let nowMs = bornMs
  const keeper = new SituationKeeper({
    path: join(directory, 'situations.db'),
    site: siteName,
    assets: worldSite().assets,
    lateMs: 15 * minuteMs,
    clock: () => nowMs,
    emit: async (situation) => void told.push({ ...situation, toldMs: nowMs }),
    log: () => undefined,
  })
  await keeper.start()
  const troubles = (atMs: number) => (atMs < bornMs ? [] : troublesAt(scenario, atMs - bornMs))
  const plant = plantAnchor(1, bornMs - 48 * hourMs)
  const world = new Simulation({ seed: 1, atMs: plant.atMs, plant, sequences: {}, troublesAt: troubles })
  const radio = new Radio()
  world.skip(bornMs - 48 * hourMs)
  // The controller's line is read from the first moment, before the past arrives.
  keeper.observe([...world.advance(world.atMs + 2 * minuteMs, pastPlans)].flatMap((taken) => readingOf(taken, nowMs)))
  while (world.atMs < bornMs) {
    const portion = [...world.advance(Math.min(bornMs, world.atMs + 2 * hourMs), pastPlans)]
    keeper.observe(portion.flatMap((taken) => readingOf(taken, nowMs)))
    keeper.tick(nowMs)
  }
  for (nowMs = bornMs + minuteMs; nowMs <= bornMs + liveMs; nowMs += minuteMs) {
    const samples = [...world.advance(nowMs, pastPlans)]
    const { fresh, stale } = radio.pass(samples, (asset) => has(troubles(nowMs), 'offline', asset), nowMs)
    keeper.observe(fresh)
    for (const one of stale) keeper.observeStale(one)
    keeper.tick(nowMs)
    while (!keeper.idle) await turn()
  }
  await keeper.stop()
  rmSync(directory, { recursive: true })
  return { told, newest: [...new Map(told.map((one) => [one.id, one])).values()] }
}

/** What a radio out of reach keeps, and what a gateway merely repeats. */
class Radio {
  readonly #kept: Taken[] = []
  readonly #numbers = new Map<string, number>()

  pass(samples: readonly Taken[], isOffline: (asset: string) => boolean, nowMs: number) {
    const due = [...this.#kept.splice(0), ...samples]
    const fresh: Reading[] = []
    const stale: Reading[] = []
    for (const taken of due) {
      if (isOffline(taken.asset)) this.#kept.push(taken)
      else if (this.#numbers.get(keyOf(taken)) === taken.sequence) stale.push(...readingOf(taken, nowMs))
      else {
        this.#numbers.set(keyOf(taken), taken.sequence)
        fresh.push(...readingOf(taken, nowMs))
      }
    }
    return { fresh, stale }
  }
}

function readingOf(taken: Taken, receivedAtMs: number): Reading[] {
  if (taken.kind === 'position') return []
  const { asset, probe, sequence, atMs, values } = taken
  return [{ site: siteName, asset, probe, sequence, observedAtMs: atMs, receivedAtMs, ...values }]
}

const alarms = (told: readonly Told[]) => told.filter(({ past, state }) => !past && state === 'open')

/** The minute of the scenario at which this alarm was first told; undefined where it never was. */
const minuteOf = (told: readonly Told[], asset: string, cause: Cause, severity?: string): number | undefined => {
  const first = alarms(told).find(
    (one) => one.asset === asset && one.cause === cause && (severity === undefined || one.severity === severity),
  )
  return first && (first.toldMs - bornMs) / minuteMs
}

const kindsOf = (told: readonly Told[]) => new Set(alarms(told).map(({ asset, cause }) => `${asset} ${cause}`))

test('an ordinary two days of past and four hours of life raise nothing at all', async () => {
  const { told } = await play('normal', 4 * hourMs)
  expect(told).toEqual([])
})

test('the fish counter’s door left open is told within 6 minutes, its warmth within 12, critically within 40', async () => {
  const { told, newest } = await play('door-left-open', 90 * minuteMs)
  expect(minuteOf(told, 'cabinet-1', 'door-open')).toBeLessThanOrEqual(6)
  expect(minuteOf(told, 'cabinet-1', 'too-warm', 'warning')).toBeLessThanOrEqual(12)
  expect(minuteOf(told, 'cabinet-1', 'too-warm', 'critical')).toBeLessThanOrEqual(40)
  expect(kindsOf(told)).toEqual(new Set(['cabinet-1 door-open', 'cabinet-1 too-warm']))
  expect(newest.find(({ cause }) => cause === 'door-open')?.state).toBe('resolved')
})

test('the dairy cabinet’s failed compressor is told within half an hour, critically within 70 minutes', async () => {
  const { told } = await play('compressor-failure', 2 * hourMs)
  expect(minuteOf(told, 'cabinet-2', 'too-warm', 'warning')).toBeLessThanOrEqual(30)
  expect(minuteOf(told, 'cabinet-2', 'too-warm', 'critical')).toBeLessThanOrEqual(70)
  expect(kindsOf(told)).toEqual(new Set(['cabinet-2 too-warm']))
})

test('a receiver in a tunnel raises nothing', async () => {
  const { told } = await play('gps-tunnel', hourMs)
  expect(told).toEqual([])
})

test('a stuck probe is stale within 4 minutes and silent within 11, and both end with it', async () => {
  const { told, newest } = await play('probe-stuck', hourMs)
  expect(minuteOf(told, 'cabinet-2', 'stale-value')).toBeLessThanOrEqual(4)
  expect(minuteOf(told, 'cabinet-2', 'silence')).toBeLessThanOrEqual(11)
  expect(kindsOf(told)).toEqual(new Set(['cabinet-2 stale-value', 'cabinet-2 silence']))
  expect(newest.every(({ state }) => state === 'resolved')).toBe(true)
})

test('a truck out of reach is silent, and what it uploads later withdraws that and raises nothing about now', async () => {
  const { told, newest } = await play('late-upload', 2 * hourMs)
  expect(minuteOf(told, 'truck-2', 'silence')).toBeLessThanOrEqual(11)
  expect(kindsOf(told)).toEqual(new Set(['truck-2 silence']))
  expect(newest.length).toBe(3)
  for (const { state, past, fromMs, untilMs } of newest) {
    expect({ state, past, untilMs }).toEqual({ state: 'resolved', past: true, untilMs: fromMs })
  }
})

test('a power cut makes the cabinets silent within 11 minutes; what warmed is told when the radios are back', async () => {
  const { told, newest } = await play('power-cut', 200 * minuteMs)
  for (const asset of ['cabinet-1', 'cabinet-2', 'cabinet-3']) {
    expect(minuteOf(told, asset, 'silence')).toBeLessThanOrEqual(11)
  }
  expect(minuteOf(told, 'cabinet-1', 'too-warm')).toBeLessThanOrEqual(27)
  expect(kindsOf(told)).not.toContain('cabinet-3 door-open')
  expect(newest.filter(({ fromMs }) => fromMs < bornMs + hourMs).every(({ state }) => state === 'resolved')).toBe(true)
})
