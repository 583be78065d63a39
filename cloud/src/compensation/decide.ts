import type {
  CompensationCause,
  CompensationForm,
  CompensationPolicy,
  RefusalReason,
  Tier,
} from '@larder/contracts/compensation'

/** What somebody might be paid for. */
export interface Claim {
  order: string
  /** The shop's own number; null where the order names none, and then the order stands for its customer. */
  customer: string | null
  cause: CompensationCause
  /** The line it concerns; null for the whole order. */
  lot: string | null
  /** In the cause's measure, or why there is none. */
  magnitude: number | RefusalReason
  /** What was paid for the goods; null where nobody has said. */
  paidFen: number | null
}

export interface Spent {
  payouts: number
  fen: number
}

/** What stands already: everything proposed, approved or issued, and nothing refused or voided. */
export interface PayoutHistory {
  ofOrder: readonly { cause: CompensationCause; lot: string | null; form: CompensationForm }[]
  /** Of this customer within `dayMs` and `monthMs` before now, and of all. */
  customerDay: Spent
  customerMonth: Spent
  allDay: Spent
  allMonth: Spent
}

export type Decision =
  | { pays: true; tier: Tier; amountFen: number; magnitude: number }
  | { pays: false; reason: RefusalReason }

/** Windows that roll: no midnight at which the same customer is paid twice in an hour. */
export const dayMs = 86_400_000
export const monthMs = 30 * dayMs

export const customerKeyOf = ({ customer, order }: Pick<Claim, 'customer' | 'order'>): string =>
  customer === null ? `order:${order}` : customer

/**
 * Decides a claim by the policy alone. A payout that does not fit under every cap whole is refused, never cut: what the
 * customer is told is what the table says.
 */
export function decide(policy: CompensationPolicy, claim: Claim, history: PayoutHistory): Decision {
  const { magnitude } = claim
  if (typeof magnitude === 'string') return refused(magnitude)
  const twice = paidAlready(claim, history.ofOrder)
  if (twice !== undefined) return refused(twice)
  const tier = tierFor(policy.tiers, claim.cause, magnitude)
  if (tier === undefined) return refused('below-threshold')
  const amountFen = amountOf(tier, claim.paidFen)
  if (amountFen === undefined) return refused('paid-amount-unknown')
  const over = capExceeded(policy, history, amountFen)
  return over === undefined ? { pays: true, tier, amountFen, magnitude } : refused(over)
}

const refused = (reason: RefusalReason): Decision => ({ pays: false, reason })

const isGoods = (cause: CompensationCause): boolean => cause !== 'late-delivery'

/**
 * One harm is paid once. The same cause is paid once per order. What is wrong with the same goods is paid once too,
 * whatever it is called and in whatever form: a refund of a line leaves no coupon for it, a coupon no refund.
 */
function paidAlready(claim: Claim, paid: PayoutHistory['ofOrder']): RefusalReason | undefined {
  if (paid.some(({ cause }) => cause === claim.cause)) return 'already-compensated'
  const sameGoods = (lot: string | null): boolean => lot === null || claim.lot === null || lot === claim.lot
  const goods = isGoods(claim.cause) && paid.some(({ cause, lot }) => isGoods(cause) && sameGoods(lot))
  // What never came is not late as well. The other way round the coupon, proposed by itself, must not bar the refund.
  const neverCame =
    claim.cause === 'late-delivery' && paid.some(({ cause, lot }) => cause === 'not-received' && lot === null)
  return goods || neverCame ? 'goods-compensated' : undefined
}

/** The highest threshold reached pays. Thresholds are inclusive: 30 minutes are 30 minutes. */
function tierFor(tiers: readonly Tier[], cause: CompensationCause, magnitude: number): Tier | undefined {
  const reached = tiers.filter((tier) => tier.cause === cause && tier.from <= magnitude)
  return reached.reduce<Tier | undefined>((best, tier) => (best && best.from >= tier.from ? best : tier), undefined)
}

/** Fen are whole: a share is rounded down. */
function amountOf({ form, amountFen, sharePercent }: Tier, paidFen: number | null): number | undefined {
  if (form === 'coupon') return amountFen
  if (paidFen === null) return undefined
  return Math.max(1, Math.min(amountFen, Math.floor((paidFen * sharePercent) / 100)))
}

function capExceeded({ caps }: CompensationPolicy, history: PayoutHistory, fen: number): RefusalReason | undefined {
  const over = (spent: Spent, cap: Spent): boolean => spent.payouts + 1 > cap.payouts || spent.fen + fen > cap.fen
  if (over(history.customerDay, caps.customerDay)) return 'customer-day-cap'
  if (over(history.customerMonth, caps.customerMonth)) return 'customer-month-cap'
  if (history.allDay.fen + fen > caps.allDayFen) return 'day-cap'
  return history.allMonth.fen + fen > caps.allMonthFen ? 'month-cap' : undefined
}
