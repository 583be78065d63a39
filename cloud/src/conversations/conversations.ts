import { randomUUID } from 'node:crypto'
import type {
  ConversationMode,
  ConversationSummary,
  ConversationView,
  DialogStateWire,
  HandOff,
  Rating,
  Turn,
} from '@larder/contracts/conversation'
import type { KioskReport, KioskReportsAnswer, KioskTicket, TicketReceipt } from '@larder/contracts/kiosk-link'
import type { Language } from '@larder/contracts/language'
import type { Transaction } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import type { EventHub } from '../events/hub.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { KioskInbox } from '../kiosks/inbox.ts'
import type { Kiosk } from '../kiosks/kiosks.ts'
import { type ConversationRow, summariesOf, viewOf } from './rows.ts'
import {
  addHandOff,
  addQuestion,
  addTurn,
  begin,
  begunAgain,
  type Change,
  change,
  endWithin,
  lock,
  type Opening,
  type Question,
  setRating,
} from './writes.ts'

export interface ConversationSources {
  database: Database
  hub: EventHub
  inbox: KioskInbox
  now(): number
  /** Opens a kiosk's ticket, once however often it is told. */
  openTicket(
    ticket: KioskTicket,
    kiosk: Pick<Kiosk, 'id' | 'site'>,
  ): Promise<{ ticket: string; receipt: TicketReceipt }>
}

export interface ConversationFilter {
  /** `live`: whichever has not ended. */
  mode?: ConversationMode | 'live' | undefined
  site?: string | undefined
  since?: number | undefined
  until?: number | undefined
  limit: number
}

/** What happened in a conversation, for whoever shows it live. */
export type ConversationNews = { conversation: string; turn: Turn | null; summary: ConversationSummary }

/** Talks with shoppers, at kiosks and on the web, as staff see and join them. */
export class Conversations {
  readonly #sources: ConversationSources
  readonly #watchers = new Set<(news: ConversationNews) => void>()

  constructor(sources: ConversationSources) {
    this.#sources = sources
  }

  /** @returns a function that ends the watching. */
  watch(watcher: (news: ConversationNews) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  async view(id: string): Promise<ConversationView> {
    return viewOf(this.#sources.database, await this.#row(id))
  }

  async summary(id: string): Promise<ConversationSummary> {
    const [summary] = await summariesOf(this.#sources.database, [await this.#row(id)])
    return summary as ConversationSummary
  }

  /** What the assistant remembered last; null at the beginning, and when it was erased. */
  async state(id: string): Promise<DialogStateWire | null> {
    const { state } = await this.#row(id)
    return state === null ? null : JSON.parse(state)
  }

  /** The newest first. */
  async list({ mode, site, since, until, limit }: ConversationFilter): Promise<ConversationSummary[]> {
    let query = this.#sources.database.selectFrom('conversation').selectAll()
    if (mode === 'live') query = query.where('mode', 'in', ['assistant', 'waiting', 'agent'])
    else if (mode !== undefined) query = query.where('mode', '=', mode)
    if (site !== undefined) query = query.where('site', '=', site)
    if (since !== undefined) query = query.where('startedAtMs', '>=', since)
    if (until !== undefined) query = query.where('startedAtMs', '<', until)
    const rows = await query.orderBy('startedAtMs', 'desc').orderBy('id').limit(limit).execute()
    return summariesOf(this.#sources.database, rows)
  }

  async start(opening: Opening): Promise<ConversationSummary> {
    await this.#write((transaction) => begin(transaction, opening))
    return this.#publish(opening.id)
  }

  /** Takes what a kiosk reports. What was taken before changes nothing; what can not be written is refused by its id. */
  async take(reports: readonly KioskReport[], kiosk: Kiosk): Promise<KioskReportsAnswer> {
    const answer: KioskReportsAnswer = { taken: [], refused: [] }
    for (const report of reports) {
      try {
        await this.#takeOne(report, kiosk)
        answer.taken.push(report.id)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        answer.refused.push({ id: report.id, message: error.message })
      }
    }
    return answer
  }

  /** A ticket of a kiosk's conversation, at once. */
  async openTicket(ticket: KioskTicket, kiosk: Pick<Kiosk, 'id' | 'site'>): Promise<TicketReceipt> {
    const { conversation, atMs } = ticket
    await this.#ofKiosk({ conversation, atMs: Math.min(atMs, this.#sources.now()) }, kiosk, () => undefined)
    const opened = await this.#sources.openTicket(ticket, kiosk)
    await this.linkTicket(conversation, opened.ticket)
    return opened.receipt
  }

  async linkTicket(id: string, ticket: string): Promise<void> {
    await this.#write((transaction) => change(transaction, id, { ticket }))
    await this.#publish(id)
  }

  /** Makes sure of a kiosk's conversation before its reports have arrived; 403 where it is another site's. */
  async holdFor(kiosk: Pick<Kiosk, 'id' | 'site'>, conversation: string): Promise<void> {
    await this.#ofKiosk({ conversation, atMs: this.#sources.now() }, kiosk, () => undefined)
  }

  /**
   * A turn of a conversation whose mind runs here. A shopper who writes again after the end begins again.
   * @returns false where it was there already, or is the assistant's and a person answers
   */
  async append(turn: Turn, state: DialogStateWire | null): Promise<boolean> {
    const added = await this.#write(async (transaction) => {
      const row = await lock(transaction, turn.conversation)
      // A person came while the assistant was thinking.
      if (row.mode === 'agent' && turn.by === 'assistant') return false
      if (row.mode === 'ended' && turn.by === 'shopper') await change(transaction, turn.conversation, begunAgain)
      return addTurn(transaction, row, turn, { state })
    })
    if (added) await this.#publish(turn.conversation, turn)
    return added
  }

  /** Calls a person; again with the same id changes nothing. */
  async callPerson(conversation: string, id: string, asked: HandOff): Promise<void> {
    const row = await this.#write(async (transaction) => {
      const row = await lock(transaction, conversation)
      await addHandOff(transaction, row, id, asked)
      return row
    })
    const { atMs } = asked
    await this.#tell(row, (inbox, kiosk) => inbox.put(kiosk, 'person-called', { conversation, atMs }))
    await this.#publish(conversation)
  }

  /** A person takes the conversation over: the assistant is silent from now on. */
  async join(id: string, agent: string): Promise<ConversationSummary> {
    const atMs = this.#sources.now()
    const row = await this.#write(async (transaction) => {
      const row = await lock(transaction, id)
      if (row.mode === 'ended') throw new Refusal(409, 'ended', 'the shopper has left: open the ticket instead')
      if (row.mode === 'agent' && row.agent !== agent) {
        throw new Refusal(409, 'taken', `${row.agent} answers this conversation: ask to have it left first`)
      }
      const joined = { mode: 'agent', agent, agentJoinedAtMs: row.agentJoinedAtMs ?? atMs } as const
      await change(transaction, id, joined)
      return row
    })
    if (row.mode !== 'agent')
      await this.#tell(row, (inbox, kiosk) => inbox.put(kiosk, 'agent-joined', { conversation: id, agent, atMs }))
    return this.#publish(id)
  }

  async say(id: string, agent: string, text: string, language: Language): Promise<Turn> {
    const atMs = this.#sources.now()
    const turn: Turn = {
      id: randomUUID(),
      conversation: id,
      atMs,
      by: 'agent',
      language,
      text,
      spoken: false,
      understanding: null,
      outcome: null,
      cards: [],
      choices: [],
      latencyMs: null,
    }
    const row = await this.#write(async (transaction) => {
      const row = await lock(transaction, id)
      this.#requireAgent(row, agent)
      await addTurn(transaction, row, turn, { agent })
      return row
    })
    await this.#tell(row, (inbox, kiosk) =>
      inbox.put(kiosk, 'agent-said', { conversation: id, id: turn.id, text, language, atMs }),
    )
    await this.#publish(id, turn)
    return turn
  }

  /** Gives the conversation back to the assistant, or ends it. */
  async leave(id: string, agent: string, { end }: { end: boolean }): Promise<ConversationSummary> {
    const atMs = this.#sources.now()
    const row = await this.#write(async (transaction) => {
      const row = await lock(transaction, id)
      this.#requireAgent(row, agent)
      const ended = { mode: 'ended', endedAtMs: atMs, ended: 'agent' } as const
      await change(transaction, id, end ? ended : { mode: 'assistant', agent: null })
      return row
    })
    await this.#tell(row, (inbox, kiosk) => inbox.put(kiosk, 'agent-left', { conversation: id, atMs, ended: end }))
    return this.#publish(id)
  }

  async rate(id: string, rating: Rating): Promise<void> {
    await this.#write(async (transaction) => {
      await lock(transaction, id)
      await setRating(transaction, id, rating, this.#sources.now())
    })
    await this.#publish(id)
  }

  async end(id: string, why: string): Promise<void> {
    await this.#write((transaction) => endWithin(transaction, id, why, this.#sources.now()))
    await this.#publish(id)
  }

  async unanswered(question: Omit<Question, 'atMs'>): Promise<void> {
    const row = await this.#row(question.conversation)
    await this.#write((transaction) => addQuestion(transaction, row, { ...question, atMs: this.#sources.now() }))
  }

  /** From the kiosk to the phone: the kiosk says so and wipes its screen. */
  async moveToWeb(id: string): Promise<void> {
    const atMs = this.#sources.now()
    const row = await this.#write(async (transaction) => {
      const row = await lock(transaction, id)
      await change(transaction, id, { ...(row.mode === 'ended' && begunAgain), channel: 'web' })
      return row
    })
    await this.#tell(row, (inbox, kiosk) => inbox.put(kiosk, 'moved', { conversation: id, atMs }))
    await this.#publish(id)
  }

  async #takeOne(report: KioskReport, kiosk: Kiosk): Promise<void> {
    const { id, conversation } = report
    // What a kiosk's clock says is to come would never be old enough to be erased.
    const nowMs = this.#sources.now()
    const atMs = Math.min(report.atMs, nowMs)
    if (report.kind === 'ticket') {
      if (report.ticket.conversation !== conversation) throw mixedUp()
      await this.openTicket(report.ticket, kiosk)
      return
    }
    const turn = report.kind === 'turn' ? { ...report.turn, atMs: Math.min(report.turn.atMs, nowMs) } : null
    if (turn !== null && turn.conversation !== conversation) throw mixedUp()
    const isNew = await this.#ofKiosk({ conversation, atMs }, kiosk, async (row, transaction) => {
      switch (report.kind) {
        case 'started':
          return { language: report.language, startedAtMs: Math.min(row.startedAtMs, atMs) }
        case 'turn':
          return turn !== null && (await addTurn(transaction, row, turn, { state: report.state })) ? {} : undefined
        case 'hand-off':
          await addHandOff(transaction, row, id, report.handOff)
          return {}
        case 'rated':
          await setRating(transaction, conversation, report.rating, atMs)
          return {}
        case 'unanswered':
          await addQuestion(transaction, row, { id, conversation, language: report.language, text: report.text, atMs })
          return {}
        case 'ended':
          // What moved goes on at the phone.
          if (report.why !== 'moved' && row.channel === 'kiosk')
            await endWithin(transaction, conversation, report.why, atMs)
          return {}
        default:
          return {}
      }
    })
    if (isNew) await this.#publish(conversation, turn ?? undefined)
  }

  /**
   * A change of a conversation that this kiosk's site had. One whose beginning was never told begins with what is told
   * of it first.
   */
  #ofKiosk(
    about: { conversation: string; atMs: number },
    kiosk: Pick<Kiosk, 'id' | 'site'>,
    work: (row: ConversationRow, transaction: Transaction<Tables>) => Change | undefined | Promise<Change | undefined>,
  ): Promise<boolean> {
    const { conversation: id, atMs } = about
    return this.#write(async (transaction) => {
      const { site } = kiosk
      await begin(transaction, { id, channel: 'kiosk', site, kiosk: kiosk.id, language: 'zh', atMs })
      const row = await lock(transaction, id)
      if (row.site !== site) throw new Refusal(403, 'not-yours', 'conversation: it belongs to another site')
      const changed = await work(row, transaction)
      if (changed !== undefined && Object.keys(changed).length > 0) await change(transaction, id, changed)
      return changed !== undefined
    })
  }

  #write<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#sources.database.transaction().execute(work)
  }

  async #row(id: string): Promise<ConversationRow> {
    const { database } = this.#sources
    const row = await database.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound(`conversation ${id}`)
    return row
  }

  #requireAgent(row: ConversationRow, agent: string): void {
    if (row.mode === 'agent' && row.agent === agent) return
    throw new Refusal(409, 'not-joined', 'join the conversation before you answer in it')
  }

  /** Only a conversation that is still at its kiosk concerns the kiosk. */
  async #tell(row: ConversationRow, put: (inbox: KioskInbox, kiosk: string) => Promise<void>): Promise<void> {
    if (row.channel === 'kiosk' && row.kiosk !== null) await put(this.#sources.inbox, row.kiosk)
  }

  async #publish(id: string, turn?: Turn): Promise<ConversationSummary> {
    const summary = await this.summary(id)
    this.#sources.hub.publish('conversation', summary)
    if (turn !== undefined) this.#sources.hub.publish('conversation-turn', turn)
    for (const watcher of this.#watchers) watcher({ conversation: id, turn: turn ?? null, summary })
    return summary
  }
}

const mixedUp = () => new Refusal(422, 'contradiction', 'conversation: the report names another than its contents do')
