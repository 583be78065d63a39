import { spoilage } from '@larder/contracts/shelf-life'
import { relativeRate } from '@larder/edge/shelf-life/rate'
import { describe, expect, test } from 'vitest'
import { lotLives } from './lot-lives.ts'
import { dayMs, fishRecords, hourMs, minutes, packedMs, probe, telemetry } from './trace.fixture.ts'
import type { TraceRecords } from './trace-records.ts'
import { traceReport } from './trace-report.ts'

const hours = (from: number, until: number, celsius: number) => minutes(from * 60, until * 60, celsius)

function kept(profile: string, changes: Partial<TraceRecords> = {}): TraceRecords {
  const records = fishRecords(changes)
  return { ...records, products: records.products.map((product) => ({ ...product, profile })) }
}

test('the life is that of the report', () => {
  const seen = telemetry(probe('core', 'product', hours(0, 48, 1)))
  const [lot] = lotLives(fishRecords(), seen, packedMs + 2 * dayMs)
  expect(lot?.life).toEqual(traceReport(fishRecords(), seen, packedMs + 2 * dayMs)?.lots[0]?.life)
  expect(lot).toMatchObject({ lot: 'L1', profile: 'fresh-fish', coveragePercent: 100, kinetic: null })
})

test('the worst lot leads an order', () => {
  const records = fishRecords()
  const [lot] = records.lots as [TraceRecords['lots'][number]]
  const older = { ...lot, id: 'L0', packedAtMs: packedMs - 3 * dayMs }
  const order = {
    id: 'O1',
    customer: null,
    store: 's1',
    orderedAtMs: packedMs,
    promisedAtMs: null,
    deliveredAtMs: null,
    lines: [lot, older].map(({ id }) => ({ lot: id, quantity: 1 })),
  }
  const consignments = records.consignments.map((one) => ({ ...one, lots: ['L1', 'L0'] }))
  const asked = { ...records, consignments, lots: [lot, older], order, subject: { kind: 'order' as const, id: 'O1' } }
  const lives = lotLives(asked, telemetry(probe('core', 'product', hours(0, 24, 1))), packedMs + dayMs)
  expect(lives.map((one) => one.lot)).toEqual(['L0', 'L1'])
})

test('milk lives by its activation energy, counted at 4 °C, and says where that comes from', () => {
  const seen = telemetry(probe('core', 'product', [...hours(0, 20, 4), ...hours(20, 24, 14)]))
  const life = lotLives(kept('dairy'), seen, packedMs + dayMs)[0]?.life
  const rate = relativeRate(spoilage.milk.rate, 14, 4)
  expect(life?.usedDays.likely).toBeCloseTo((20 + 4 * rate) / 24, 6)
  expect(life?.leftDays.likely).toBeCloseTo(12 - (20 + 4 * rate) / 24, 6)
  expect(life?.spoilage).toEqual(spoilage.milk)
  expect(life?.doubt).toEqual({
    probeCelsius: expect.closeTo(Math.hypot(0.5, 0.1)),
    unseenMs: 0,
    lifeShare: 0.1,
    extrapolatedMs: 0,
  })
})

test('a published range of the parameter widens the life left of cut produce', () => {
  const seen = telemetry(probe('core', 'product', hours(0, 48, 6)))
  const life = lotLives(kept('cut-produce'), seen, packedMs + 2 * dayMs)[0]?.life
  const only = { ...spoilage['chilled-produce'] }
  expect(life?.spoilage.between).toEqual(only.between)
  // The whole life at 4 °C alone runs from 10 / 4^0.4 × 0.9 to 10 / 2.5^0.4 × 1.1 days.
  expect(life?.leftDays.high).toBeGreaterThan(10 / 2.5 ** 0.4 - 2.5)
  expect(life?.leftDays.low).toBeLessThan((10 / 4 ** 0.4) * 0.9 - 2)
})

test('what was seen outside the parameters’ range is told', () => {
  const seen = telemetry(probe('core', 'product', [...hours(0, 20, 4), ...hours(20, 24, 2)]))
  expect(lotLives(kept('dairy'), seen, packedMs + dayMs)[0]?.life?.doubt.extrapolatedMs).toBe(4 * hourMs)
})

describe('mean kinetic temperature', () => {
  test('of goods at 2–8 °C: 18 h at 5 and 6 h at 14 °C are 8.2852, with the excursion beside it', () => {
    const seen = telemetry(probe('core', 'product', [...hours(0, 18, 5), ...hours(18, 24, 14)]))
    const kinetic = lotLives(kept('dairy'), seen, packedMs + dayMs)[0]?.kinetic
    expect(kinetic?.mktCelsius).toBeCloseTo(8.2852, 4)
    expect(kinetic?.worstDay?.mktCelsius).toBeCloseTo(8.2852, 4)
    expect(kinetic).toMatchObject({ maxCelsius: 14, limitCelsius: 8, aboveLimitMs: 6 * hourMs })
  })

  test('the warmest probe speaks, and gaps do not count', () => {
    const seen = telemetry(
      probe('core', 'product', [...hours(0, 10, 4), ...hours(15, 24, 4)]),
      probe('far', 'product', [...hours(0, 10, 6), ...hours(15, 24, 6)]),
    )
    const kinetic = lotLives(kept('dairy'), seen, packedMs + dayMs)[0]?.kinetic
    expect(kinetic?.mktCelsius).toBeCloseTo(6, 6)
  })

  test.each(['fresh-fish', 'frozen-cabinet', 'ice-cream', 'whole-produce'])('is not told of %s', (profile) => {
    const seen = telemetry(probe('core', 'product', hours(0, 24, 5)))
    expect(lotLives(kept(profile), seen, packedMs + dayMs)[0]?.kinetic).toBeNull()
  })
})
