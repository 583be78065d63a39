import type { CompensationPolicy, Tier } from '@larder/contracts/compensation'

const yuan = (amount: number): number => amount * 100

const coupon = (cause: Tier['cause'], from: number, amountYuan: number): Tier => ({
  cause,
  from,
  form: 'coupon',
  amountFen: yuan(amountYuan),
  sharePercent: 100,
  minimumSpendFen: 0,
  validDays: 30,
})

const refund = (cause: Tier['cause'], from: number, sharePercent: number, atMostYuan: number): Tier => ({
  ...coupon(cause, from, atMostYuan),
  form: 'refund',
  sharePercent,
})

/** What applies until a manager edits it: 30 minutes late is a coupon of ¥5 with no minimum spend. */
export const defaultPolicy: CompensationPolicy = {
  tiers: [
    coupon('late-delivery', 30, 5),
    coupon('late-delivery', 60, 8),
    coupon('late-delivery', 120, 15),
    refund('not-received', 1, 100, 200),
    refund('missing-item', 1, 100, 100),
    refund('wrong-item', 1, 100, 100),
    refund('damaged', 1, 50, 50),
    refund('spoiled', 1, 100, 200),
    coupon('short-weight', 5, 5),
    refund('short-weight', 15, 20, 50),
    coupon('excursion', 1, 5),
    refund('excursion', 2, 100, 100),
    coupon('life-lost', 60, 5),
    coupon('life-lost', 85, 10),
  ],
  caps: {
    customerDay: { payouts: 3, fen: yuan(300) },
    customerMonth: { payouts: 30, fen: yuan(1000) },
    allDayFen: yuan(5000),
    allMonthFen: yuan(50_000),
  },
  approval: { staff: 0, agent: yuan(20), manager: yuan(200), administrator: null },
}
