import type { Role } from '@larder/contracts/account'
import type { CompensationCause, CompensationForm, CompensationPolicy } from '@larder/contracts/compensation'
import { fenOf, yuanText } from './money.ts'

/** A tier as typed. `key` tells rows apart while they are edited. */
export interface TierDraft {
  key: number
  cause: CompensationCause
  form: CompensationForm
  from: string
  amount: string
  share: string
  minimum: string
  days: string
}

/** A policy as typed: every figure is text until it is read. */
export interface PolicyDraft {
  tiers: TierDraft[]
  caps: Record<CapField, string>
  approval: Record<Role, string>
}

export const capFields = [
  'customerDay.payouts',
  'customerDay.fen',
  'customerMonth.payouts',
  'customerMonth.fen',
  'allDayFen',
  'allMonthFen',
] as const
export type CapField = (typeof capFields)[number]

export interface DraftFault {
  /** The path in the policy, as the server tells it too. */
  field: string
  fault: 'money' | 'number'
}

export function draftOf({ tiers, caps, approval }: CompensationPolicy): PolicyDraft {
  const limits = Object.entries(approval).map(([role, fen]) => [role, fen === null ? '' : yuanText(fen)])
  return {
    tiers: tiers.map((tier, key) => ({
      key,
      cause: tier.cause,
      form: tier.form,
      from: String(tier.from),
      amount: yuanText(tier.amountFen),
      share: String(tier.sharePercent),
      minimum: yuanText(tier.minimumSpendFen),
      days: String(tier.validDays),
    })),
    caps: {
      'customerDay.payouts': String(caps.customerDay.payouts),
      'customerDay.fen': yuanText(caps.customerDay.fen),
      'customerMonth.payouts': String(caps.customerMonth.payouts),
      'customerMonth.fen': yuanText(caps.customerMonth.fen),
      allDayFen: yuanText(caps.allDayFen),
      allMonthFen: yuanText(caps.allMonthFen),
    },
    approval: Object.fromEntries(limits) as Record<Role, string>,
  }
}

/** Reads what was typed; what is no figure is told by its field. What contradicts itself the server tells. */
export function policyOf(draft: PolicyDraft): { policy: CompensationPolicy } | { faults: DraftFault[] } {
  const faults: DraftFault[] = []
  const money = (text: string, field: string): number => {
    const fen = fenOf(text)
    if (fen === null) faults.push({ field, fault: 'money' })
    return fen ?? 0
  }
  const number = (text: string, field: string): number => {
    const value = Number(text)
    const read = text.trim() !== '' && Number.isFinite(value)
    if (!read) faults.push({ field, fault: 'number' })
    return read ? value : 0
  }
  const cap = (field: CapField) => {
    const read = field.endsWith('payouts') ? number : money
    return read(draft.caps[field], `caps.${field}`)
  }
  const limit = (role: Role): number | null =>
    draft.approval[role].trim() === '' ? null : money(draft.approval[role], `approval.${role}`)
  const policy: CompensationPolicy = {
    tiers: draft.tiers.map(({ cause, form, from, amount, share, minimum, days }, index) => ({
      cause,
      form,
      from: number(from, `tiers.${index}.from`),
      amountFen: money(amount, `tiers.${index}.amountFen`),
      sharePercent: form === 'coupon' ? 100 : number(share, `tiers.${index}.sharePercent`),
      minimumSpendFen: form === 'refund' ? 0 : money(minimum, `tiers.${index}.minimumSpendFen`),
      validDays: number(days, `tiers.${index}.validDays`),
    })),
    caps: {
      customerDay: { payouts: cap('customerDay.payouts'), fen: cap('customerDay.fen') },
      customerMonth: { payouts: cap('customerMonth.payouts'), fen: cap('customerMonth.fen') },
      allDayFen: cap('allDayFen'),
      allMonthFen: cap('allMonthFen'),
    },
    approval: {
      staff: limit('staff'),
      agent: limit('agent'),
      manager: limit('manager'),
      administrator: limit('administrator'),
    },
  }
  return faults.length > 0 ? { faults } : { policy }
}
