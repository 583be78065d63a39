import { profileNamed } from '@larder/contracts/profiles'
import { expect, test } from 'vitest'
import { incidentAsset, inIncident } from './incidents.ts'
import { Plant, plantAnchor, stepMs } from './plant.ts'
import { worldRecords } from './records.ts'

const minuteMs = 60_000

/** The longest stretch, in minutes, that this lot's assets were above a limit while they held it. */
function longestAbove(lot: string, celsius: number, nowMs: number): number {
  const consignment = worldRecords(nowMs).consignments.find(({ lots }) => lots.some((id) => id.startsWith(lot)))
  const troublesAt = (atMs: number) => (inIncident(atMs) ? [{ kind: 'door-open' as const, asset: incidentAsset }] : [])
  const plant = new Plant(1, plantAnchor(1, nowMs))
  let [steps, longest] = [0, 0]
  for (const { asset, from, until } of consignment?.legs ?? []) {
    plant.advance(Date.parse(from), troublesAt)
    for (let atMs = Date.parse(from); atMs < Date.parse(until as string); atMs += stepMs) {
      plant.advance(atMs, troublesAt)
      steps = plant.enclosure(asset).airCelsius >= celsius ? steps + 1 : 0
      longest = Math.max(longest, (steps * stepMs) / minuteMs)
    }
  }
  return longest
}

test.each(['2026-10-05T03:00:00Z', '2026-10-06T22:10:00Z', '2027-01-08T12:00:00Z', '2027-07-09T05:00:00Z'])(
  'in the invented past before %s the shrimp saw an excursion, salmon and milk did not',
  (now) => {
    const nowMs = Date.parse(now)
    const limits = (profile: string) =>
      profileNamed(profile).high as { limitCelsius: number; limitDelayMinutes: number }
    const frozen = limits('frozen-cabinet')
    expect(longestAbove('SHRIMP', frozen.limitCelsius, nowMs)).toBeGreaterThan(frozen.limitDelayMinutes)
    expect(longestAbove('SALMON', limits('fresh-fish').limitCelsius, nowMs)).toBeLessThan(5)
    expect(longestAbove('MILK', limits('dairy').limitCelsius, nowMs)).toBe(0)
  },
)
