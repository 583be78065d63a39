import type { Phase } from '@larder/contracts/phase'
import type { Profile } from '@larder/contracts/profile'
import { profileNamed } from '@larder/contracts/profiles'
import { expect, test } from 'vitest'
import type { Finding, FindingLog } from './finding.ts'
import { recordRulesOf, rulesOf } from './rules.ts'
import { TemperatureFold } from './temperature-fold.ts'

const minuteMs = 60_000
const hour = 60
const bare: Profile = {
  name: { zh: '试', en: 'Trial' },
  targetCelsius: [0, 2],
  high: { warnCelsius: 20, warnDelayMinutes: 0, limitCelsius: 30, limitDelayMinutes: 0 },
  hysteresisCelsius: 0.5,
  doorOpenMinutes: 5,
  silenceMinutes: 10,
  startUpIgnoreMinutes: 10,
  shelfLife: null,
}

class Probe {
  readonly log: FindingLog = { closed: [], changes: 0 }
  private readonly fold: TemperatureFold

  constructor(profile: Profile, phase: Phase = 'cabinet', listeningSinceMs = 0) {
    this.fold = new TemperatureFold(rulesOf(profile, 60, phase), { latched: true, listeningSinceMs })
  }

  /** One sample a minute. */
  see(from: number, until: number, celsius: number | ((minute: number) => number), explained = false): this {
    for (let minute = from; minute < until; minute++) {
      const value = typeof celsius === 'number' ? celsius : celsius(minute)
      const atMs = minute * minuteMs
      this.fold.step(atMs, atMs, { typical: value, coldest: value, warmest: value }, explained, this.log)
    }
    return this
  }

  found(cause: Finding['cause']): Finding[] {
    const open = this.fold.watches().flatMap((watch) => (watch?.open ? [watch.open] : []))
    return [...this.log.closed, ...open].filter((finding) => finding.cause === cause)
  }
}

const fish = profileNamed('fresh-fish')

test('four short times at the limit add up: the moment that is one too many is critical, and a day later it is over', () => {
  const probe = new Probe(fish)
  for (const start of [0, 60, 120]) probe.see(start, start + 9, 4).see(start + 9, start + 60, 1)
  expect(probe.found('too-warm-in-total')).toEqual([])
  probe.see(180, 189, 4).see(189, 240, 1)
  expect(probe.found('too-warm')).toEqual([])
  expect(probe.found('too-warm-in-total')).toMatchObject([
    { severity: 'critical', fromMs: 180 * minuteMs, openedAtMs: 183 * minuteMs, untilMs: null, peakCelsius: 4 },
  ])
  expect(probe.found('too-warm-in-total')[0]?.told).toEqual({ totalMinutes: 35 })
  probe.see(240, 26 * hour, 1)
  const untilMs = probe.found('too-warm-in-total')[0]?.untilMs ?? 0
  expect(untilMs / minuteMs).toBeGreaterThanOrEqual(24 * hour)
  expect(untilMs / minuteMs).toBeLessThan(25 * hour + 20)
})

test('one long time is told once: its critical alarm says it all', () => {
  const probe = new Probe(fish).see(0, 45, 5)
  expect(probe.found('too-warm')).toMatchObject([{ severity: 'critical' }])
  expect(probe.found('too-warm-in-total')).toEqual([])
})

test('what a defrost explains, and what nobody saw, adds nothing to a total', () => {
  const explained = new Probe(fish).see(0, 25, 4).see(25, 60, 6, true).see(60, 64, 4)
  expect(explained.found('too-warm-in-total')).toEqual([])
  const gap = new Probe(fish).see(0, 25, 4).see(60, 64, 4)
  expect(gap.found('too-warm-in-total')).toEqual([])
})

test('the low side adds up as well', () => {
  const profile = profileNamed('whole-produce')
  const probe = new Probe(profile)
  for (let start = 0; start < 600; start += 60) probe.see(start, start + 14, 4.9).see(start + 14, start + 60, 9)
  expect(probe.found('too-cold-in-total')).toMatchObject([{ limitCelsius: 5, peakCelsius: 4.9 }])
})

test('mild warmth that no limit sees spends life: a warning, then critical', () => {
  const profile = { ...fish, high: { ...bare.high, warnCelsius: 8, limitCelsius: 9 } } as Profile
  // At 7 °C a fish spends 2.89 ice-days a day, of 12: 24 % in a day.
  const probe = new Probe(profile).see(0, 23 * hour, 7)
  expect(probe.found('life-spent')).toMatchObject([{ severity: 'warning', untilMs: null }])
  expect(probe.found('life-spent')[0]?.openedAtMs).toBeCloseTo((20 / 100) * (12 / 2.89) * 24 * hour * minuteMs, -6)
  expect(new Probe(profile).see(0, 23 * hour, 2).found('life-spent')).toEqual([])
})

test('a fast rise is told while it lasts, and noise is not', () => {
  const profile: Profile = { ...bare, rise: { celsius: 3, withinMinutes: 10 } }
  const noise = (minute: number) => 2 + Math.sin(minute) + Math.sin(minute * 7.7)
  expect(new Probe(profile).see(0, 600, noise).found('rising-fast')).toEqual([])
  const probe = new Probe(profile).see(0, 60, 2).see(60, 90, (minute) => 2 + (minute - 60) * 0.5)
  expect(probe.found('rising-fast')).toMatchObject([{ severity: 'warning', untilMs: null }])
  expect(probe.found('rising-fast')[0]?.told?.celsiusPerHour).toBeGreaterThan(18)
  expect(probe.see(90, 130, 17).found('rising-fast')[0]?.untilMs).not.toBeNull()
})

test('a limit that will be passed soon is told before it is, with the time of it', () => {
  const profile: Profile = { ...bare, breachWithinMinutes: 30 }
  const warming = (minute: number) => 10 + Math.max(0, minute - 60) * 0.2
  const probe = new Probe(profile).see(0, 140, warming)
  const [found] = probe.found('predicted-breach')
  // 30 °C is passed at minute 160.
  expect((found?.openedAtMs ?? 0) / minuteMs).toBeGreaterThanOrEqual(125)
  expect((found?.openedAtMs ?? 0) / minuteMs).toBeLessThan(140)
  expect((found?.told?.breachAtMs ?? 0) / minuteMs).toBeGreaterThan(155)
  expect((found?.told?.breachAtMs ?? 0) / minuteMs).toBeLessThan(170)
  probe.see(140, 170, warming)
  expect(probe.found('predicted-breach')).toMatchObject([{ untilMs: 160 * minuteMs, limitCelsius: 30 }])
})

test('a compressor that cycles below its limit predicts nothing', () => {
  const profile: Profile = { ...fish, breachWithinMinutes: 30 }
  const cycling = (minute: number) => 1 + Math.sin((minute / 20) * 2 * Math.PI)
  expect(new Probe(profile).see(0, 24 * hour, cycling).found('predicted-breach')).toEqual([])
})

test('what a probe says first after it was off is not judged, and what it said before goes on', () => {
  const probe = new Probe(fish, 'transit').see(0, 30, 1).see(6 * hour, 6 * hour + 9, 20)
  expect(probe.see(6 * hour + 9, 7 * hour, 1).found('too-warm')).toEqual([])
  const slow = new Probe(fish, 'transit').see(0, 30, 1).see(6 * hour, 6 * hour + 21, 20)
  expect(slow.found('too-warm')).toMatchObject([{ fromMs: (6 * hour + 10) * minuteMs }])
})

test('a probe first heard hours after we began to listen has just started; one heard at once has not', () => {
  expect(new Probe(fish, 'cabinet', -300 * minuteMs).see(0, 11, 20).found('too-warm')).toEqual([])
  expect(new Probe(fish, 'cabinet', 0).see(0, 11, 20).found('too-warm')).toHaveLength(1)
})

test('a truck that was switched off begins a new trip; a store never does', () => {
  const twice = (phase: Phase) =>
    new Probe(fish, phase)
      .see(0, 25, 4)
      .see(6 * hour, 6 * hour + 10, 1)
      .see(370, 380, 4)
  expect(twice('cabinet').found('too-warm-in-total')).toHaveLength(1)
  expect(twice('transit').found('too-warm-in-total')).toEqual([])
})

test('a limit may differ by phase: frozen goods at −14 °C are within it in a cabinet and beyond it in transit', () => {
  const frozen = profileNamed('frozen-cabinet')
  const severity = (phase: Phase) => new Probe(frozen, phase).see(0, 40, -14).found('too-warm')[0]?.severity
  expect(severity('transit')).toBe('critical')
  expect(severity('storage')).toBe('critical')
  expect(severity('cabinet')).toBeUndefined()
})

test('a record of the past predicts nothing and knows the whole of a transit', () => {
  const rules = recordRulesOf({ ...fish, breachWithinMinutes: 30 }, 60, 'transit')
  expect(rules).toMatchObject({ breach: null, rise: null, life: null, tripMs: Number.POSITIVE_INFINITY })
})
