import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { type Claim, customerKeyOf, dayMs, monthMs, type PayoutHistory, type Spent } from './decide.ts'

/** A refused or voided payout is none. */
const standing = ['proposed', 'approved', 'issued'] as const

/** What `decide` must know of the past, as the database has it. */
export async function historyFor(database: Kysely<Tables>, claim: Claim, nowMs: number): Promise<PayoutHistory> {
  const spent = async (windowMs: number, customerKey?: string): Promise<Spent> => {
    let query = database
      .selectFrom('compensation')
      .select(({ fn }) => [fn.countAll().as('payouts'), sql<number | null>`sum("amountFen")`.as('fen')])
      .where('state', 'in', standing)
      .where('proposedAtMs', '>', nowMs - windowMs)
    if (customerKey !== undefined) query = query.where('customerKey', '=', customerKey)
    const { payouts, fen } = await query.executeTakeFirstOrThrow()
    return { payouts: Number(payouts), fen: Number(fen ?? 0) }
  }
  const own = customerKeyOf(claim)
  const ofOrder = database.selectFrom('compensation').select(['cause', 'lot', 'form']).where('state', 'in', standing)
  return {
    ofOrder: await ofOrder.where('order', '=', claim.order).execute(),
    customerDay: await spent(dayMs, own),
    customerMonth: await spent(monthMs, own),
    allDay: await spent(dayMs),
    allMonth: await spent(monthMs),
  }
}
