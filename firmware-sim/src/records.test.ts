import { profileNamed } from '@larder/contracts/profiles'
import { expect, test } from 'vitest'
import { incidentAsset, inIncident } from './incidents.ts'
import { Plant, plantAnchor, stepMs } from './plant.ts'
import { worldRecords } from './records.ts'
import type { Trouble } from './scenarios.ts'

const minuteMs = 60_000

type Part = 'airCelsius' | 'productCelsius'

/** The longest stretch, in minutes, that this lot's assets were above a limit while they held it. */
function longestAbove(lot: string, part: Part, celsius: number, nowMs: number): number {
  const consignment = worldRecords(nowMs).consignments.find(({ lots }) => lots.some((id) => id.startsWith(lot)))
  const troublesAt = (atMs: number): Trouble[] =>
    inIncident(nowMs, atMs) ? [{ kind: 'compressor-failed', asset: incidentAsset }] : []
  const plant = new Plant(1, plantAnchor(1, nowMs))
  let [steps, longest] = [0, 0]
  for (const { asset, from, until } of consignment?.legs ?? []) {
    plant.advance(Date.parse(from), troublesAt)
    for (let atMs = Date.parse(from); atMs < Date.parse(until as string); atMs += stepMs) {
      plant.advance(atMs, troublesAt)
      steps = plant.enclosure(asset)[part] >= celsius ? steps + 1 : 0
      longest = Math.max(longest, (steps * stepMs) / minuteMs)
    }
  }
  return longest
}

test.each(['2026-10-05T03:00:00Z', '2026-10-06T22:10:00Z', '2027-01-08T12:00:00Z', '2027-07-09T05:00:00Z'])(
  'in the invented past before %s the shrimp itself saw an excursion, salmon and milk did not',
  (now) => {
    const nowMs = Date.parse(now)
    const limits = (profile: string) =>
      profileNamed(profile).high as { limitCelsius: number; limitDelayMinutes: number }
    const frozen = limits('frozen-cabinet')
    for (const part of ['airCelsius', 'productCelsius'] as const) {
      expect(longestAbove('SHRIMP', part, frozen.limitCelsius + 0.5, nowMs)).toBeGreaterThan(frozen.limitDelayMinutes)
    }
    expect(longestAbove('SALMON', 'airCelsius', limits('fresh-fish').limitCelsius, nowMs)).toBeLessThan(5)
    expect(longestAbove('MILK', 'airCelsius', limits('dairy').limitCelsius, nowMs)).toBe(0)
  },
)

test('the incident is over, and the freezer cold again, when the world begins to live', () => {
  for (let hour = 0; hour < 24; hour++) {
    const nowMs = Date.parse('2026-10-05T03:00:00Z') + hour * 3_600_000
    const plant = new Plant(1, plantAnchor(1, nowMs - 2 * 86_400_000))
    plant.advance(nowMs - 30 * minuteMs, (atMs) =>
      inIncident(nowMs, atMs) ? [{ kind: 'compressor-failed', asset: incidentAsset }] : [],
    )
    expect(plant.enclosure(incidentAsset).productCelsius).toBeLessThan(-18)
  }
})
