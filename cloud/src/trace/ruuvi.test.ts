import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ProfileName } from '@larder/contracts/profiles'
import { expect, test } from 'vitest'
import { fishRecords, probe, readingAt, telemetry } from './trace.fixture.ts'
import { traceReport } from './trace-report.ts'

const folder = fileURLToPath(new URL('../../../../shared/data/cold/', import.meta.url))
const present = existsSync(folder)
if (!present) console.warn(`skipped: the Ruuvi logs are not in ${folder}`)

function reportOf(name: string, profile: ProfileName) {
  const rows = readFileSync(`${folder}ruuvi_${name}.csv`, 'utf8').trim().split('\n').slice(1)
  const stretches = rows.map((row) => {
    const [stamp = '', celsius = ''] = row.split(',')
    return readingAt(Date.parse(stamp), Number(celsius))
  })
  const [first, last] = [stretches[0]?.firstMs ?? 0, stretches.at(-1)?.lastMs ?? 0]
  const records = fishRecords()
  const lots = records.lots.map((lot) => ({ ...lot, packedAtMs: first }))
  const products = records.products.map((product) => ({ ...product, profile }))
  const consignments = records.consignments.map((one) => ({
    ...one,
    legs: one.legs.map((leg) => ({ ...leg, fromMs: first, untilMs: last })),
  }))
  return traceReport({ ...records, lots, products, consignments }, telemetry(probe('air', 'air', stretches)), last)
    ?.lots[0]
}

test.skipIf(!present).each<[string, ProfileName, number]>([
  ['freezer', 'frozen-cabinet', 6039],
  ['fridge', 'chilled', 8455],
  ['fruits', 'chilled', 7646],
])('the real %s log shows its dropouts as gaps and claims nothing over them', (name, profile, longestSeconds) => {
  const lot = reportOf(name, profile)
  const gap = lot?.coverage.worstGap
  expect(gap && (gap.untilMs - gap.fromMs) / 1000).toBeCloseTo(longestSeconds - 60, -1)
  expect(lot?.coverage.percent).toBeLessThan(80)
  expect(lot).toMatchObject({ verdict: 'not-enough-data', confidence: 'low', excursions: [] })
  expect(lot?.chart.series[0]?.points.some(({ mean }) => mean === null)).toBe(true)
})
