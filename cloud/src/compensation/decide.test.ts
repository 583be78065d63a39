import {
  type CompensationPolicy,
  compensationCause,
  compensationPolicy,
  type RefusalReason,
} from '@larder/contracts/compensation'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Claim, customerKeyOf, type Decision, dayMs, decide, monthMs } from './decide.ts'
import { defaultPolicy } from './default-policy.ts'
import { dryRunOf } from './dry-run.ts'
import { measure } from './measure.ts'
import { type Payout, PayoutLedger } from './payout-ledger.ts'
import { policyFaults } from './policy-faults.ts'

const late = (minutes: number, different: Partial<Claim> = {}): Claim => ({
  order: 'O1',
  customer: 'C1',
  cause: 'late-delivery',
  lot: null,
  magnitude: minutes,
  paidFen: null,
  ...different,
})

const nothingYet = new PayoutLedger().historyFor(late(0), 0)
const paid = (decision: Decision): number | RefusalReason => (decision.pays ? decision.amountFen : decision.reason)

/** Makes each claim at its time and keeps what is paid, as the service does. */
function settle(policy: CompensationPolicy, claims: readonly { claim: Claim; atMs: number }[]): Payout[] {
  const ledger = new PayoutLedger()
  const payouts: Payout[] = []
  for (const { claim, atMs } of claims) {
    const decision = decide(policy, claim, ledger.historyFor(claim, atMs))
    if (!decision.pays) continue
    const { order, customer, cause, lot } = claim
    const payout = { order, customer, cause, lot, form: decision.tier.form, amountFen: decision.amountFen, atMs }
    ledger.add(payout)
    payouts.push(payout)
  }
  return payouts
}

describe('the default policy', () => {
  test('is in itself without contradiction', () => {
    expect(compensationPolicy.parse(defaultPolicy)).toEqual(defaultPolicy)
    expect(policyFaults(defaultPolicy)).toEqual([])
  })

  test.each([
    [29, 'below-threshold'],
    [30, 500],
    [59, 500],
    [60, 800],
    [10_000, 1500],
  ])('%i minutes late: %s', (minutes, outcome) => {
    expect(paid(decide(defaultPolicy, late(minutes), nothingYet))).toBe(outcome)
  })

  test('thirty minutes late is a coupon of ¥5 with no minimum spend', () => {
    const decision = decide(defaultPolicy, late(30), nothingYet)
    expect(decision).toMatchObject({ pays: true, tier: { form: 'coupon', minimumSpendFen: 0, validDays: 30 } })
  })

  test('a refund is a share of what was paid, rounded down, at most its amount', () => {
    const damaged = (paidFen: number | null) => late(1, { cause: 'damaged', paidFen })
    const outcome = (paidFen: number | null) => paid(decide(defaultPolicy, damaged(paidFen), nothingYet))
    expect([outcome(3999), outcome(1_000_000), outcome(null)]).toEqual([1999, 5000, 'paid-amount-unknown'])
  })
})

describe('one harm is paid once', () => {
  const history = (...before: Partial<Payout>[]) => {
    const ledger = new PayoutLedger()
    const payout = { order: 'O1', customer: 'C1', cause: 'damaged', lot: 'L1', form: 'refund', amountFen: 1, atMs: 0 }
    for (const one of before) ledger.add({ ...payout, ...one } as Payout)
    return ledger.historyFor(late(0), 0)
  }
  const claim = (cause: Claim['cause'], lot: string | null) => late(2, { cause, lot, paidFen: 1000 })

  test.each([
    ['the same cause again, of another line', claim('damaged', 'L2'), {}, 'already-compensated'],
    ['a coupon for goods that were refunded', claim('excursion', 'L1'), {}, 'goods-compensated'],
    [
      'a refund for goods with a coupon',
      claim('spoiled', 'L1'),
      { cause: 'excursion', form: 'coupon' },
      'goods-compensated',
    ],
    ['the whole order after one of its lines', claim('spoiled', null), {}, 'goods-compensated'],
    ['a line after the whole order', claim('spoiled', 'L2'), { lot: null }, 'goods-compensated'],
    ['another line for another cause', claim('spoiled', 'L2'), {}, 1000],
    ['lateness beside damaged goods', late(30), {}, 500],
    ['lateness of an order that never came', late(30), { cause: 'not-received', lot: null }, 'goods-compensated'],
    ['lateness beside one line that never came', late(30), { cause: 'not-received' }, 500],
    ['what never came after its lateness', claim('not-received', null), { cause: 'late-delivery', lot: null }, 1000],
  ] as const)('%s', (_what, one, before, outcome) => {
    expect(paid(decide(defaultPolicy, one, history(before)))).toBe(outcome)
  })
})

describe('what is on file measures before what is said', () => {
  const order = { promisedAtMs: 0, deliveredAtMs: 30 * 60_000 - 1000 }
  const base = { lot: null, order, evidence: null, said: 500 } as const
  test('lateness is the order’s own, in whole minutes', () => {
    expect(measure({ ...base, cause: 'late-delivery' })).toBe(29)
    expect(measure({ ...base, cause: 'late-delivery', order: { ...order, promisedAtMs: null } })).toBe(
      'no-promised-time',
    )
    expect(measure({ ...base, cause: 'late-delivery', order: { ...order, deliveredAtMs: null } })).toBe('not-delivered')
    expect(measure({ ...base, cause: 'late-delivery', order: { ...order, promisedAtMs: 9e12 } })).toBe(0)
  })

  test('an item is one where nobody counts; what nobody measured is not guessed', () => {
    expect(measure({ ...base, cause: 'damaged', said: undefined })).toBe(1)
    expect(measure({ ...base, cause: 'short-weight', said: undefined })).toBe('not-measured')
  })

  test('excursions and life are those of the frozen report, of the line if one is named', () => {
    const excursion = (severity: 'warning' | 'critical') =>
      ({
        kind: 'too-warm',
        severity,
        site: 's',
        asset: 'a',
        probe: 'p',
        fromMs: 0,
        untilMs: 1,
        peakCelsius: 9,
        limitCelsius: 4,
      }) as const
    const lot = (id: string, severity: 'warning' | 'critical', lifePercentLeft: number) =>
      ({
        lot: id,
        nameZh: 'x',
        nameEn: 'x',
        verdict: 'excursion',
        lifePercentLeft,
        excursions: [excursion(severity)],
      }) as const
    const evidence = {
      kind: 'trace-report',
      subject: { kind: 'order', id: 'O1' },
      version: 1,
      contentHash: '',
      takenAtMs: 0,
      lots: [lot('L1', 'warning', 70), lot('L2', 'critical', 10)],
    } as const
    const of = (cause: Claim['cause'], line: string | null) =>
      measure({ ...base, cause, lot: line, evidence: structuredClone(evidence) as never })
    expect([of('excursion', null), of('excursion', 'L1'), of('life-lost', null), of('life-lost', 'L1')]).toEqual([
      2, 1, 90, 30,
    ])
  })
})

describe('a policy that contradicts itself is told by field', () => {
  const [first, second] = defaultPolicy.tiers as [CompensationPolicy['tiers'][0], CompensationPolicy['tiers'][0]]
  const fields = (different: Partial<CompensationPolicy>) =>
    policyFaults({ ...defaultPolicy, ...different }).map(({ field }) => field)
  const { caps, approval } = defaultPolicy

  test.each([
    ['two tiers from one threshold', { tiers: [first, { ...second, from: 30 }] }, ['tiers.1.from']],
    ['the worse case paid less', { tiers: [first, { ...second, amountFen: 1 }] }, ['tiers.1.amountFen']],
    ['a severity of 3', { tiers: [{ ...first, cause: 'excursion', from: 3 }] }, ['tiers.0.from']],
    ['more than all of the weight', { tiers: [{ ...first, cause: 'short-weight', from: 101 }] }, ['tiers.0.from']],
    ['half an item', { tiers: [{ ...first, cause: 'damaged', from: 0.5 }] }, ['tiers.0.from']],
    ['no minute late', { tiers: [{ ...first, from: 0 }] }, ['tiers.0.from']],
    ['a coupon with a share', { tiers: [{ ...first, sharePercent: 50 }] }, ['tiers.0.sharePercent']],
    [
      'a refund with a minimum spend',
      { tiers: [{ ...first, form: 'refund', minimumSpendFen: 1 }] },
      ['tiers.0.minimumSpendFen'],
    ],
    ['a cap below a tier', { caps: { ...caps, customerDay: { payouts: 1, fen: 19_999 } } }, ['caps.customerDay.fen']],
    [
      'a month below its day',
      { caps: { ...caps, customerMonth: { payouts: 2, fen: 1 } } },
      ['caps.customerMonth.fen', 'caps.customerMonth.payouts'],
    ],
    ['all below one', { caps: { ...caps, allDayFen: 1 } }, ['caps.allDayFen']],
    ['a month of all below its day', { caps: { ...caps, allMonthFen: 499_999 } }, ['caps.allMonthFen']],
    ['a manager below an agent', { approval: { ...approval, manager: 1 } }, ['approval.manager']],
    [
      'a tier that nobody may approve',
      { approval: { ...approval, manager: 2000, administrator: 2000 } },
      ['approval.administrator'],
    ],
  ] as [string, Partial<CompensationPolicy>, string[]][])('%s', (_what, different, expected) => {
    expect(fields(different)).toEqual(expected)
  })

  test.each([-1, 0, 1.5, Number.NaN, 1e12])('an amount of %s fen is refused by the schema', (amountFen) => {
    const result = compensationPolicy.safeParse({ ...defaultPolicy, tiers: [{ ...first, amountFen }] })
    expect(result.error?.issues[0]?.path).toEqual(['tiers', 0, 'amountFen'])
  })
})

describe('whatever is claimed', () => {
  const tight: CompensationPolicy = {
    ...defaultPolicy,
    caps: {
      customerDay: { payouts: 2, fen: 20_000 },
      customerMonth: { payouts: 5, fen: 30_000 },
      allDayFen: 40_000,
      allMonthFen: 90_000,
    },
  }
  const name = (prefix: string, n: number) => fc.integer({ min: 1, max: n }).map((index) => `${prefix}${index}`)
  const claim: fc.Arbitrary<Claim> = fc.record({
    order: name('O', 12),
    customer: fc.option(name('C', 3), { nil: null }),
    cause: fc.constantFrom(...compensationCause.options),
    lot: fc.option(name('L', 3), { nil: null }),
    magnitude: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constant('not-measured' as const)),
    paidFen: fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: null }),
  })
  const claims = fc
    .array(fc.record({ claim, waitMs: fc.integer({ min: 0, max: dayMs }) }), { maxLength: 120 })
    .map((steps) => {
      let atMs = 0
      return steps.map((step) => {
        atMs += step.waitMs
        return { claim: step.claim, atMs }
      })
    })

  test('no cap is ever exceeded, in no window of a day or of a month', () => {
    fc.assert(
      fc.property(claims, (made) => {
        const payouts = settle(tight, made)
        for (const { atMs } of payouts) {
          const within = (windowMs: number) => payouts.filter((one) => one.atMs > atMs - windowMs && one.atMs <= atMs)
          const sum = (some: readonly Payout[]) => some.reduce((fen, one) => fen + one.amountFen, 0)
          expect(sum(within(dayMs))).toBeLessThanOrEqual(tight.caps.allDayFen)
          expect(sum(within(monthMs))).toBeLessThanOrEqual(tight.caps.allMonthFen)
          for (const [windowMs, cap] of [
            [dayMs, tight.caps.customerDay],
            [monthMs, tight.caps.customerMonth],
          ] as const) {
            for (const own of Map.groupBy(within(windowMs), customerKeyOf).values()) {
              expect(own.length).toBeLessThanOrEqual(cap.payouts)
              expect(sum(own)).toBeLessThanOrEqual(cap.fen)
            }
          }
        }
      }),
    )
  })

  test('each claim twice pays what each claim once pays', () => {
    fc.assert(
      fc.property(claims, (made) => {
        expect(
          settle(
            tight,
            made.flatMap((one) => [one, one]),
          ),
        ).toEqual(settle(tight, made))
      }),
    )
  })

  test('no order is paid twice for a cause, and no goods twice in any form', () => {
    fc.assert(
      fc.property(claims, (made) => {
        for (const payouts of Map.groupBy(settle(tight, made), ({ order }) => order).values()) {
          expect(new Set(payouts.map(({ cause }) => cause)).size).toBe(payouts.length)
          const goods = payouts.filter(({ cause }) => cause !== 'late-delivery')
          if (goods.length < 2) continue
          expect(goods.every(({ lot }) => lot !== null)).toBe(true)
          expect(new Set(goods.map(({ lot }) => lot)).size).toBe(goods.length)
        }
      }),
    )
  })

  test('the order in which the table stands changes nothing', () => {
    const shuffled = fc.shuffledSubarray([...tight.tiers], { minLength: tight.tiers.length })
    fc.assert(
      fc.property(claims, shuffled, (made, tiers) => {
        expect(settle({ ...tight, tiers }, made)).toEqual(settle(tight, made))
      }),
    )
  })

  test('under caps that do not bind, claims on orders of their own pay the same in any order', () => {
    const wide = { payouts: 1000, fen: 100_000_000 }
    const open = {
      ...tight,
      caps: { customerDay: wide, customerMonth: wide, allDayFen: wide.fen, allMonthFen: wide.fen },
    }
    const own = fc.uniqueArray(claim, { selector: ({ order }) => order, maxLength: 12 })
    const both = own.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })))
    fc.assert(
      fc.property(both, ([some, others]) => {
        const totals = (list: readonly Claim[]) =>
          settle(
            open,
            list.map((one) => ({ claim: one, atMs: 0 })),
          )
            .map(({ order, amountFen }) => `${order} ${amountFen}`)
            .sort()
        expect(totals(others)).toEqual(totals(some))
      }),
    )
  })

  test('a dry run pays exactly what settling the claims one by one pays, and counts every claim once', () => {
    fc.assert(
      fc.property(claims, (made) => {
        const payouts = settle(tight, made)
        const side = dryRunOf(tight, made)
        expect(side.payouts).toBe(payouts.length)
        expect(side.totalFen).toBe(payouts.reduce((fen, { amountFen }) => fen + amountFen, 0))
        const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0)
        expect(sum(side.tiers.map((one) => one.payouts))).toBe(side.payouts)
        expect(sum(side.tiers.map((one) => one.totalFen))).toBe(side.totalFen)
        expect(sum(Object.values(side.refused)) + side.payouts).toBe(made.length)
      }),
    )
  })
})
