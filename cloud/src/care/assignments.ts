import { type AgentSkillInput, type AgentSkillView, groupOf, type SceneGroup } from '@larder/contracts/agent-skill'
import type { Language } from '@larder/contracts/language'
import type { Kysely, Transaction } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { chooseAgent } from './choose-agent.ts'
import { isActive } from './clock.ts'
import { changeTicket, lockTicket } from './ticket-rows.ts'
import type { TicketRow } from './view.ts'

const active = ['open', 'in-progress', 'waiting'] as const
/** Who settles tickets by itself, in the history. */
const byItself = 'larder'
const maxAtOnce = 500

export interface AssignmentSources {
  database: Database
  audit: AuditLog
  now(): number
  /** Told after each change of a ticket's owner. */
  changed(ticket: string): Promise<void>
}

/** Gives tickets to whoever has the skill and the least to do. With nobody fitting a ticket is nobody's, and seen. */
export class Assignments {
  readonly #sources: AssignmentSources

  constructor(sources: AssignmentSources) {
    this.#sources = sources
  }

  skills(): Promise<AgentSkillView[]> {
    return skillsOf(this.#sources.database)
  }

  /** Follows a report: a ticket that has an owner keeps it. */
  async follow(transaction: Transaction<Tables>, row: TicketRow): Promise<void> {
    if (row.assignedTo === null) await this.#assign(transaction, row)
  }

  async #assign(transaction: Transaction<Tables>, row: TicketRow, except?: string): Promise<void> {
    await takeTurn(transaction)
    const candidates = (await skillsOf(transaction)).filter(({ account }) => account !== except)
    const to = chooseAgent({ group: groupOf[row.scene], language: row.language }, candidates)
    if (to === row.assignedTo) return
    const line = { by: byItself, atMs: this.#sources.now() } as const
    if (to === null) {
      await changeTicket(transaction, row, { assignedTo: null }, { ...line, action: 'unassigned', note: '' })
      return
    }
    await changeTicket(transaction, row, { assignedTo: to }, { ...line, action: 'assigned', note: to })
  }

  /** Who becomes unavailable gives what is open to others; what nobody else can take stays with nobody. */
  async setSkill(account: string, input: AgentSkillInput, by: string): Promise<AgentSkillView> {
    const { database, audit } = this.#sources
    const { languages, groups, available } = input
    await database.transaction().execute(async (transaction) => {
      const known = transaction.selectFrom('account').select('disabled').where('name', '=', account)
      const found = await known.executeTakeFirst()
      if (found === undefined) throw notFound(`account called ${account}`)
      if (found.disabled === 1) throw new Refusal(409, 'disabled', `account ${account} is disabled: enable it first`)
      const skill = {
        languages: JSON.stringify([...new Set(languages)]),
        groups: JSON.stringify([...new Set(groups)]),
        available: Number(available),
      }
      await transaction
        .insertInto('agentSkill')
        .values({ account, ...skill })
        .onConflict((conflict) => conflict.column('account').doUpdateSet(skill))
        .execute()
      const entry = { by, action: 'skills-set', subjectKind: 'account', subject: account, why: '', detail: input }
      await audit.append(transaction, entry)
    })
    if (!available) await this.#release(account)
    await this.settle()
    return this.#skillOf(account)
  }

  async setAvailable(account: string, available: boolean, by: string): Promise<AgentSkillView> {
    const { languages, groups } = await this.#skillOf(account)
    return this.setSkill(account, { languages, groups, available }, by)
  }

  /** Gives a ticket to somebody other than its owner, who says why. */
  async handOn(ticket: string, by: string, reason: string): Promise<void> {
    const { database, now } = this.#sources
    await database.transaction().execute(async (transaction) => {
      const row = await lockTicket(transaction, ticket)
      if (!isActive(row.state))
        throw new Refusal(409, 'wrong-state', `the ticket is ${row.state}: nobody needs to own it`)
      const line = { action: 'unassigned', by, atMs: now(), note: reason } as const
      const freed = await changeTicket(transaction, row, { assignedTo: null }, line)
      await this.#assign(transaction, freed, row.assignedTo ?? by)
    })
    await this.#sources.changed(ticket)
  }

  /** From time to time, and when somebody is back: what nobody owns is offered again, also of accounts that ended. */
  async settle(): Promise<void> {
    const { database } = this.#sources
    const ended = await database
      .selectFrom('ticket')
      .innerJoin('account', 'account.name', 'ticket.assignedTo')
      .select('ticket.assignedTo')
      .distinct()
      .where('ticket.state', 'in', active)
      .where('account.disabled', '=', 1)
      .execute()
    for (const { assignedTo } of ended) if (assignedTo !== null) await this.#release(assignedTo)
    const able = (await this.skills()).some(({ available, groups }) => available && groups.length > 0)
    if (!able) return
    const nobodys = await database
      .selectFrom('ticket')
      .select('id')
      .where('state', 'in', active)
      .where('assignedTo', 'is', null)
      .orderBy('dueAtMs', (order) => order.asc().nullsLast())
      .orderBy('id')
      .limit(maxAtOnce)
      .execute()
    for (const { id } of nobodys) await this.#reassign(id, null)
  }

  async #release(account: string): Promise<void> {
    const own = await this.#sources.database
      .selectFrom('ticket')
      .select('id')
      .where('state', 'in', active)
      .where('assignedTo', '=', account)
      .orderBy('dueAtMs', (order) => order.asc().nullsLast())
      .orderBy('id')
      .limit(maxAtOnce)
      .execute()
    for (const { id } of own) await this.#reassign(id, account)
  }

  /** One transaction a ticket: its row first, then the turn, as where it is opened. */
  async #reassign(id: string, from: string | null): Promise<void> {
    const { database, changed } = this.#sources
    const moved = await database.transaction().execute(async (transaction) => {
      const row = await lockTicket(transaction, id)
      if (row.assignedTo !== from || !isActive(row.state)) return false
      await this.#assign(transaction, row, from ?? undefined)
      const after = transaction.selectFrom('ticket').select('assignedTo').where('id', '=', id)
      return (await after.executeTakeFirstOrThrow()).assignedTo !== from
    })
    if (moved) await changed(id)
  }

  async #skillOf(account: string): Promise<AgentSkillView> {
    const found = (await this.skills()).find((one) => one.account === account)
    if (found === undefined) throw notFound(`active account called ${account}`)
    return found
  }
}

/** Its row lock lets those who assign take turns, so that two tickets at once do not both go to the idlest. */
const takeTurn = (transaction: Transaction<Tables>): Promise<unknown> =>
  transaction
    .updateTable('assignmentHead')
    .set((set) => ({ turn: set('turn', '+', 1) }))
    .where('id', '=', 1)
    .execute()

/** Every account that may sign in, by name; those whose skills nobody set are available for nothing. */
async function skillsOf(source: Kysely<Tables>): Promise<AgentSkillView[]> {
  const accounts = await source
    .selectFrom('account')
    .leftJoin('agentSkill', 'agentSkill.account', 'account.name')
    .select(['name', 'role', 'languages', 'groups', 'available'])
    .where('disabled', '=', 0)
    .orderBy('name')
    .execute()
  const loads = await source
    .selectFrom('ticket')
    .select(['assignedTo', ({ fn }) => fn.countAll().as('count')])
    .where('state', 'in', active)
    .where('assignedTo', 'is not', null)
    .groupBy('assignedTo')
    .execute()
  const loadOf = new Map(loads.map(({ assignedTo, count }) => [assignedTo, Number(count)]))
  return accounts.map(({ name, role, languages, groups, available }) => ({
    account: name,
    role,
    languages: JSON.parse(languages ?? '[]') as Language[],
    groups: JSON.parse(groups ?? '[]') as SceneGroup[],
    available: available === 1,
    load: loadOf.get(name) ?? 0,
  }))
}
