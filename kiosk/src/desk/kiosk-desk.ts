import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { Desk, HandOffAsked, OrderOpened, TicketDraft, TicketOpened } from '@larder/assistant/mind/desk'
import {
  type KioskReport,
  type KioskTicket,
  type OrderAsked,
  orderOpened,
  ticketReceipt,
  traceAnswer,
} from '@larder/contracts/kiosk-link'
import { orderNumbered } from '@larder/contracts/order-number'
import { orderProof } from '@larder/contracts/order-proof'
import { newTicketId, referenceOf } from '@larder/contracts/reference'
import type { LotBrief, StoreCopy, StoredOrder, TraceBrief } from '@larder/contracts/store-copy'
import type { Clock } from '../clock.ts'
import { type CloudLink, CloudRefused } from '../cloud-link/cloud-link.ts'
import type { ConversationTries } from './order-tries.ts'

export interface KioskDeskOptions {
  conversation: string
  clock: Clock
  cloud: CloudLink
  /** Of this kiosk's token, for the proofs in its copy. */
  key: Uint8Array
  copy(): StoreCopy
  tries: ConversationTries
  /** Kept until the cloud has it. */
  report(report: KioskReport): void
  /** The cloud has that report already. */
  told(id: string): void
  /** Tells all that waits; whether the cloud has it. */
  flush(): Promise<boolean>
  onHandOff(asked: HandOffAsked, state: 'waiting' | 'unreachable'): void
}

/** The cloud's answer where it can be had within a moment, else what the copy holds. */
export class KioskDesk implements Desk {
  readonly #options: KioskDeskOptions

  constructor(options: KioskDeskOptions) {
    this.#options = options
  }

  now(): number {
    return this.#options.clock.nowMs()
  }

  copy(): StoreCopy {
    return this.#options.copy()
  }

  async openOrder(asked: OrderAsked): Promise<OrderOpened> {
    const { cloud, tries } = this.#options
    const lockedUntilMs = tries.lockedUntilMs()
    if (lockedUntilMs !== null) return { state: 'locked', untilMs: lockedUntilMs }
    try {
      const opened = await cloud.json('/api/kiosk/orders/open', orderOpened, { method: 'POST', body: asked })
      return opened.state === 'refused' ? { state: 'refused', triesLeft: tries.failed() } : opened
    } catch (error) {
      if (error instanceof CloudRefused) return this.#orderRefused(error)
      return this.#openFromCopy(asked)
    }
  }

  async trace(subject: TraceBrief['subject']): Promise<{ brief: TraceBrief; url: string | null } | null> {
    try {
      return await this.#options.cloud.json('/api/kiosk/trace', traceAnswer, { method: 'POST', body: { subject } })
    } catch {
      const brief = traceFromCopy(subject, this.copy())
      return brief && { brief, url: null }
    }
  }

  async openTicket(draft: TicketDraft): Promise<TicketOpened> {
    const { cloud, clock, conversation, report, told } = this.#options
    const ticket: KioskTicket = { ...draft, id: newTicketId(), conversation, atMs: clock.nowMs() }
    const kept: KioskReport = { kind: 'ticket', id: randomUUID(), conversation, atMs: ticket.atMs, ticket }
    // On disk before it is told: it has an id of its own, so that telling it twice opens one.
    report(kept)
    try {
      const receipt = await cloud.json('/api/kiosk/tickets', ticketReceipt, { method: 'POST', body: ticket })
      told(kept.id)
      return { ...receipt, queued: false }
    } catch {
      return {
        reference: referenceOf(ticket.id),
        queued: true,
        appended: false,
        answerDueAtMs: null,
        compensation: null,
      }
    }
  }

  async handOff(asked: HandOffAsked): Promise<{ state: 'waiting' | 'unreachable' }> {
    const { clock, conversation, report, flush, onHandOff } = this.#options
    const atMs = clock.nowMs()
    report({ kind: 'hand-off', id: randomUUID(), conversation, atMs, handOff: { ...asked, atMs } })
    const state = (await flush()) ? 'waiting' : 'unreachable'
    onHandOff(asked, state)
    return { state }
  }

  /** A refusal that is not about the order, such as too many requests, tells nothing of it. */
  #orderRefused({ status, retryAfterSeconds }: CloudRefused): OrderOpened {
    const { tries, clock } = this.#options
    if (status === 429) return { state: 'locked', untilMs: clock.nowMs() + 1000 * (retryAfterSeconds ?? 60) }
    if (status === 401) return { state: 'unknown-now' }
    return { state: 'refused', triesLeft: tries.failed() }
  }

  #openFromCopy(asked: OrderAsked): OrderOpened {
    const { key, tries } = this.#options
    // A token's order is known to the cloud alone.
    if ('token' in asked) return { state: 'unknown-now' }
    const order = orderNumbered(asked.number, this.copy().orders)
    const proof = orderProof(key, order?.id ?? asked.number, asked.phoneDigits)
    // A number that the copy does not hold is refused like wrong digits, and costs a try: which orders exist is nobody's to find out.
    if (!order?.proof || !isSame(proof, order.proof)) return { state: 'refused', triesLeft: tries.failed() }
    return { state: 'open', order: withoutProof(order) }
  }
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

const withoutProof = ({ proof: _proof, ...order }: StoredOrder) => order

/** An order's lots that are on sale here yet; null when nothing of the subject is in the copy. */
export function traceFromCopy(subject: TraceBrief['subject'], copy: StoreCopy): TraceBrief | null {
  const wanted =
    subject.kind === 'lot'
      ? [subject.id]
      : (copy.orders.find(({ id }) => id === subject.id)?.lines.map(({ lot }) => lot) ?? [])
  const lots = wanted.flatMap((lot): LotBrief[] => copy.lots.filter((brief) => brief.lot === lot))
  // A report of some of an order's lots would pass for one of all.
  if (lots.length === 0 || lots.length < wanted.length) return null
  return { subject, version: 0, generatedAtMs: copy.atMs, lots }
}
