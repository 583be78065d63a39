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
    lagMinutes: null,
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

describe('beside an air probe', () => {
  const warmAir = [...hours(0, 12, 1), ...minutes(720, 740, 12), ...minutes(740, 1440, 1)]

  test('goods lag the air by their pack: a short warm spell costs less than the air alone would say, but may cost that', () => {
    const air = lotLives(fishRecords(), telemetry(probe('air', 'air', warmAir)), packedMs + dayMs)[0]?.life
    const product = lotLives(fishRecords(), telemetry(probe('core', 'product', warmAir)), packedMs + dayMs)[0]?.life
    expect(air?.doubt.lagMinutes).toBe(50)
    expect(product?.doubt.lagMinutes).toBeNull()
    expect(air?.usedDays.likely).toBeLessThan(product?.usedDays.likely ?? 0)
    expect(air?.usedDays.high).toBeGreaterThan(product?.usedDays.likely ?? 0)
    // Stepped by the minute with 50 min: the goods follow 12 °C for 20 minutes, and come back.
    let goods = 1
    let used = 0
    for (const { meanCelsius } of warmAir) {
      const rate = (celsius: number) => (1 + celsius / 10) ** 2 / 1.96 / 1440
      const next = meanCelsius + (goods - meanCelsius) * Math.exp(-1 / 50)
      used += rate((goods + next) / 2)
      goods = next
    }
    expect(air?.usedDays.likely).toBeCloseTo(used, 4)
  })

  test('goods keep their temperature when they move on to another place', () => {
    const records = fishRecords()
    const [truck, shop] = [packedMs + 12 * hourMs, packedMs]
    const leg = { site: 's1', phase: 'cabinet' as const }
    const legs = [
      { ...leg, asset: 'c1', fromMs: shop, untilMs: truck },
      { ...leg, asset: 'c2', fromMs: truck, untilMs: null },
    ]
    const consignments = records.consignments.map((one) => ({ ...one, legs }))
    const seen = (first: number) =>
      telemetry(probe('air', 'air', hours(0, 12, first)), { ...probe('air', 'air', hours(12, 13, 0)), asset: 'c2' })
    const used = (first: number) =>
      lotLives({ ...records, consignments }, seen(first), packedMs + 13 * hourMs)[0]?.life?.usedDays.likely ?? 0
    const rate = (celsius: number) => (1 + celsius / 10) ** 2 / 1.96
    // Had they cooled at once, the hour in the second place would cost the same whatever was before.
    expect(used(5) - (12 * rate(5)) / 24).toBeGreaterThan(used(0) - (12 * rate(0)) / 24 + 0.005)
  })
})
