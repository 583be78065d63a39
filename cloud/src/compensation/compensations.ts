import { randomUUID } from 'node:crypto'
import type { Role } from '@larder/contracts/account'
import type {
  Compensation,
  CompensationInput,
  CompensationPolicy,
  CompensationState,
  RefusalReason,
} from '@larder/contracts/compensation'
import type { Selectable, Transaction, Updateable } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Tickets } from '../care/tickets.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { newCode, normalCode } from './coupon-code.ts'
import { type Claim, customerKeyOf, dayMs, decide } from './decide.ts'
import { type FactSources, type Facts, factsOf } from './facts.ts'
import { measure } from './measure.ts'
import type { Policies } from './policies.ts'
import { historyFor } from './spent.ts'

export interface CompensationSources extends FactSources {
  tickets: Tickets
  audit: AuditLog
  policies: Policies
  now(): number
}

/** An account, and what it may approve by its role. */
export interface Person {
  name: string
  role: Role
}

export type Proposal =
  | { outcome: 'proposed' | 'existing'; compensation: Compensation }
  | { outcome: 'refused'; reason: RefusalReason }

type Row = Selectable<Tables['compensation']>
type Wanted = Omit<CompensationInput, 'evidence'> & { evidence: readonly CompensationInput['evidence'][number][] }

export const viewOf = ({ liveKey: _liveKey, customerKey: _customerKey, evidence, ...row }: Row): Compensation => ({
  ...row,
  evidence: JSON.parse(evidence),
})

/** Money for what went wrong, from proposal to redemption. Each decision stands in the audit log. */
export class Compensations {
  readonly #sources: CompensationSources

  constructor(sources: CompensationSources) {
    this.#sources = sources
  }

  /**
   * Proposes what the policy pays, once per order and cause however often and by however many it is asked: later
   * askers are given what stands. Rejects with 404 or 422 where the claim names what does not exist.
   */
  async propose(wanted: Wanted, by: string): Promise<Proposal> {
    const facts = await factsOf(this.#sources, wanted)
    const evidence = [...wanted.evidence, ...facts.looked]
    return this.#sources.database.transaction().execute(async (transaction) => {
      // Its row lock makes proposers take turns on PostgreSQL too: the caps are over all of them together.
      await transaction
        .updateTable('compensationHead')
        .set((set) => ({ turn: set('turn', '+', 1) }))
        .where('id', '=', 1)
        .execute()
      const liveKey = `${wanted.order}/${wanted.cause}`
      const standing = transaction.selectFrom('compensation').selectAll().where('liveKey', '=', liveKey)
      const before = await standing.executeTakeFirst()
      if (before !== undefined) return { outcome: 'existing', compensation: viewOf(before) }
      const claim = claimOf(wanted, facts)
      const nowMs = this.#sources.now()
      const { version, policy } = await this.#sources.policies.current(transaction)
      const decision = decide(policy, claim, await historyFor(transaction, claim, nowMs))
      if (!decision.pays) return { outcome: 'refused', reason: decision.reason }
      const { tier, amountFen, magnitude } = decision
      const { order, customer, cause, lot } = claim
      const { form, minimumSpendFen, validDays } = tier
      const row: Row = {
        ...{ id: randomUUID(), liveKey, order, customer, customerKey: customerKeyOf(claim), cause, lot, magnitude },
        ...{ form, amountFen, minimumSpendFen, validDays, policyVersion: version, tierFrom: tier.from },
        evidence: JSON.stringify(evidence),
        state: 'proposed',
        proposedBy: by,
        proposedAtMs: nowMs,
        ...{ decidedBy: null, decidedAtMs: null, code: null, validUntilMs: null, redeemedAtMs: null, payment: null },
      }
      await transaction.insertInto('compensation').values(row).execute()
      await this.#record(transaction, row, { by, action: 'proposed', why: `${cause} ${magnitude}` })
      return { outcome: 'proposed', compensation: viewOf(row) }
    })
  }

  /** The newest first. */
  async list(filter: { state: CompensationState | 'all'; order?: string | undefined; limit: number }) {
    let query = this.#sources.database
      .selectFrom('compensation')
      .selectAll()
      .orderBy('proposedAtMs', 'desc')
      .orderBy('id')
    if (filter.state !== 'all') query = query.where('state', '=', filter.state)
    if (filter.order !== undefined) query = query.where('order', '=', filter.order)
    return (await query.limit(filter.limit).execute()).map(viewOf)
  }

  async get(id: string): Promise<Compensation> {
    const found = this.#sources.database.selectFrom('compensation').selectAll().where('id', '=', id)
    const row = await found.executeTakeFirst()
    if (row === undefined) throw notFound(`compensation ${id}`)
    return viewOf(row)
  }

  /** Within what the role may approve. A coupon is issued with it; a refund waits until it is paid. */
  approve(id: string, who: Person, reason: string): Promise<Compensation> {
    return this.#decide(id, who.name, 'approved', reason, async (row, transaction) => {
      refuseUnless(row, ['proposed'])
      await this.#refuseAbove(transaction, row, who)
      if (row.form === 'refund') return { state: 'approved' }
      const validUntilMs = this.#sources.now() + row.validDays * dayMs
      return { state: 'issued', code: newCode(), validUntilMs }
    })
  }

  /** Refuses for good: the same claim is not proposed again unless a manager voids this. */
  refuse(id: string, who: Person, reason: string): Promise<Compensation> {
    return this.#decide(id, who.name, 'refused', reason, async (row, transaction) => {
      refuseUnless(row, ['proposed'])
      await this.#refuseAbove(transaction, row, who)
      return { state: 'refused' }
    })
  }

  /** Takes back what was not redeemed or paid; the order's cause may then be proposed anew. */
  void(id: string, who: Person, reason: string): Promise<Compensation> {
    return this.#decide(id, who.name, 'voided', reason, async (row) => {
      refuseUnless(row, ['proposed', 'approved', 'issued', 'refused'])
      if (row.redeemedAtMs !== null) throw new Refusal(409, 'already-redeemed', 'the coupon has been redeemed already')
      if (row.payment !== null) throw new Refusal(409, 'already-paid', 'the refund has been paid already')
      return { state: 'voided', liveKey: null }
    })
  }

  /** An approved refund has been paid: `payment` is how to find it in the till or the bank. */
  pay(id: string, who: Person, payment: string): Promise<Compensation> {
    return this.#decide(id, who.name, 'issued', payment, async (row) => {
      refuseUnless(row, ['approved'])
      return { state: 'issued', payment }
    })
  }

  /** Redeems a coupon once. Rejects with what stands against it. */
  async redeem(code: string, spendFen: number, by: string): Promise<Compensation> {
    const asPrinted = normalCode(code)
    const { database, now } = this.#sources
    return database.transaction().execute(async (transaction) => {
      const nowMs = now()
      // One statement decides: of two tills at once one finds the row as it was.
      const redeemed = await transaction
        .updateTable('compensation')
        .set({ redeemedAtMs: nowMs })
        .where('code', '=', asPrinted)
        .where('state', '=', 'issued')
        .where('redeemedAtMs', 'is', null)
        .where('validUntilMs', '>=', nowMs)
        .where('minimumSpendFen', '<=', spendFen)
        .returningAll()
        .executeTakeFirst()
      if (redeemed === undefined) throw await this.#whyNot(transaction, asPrinted, nowMs)
      await this.#record(transaction, redeemed, { by, action: 'redeemed', why: `purchase of ${spendFen} fen` })
      return viewOf(redeemed)
    })
  }

  async #whyNot(transaction: Transaction<Tables>, code: string, nowMs: number): Promise<Refusal> {
    const found = transaction.selectFrom('compensation').selectAll().where('code', '=', code)
    const row = await found.executeTakeFirst()
    if (row === undefined) return new Refusal(404, 'unknown-code', 'code: no coupon has this code')
    if (row.redeemedAtMs !== null) {
      const at = new Date(row.redeemedAtMs).toISOString()
      return new Refusal(409, 'already-redeemed', `code: this coupon was redeemed at ${at}`)
    }
    if (row.state !== 'issued') return new Refusal(409, 'not-valid', `code: this coupon is ${row.state}`)
    if ((row.validUntilMs ?? 0) < nowMs) return new Refusal(409, 'expired', 'code: this coupon has expired')
    return new Refusal(409, 'spend-too-low', `spendFen: this coupon asks for at least ${row.minimumSpendFen} fen`)
  }

  async #decide(
    id: string,
    by: string,
    action: 'approved' | 'refused' | 'voided' | 'issued',
    why: string,
    decideRow: (row: Row, transaction: Transaction<Tables>) => Promise<Updateable<Tables['compensation']>>,
  ): Promise<Compensation> {
    return this.#sources.database.transaction().execute(async (transaction) => {
      // Writing first takes the row's lock, so that two people's decisions come one after the other.
      const touch = transaction.updateTable('compensation').set((row) => ({ state: row.ref('state') }))
      const row = await touch.where('id', '=', id).returningAll().executeTakeFirst()
      if (row === undefined) throw notFound(`compensation ${id}`)
      const change = { ...(await decideRow(row, transaction)), decidedBy: by, decidedAtMs: this.#sources.now() }
      const update = transaction.updateTable('compensation').set(change).where('id', '=', id)
      const decided = await update.returningAll().executeTakeFirstOrThrow()
      await this.#record(transaction, decided, { by, action, why })
      return viewOf(decided)
    })
  }

  async #refuseAbove(transaction: Transaction<Tables>, { amountFen }: Row, { role }: Person): Promise<void> {
    const { policy } = await this.#sources.policies.current(transaction)
    const limitFen = policy.approval[role]
    if (limitFen === null || amountFen <= limitFen) return
    const who = leastRole(policy, amountFen)
    throw new Refusal(403, 'above-limit', `¥${amountFen / 100} is above what ${role} may decide: ask ${who}`)
  }

  /** The code is money: it stands in no log. */
  async #record(
    transaction: Transaction<Tables>,
    row: Row,
    { by, action, why }: { by: string; action: string; why: string },
  ): Promise<void> {
    const { id, order, cause, form, amountFen, policyVersion, evidence } = row
    const detail = { order, cause, form, amountFen, policyVersion, evidence: JSON.parse(evidence) }
    await this.#sources.audit.append(transaction, { by, action, subjectKind: 'compensation', subject: id, why, detail })
    for (const { kind, id: ticket } of detail.evidence as Compensation['evidence']) {
      if (kind !== 'ticket') continue
      const note = `${action} ${form} ${cause} ${amountFen}`
      await this.#sources.tickets.recordWithin(transaction, ticket, { action: 'compensation', by, note })
    }
  }
}

function claimOf({ order, cause, lot, magnitude, paidFen }: Wanted, facts: Facts): Claim {
  const line = lot ?? null
  return {
    order,
    cause,
    customer: facts.order.customer,
    lot: line,
    magnitude: measure({ cause, lot: line, order: facts.order, evidence: facts.evidence, said: magnitude }),
    paidFen: paidFen ?? null,
  }
}

function refuseUnless({ state }: Row, expected: readonly CompensationState[]): void {
  if (!expected.includes(state)) throw new Refusal(409, 'wrong-state', `it is ${state}, not ${expected.join(' or ')}`)
}

const leastRole = ({ approval }: CompensationPolicy, amountFen: number): string =>
  (['agent', 'manager'] as const).find((role) => (approval[role] ?? Number.POSITIVE_INFINITY) >= amountFen) ??
  'administrator'
