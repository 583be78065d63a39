import { causeOfScene } from '@larder/contracts/compensation'
import type { Scene, TicketEvidence } from '@larder/contracts/ticket'
import type { Database } from '../database/open.ts'
import { dayMs } from './decide.ts'
import type { PastClaim } from './dry-run.ts'
import { measure } from './measure.ts'

export interface PastClaims {
  claims: PastClaim[]
  orders: number
  tickets: number
  truncated: boolean
}

const maxOrders = 20_000
const maxTickets = 5000
const scenes = Object.keys(causeOfScene) as Scene[]

/**
 * Everything on file of the last days that somebody could have been paid for: what was delivered late, and what was
 * complained of. What was paid for the goods is not on file, so a refund counts with the most its tier may pay.
 */
export async function pastClaims(database: Database, days: number, nowMs: number): Promise<PastClaims> {
  const sinceMs = nowMs - days * dayMs
  const { count } = await database
    .selectFrom('order')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('orderedAtMs', '>=', sinceMs)
    .executeTakeFirstOrThrow()
  const late = await database
    .selectFrom('order')
    .select(['id', 'customer', 'promisedAtMs', 'deliveredAtMs'])
    .where('orderedAtMs', '>=', sinceMs)
    .whereRef('deliveredAtMs', '>', 'promisedAtMs')
    .orderBy('orderedAtMs', 'desc')
    .limit(maxOrders)
    .execute()
  const tickets = await database
    .selectFrom('ticket')
    .innerJoin('order', 'order.id', 'ticket.order')
    .select(['order.id', 'customer', 'promisedAtMs', 'deliveredAtMs', 'scene', 'lot', 'evidence', 'openedAtMs'])
    .where('openedAtMs', '>=', sinceMs)
    .where('scene', 'in', scenes)
    .orderBy('openedAtMs', 'desc')
    .limit(maxTickets)
    .execute()
  const unknownPaidFen = Number.MAX_SAFE_INTEGER
  const ofOrders = late.map((order): PastClaim => {
    const cause = 'late-delivery'
    const magnitude = measure({ cause, lot: null, order, evidence: null, said: undefined })
    const claim = { order: order.id, customer: order.customer, cause, lot: null, magnitude, paidFen: null } as const
    return { claim, atMs: order.deliveredAtMs ?? nowMs }
  })
  const ofTickets = tickets.flatMap(({ scene, lot, openedAtMs, ...order }): PastClaim[] => {
    const cause = causeOfScene[scene]
    if (cause === undefined) return []
    const evidence = order.evidence === null ? null : (JSON.parse(order.evidence) as TicketEvidence)
    const magnitude = measure({ cause, lot, order, evidence, said: undefined })
    const claim = { order: order.id, customer: order.customer, cause, lot, magnitude, paidFen: unknownPaidFen }
    return [{ claim, atMs: openedAtMs }]
  })
  return {
    claims: [...ofOrders, ...ofTickets],
    orders: Number(count),
    tickets: tickets.length,
    truncated: late.length === maxOrders || tickets.length === maxTickets,
  }
}
