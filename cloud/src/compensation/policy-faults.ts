import { type CompensationPolicy, measureOf, type Tier } from '@larder/contracts/compensation'

export interface PolicyFault {
  /** The path in the policy, such as `tiers.3.from`. */
  field: string
  message: string
}

/** What no schema can see: every contradiction of a policy, all at once. */
export const policyFaults = (policy: CompensationPolicy): PolicyFault[] => [
  ...policy.tiers.flatMap((tier, index) => tierFaults(tier, index)),
  ...policy.tiers.flatMap((tier, index) => neighbourFaults(policy.tiers, tier, index)),
  ...capFaults(policy),
  ...approvalFaults(policy),
]

function tierFaults({ cause, from, form, sharePercent, minimumSpendFen }: Tier, index: number): PolicyFault[] {
  const faults: PolicyFault[] = []
  const fault = (field: keyof Tier, message: string) => faults.push({ field: `tiers.${index}.${field}`, message })
  const measure = measureOf[cause]
  if (measure === 'severity' && from !== 1 && from !== 2) fault('from', 'write 1 for a warning or 2 for critical')
  if (measure === 'percent' && (from <= 0 || from > 100)) fault('from', 'write a percentage above 0, at most 100')
  if (measure === 'items' && (from < 1 || !Number.isInteger(from)))
    fault('from', 'write a whole number of items from 1')
  if (measure === 'minutes' && from <= 0) fault('from', 'write minutes above 0: who is on time is paid nothing')
  if (form === 'coupon' && sharePercent !== 100) fault('sharePercent', 'a coupon is worth its amount: leave 100')
  if (form === 'refund' && minimumSpendFen !== 0) fault('minimumSpendFen', 'a refund asks for no purchase: leave 0')
  return faults
}

function neighbourFaults(tiers: readonly Tier[], tier: Tier, index: number): PolicyFault[] {
  const faults: PolicyFault[] = []
  const { cause, from, form, amountFen } = tier
  const same = tiers.findIndex((other) => other.cause === cause && other.from === from)
  if (same < index) {
    const message = `overlaps row ${same + 1}: both pay ${cause} from ${from}; only one can`
    faults.push({ field: `tiers.${index}.from`, message })
  }
  const more = tiers.find(
    (other) => other.cause === cause && other.form === form && other.from < from && other.amountFen > amountFen,
  )
  if (more !== undefined) {
    const message = `pays less from ${from} than from ${more.from}: the worse case must not be paid less`
    faults.push({ field: `tiers.${index}.amountFen`, message })
  }
  return faults
}

function capFaults({ tiers, caps }: CompensationPolicy): PolicyFault[] {
  const { customerDay, customerMonth, allDayFen, allMonthFen } = caps
  const highest = Math.max(0, ...tiers.map(({ amountFen }) => amountFen))
  const rules: [boolean, string, string][] = [
    [customerDay.fen < highest, 'caps.customerDay.fen', 'is below the highest tier, which could never be paid'],
    [customerMonth.fen < customerDay.fen, 'caps.customerMonth.fen', 'is below the cap of a day'],
    [customerMonth.payouts < customerDay.payouts, 'caps.customerMonth.payouts', 'is below the cap of a day'],
    [allDayFen < customerDay.fen, 'caps.allDayFen', 'is below what one customer may have in a day'],
    [allMonthFen < allDayFen, 'caps.allMonthFen', 'is below the cap of a day'],
  ]
  return rules.filter(([broken]) => broken).map(([, field, message]) => ({ field, message }))
}

function approvalFaults({ tiers, approval }: CompensationPolicy): PolicyFault[] {
  const limit = (fen: number | null): number => fen ?? Number.POSITIVE_INFINITY
  const highest = Math.max(0, ...tiers.map(({ amountFen }) => amountFen))
  const faults: PolicyFault[] = []
  const fault = (role: string, message: string) => faults.push({ field: `approval.${role}`, message })
  const clerk = Math.max(limit(approval.staff), limit(approval.agent))
  if (limit(approval.manager) < clerk) fault('manager', 'a manager may approve at least what staff and agents may')
  if (limit(approval.administrator) < limit(approval.manager))
    fault('administrator', 'an administrator may approve at least what a manager may')
  if (limit(approval.administrator) < highest) fault('administrator', 'nobody could approve the highest tier')
  return faults
}
