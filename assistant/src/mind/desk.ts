import type { CompensationFacts, HandOffReason } from '@larder/contracts/conversation'
import type { OrderAsked } from '@larder/contracts/kiosk-link'
import type { OrderBrief, StoreCopy, TraceBrief } from '@larder/contracts/store-copy'
import type { Priority, Scene } from '@larder/contracts/ticket'

/** A number that belongs to nobody and one that belongs to somebody else are refused alike: neither may be told. */
export type OrderOpened =
  | { state: 'open'; order: OrderBrief }
  | { state: 'refused'; triesLeft: number }
  | { state: 'locked'; untilMs: number }
  /** It can not be checked now: the cloud is away and the copy does not hold it. */
  | { state: 'unknown-now' }

export interface TicketDraft {
  scene: Scene
  order: string | null
  lot: string | null
  text: string
  contact: string | null
  magnitude: number | null
}

export interface TicketOpened {
  reference: string
  /** Kept at the kiosk until the cloud is back. */
  queued: boolean
  appended: boolean
  answerDueAtMs: number | null
  compensation: CompensationFacts | null
}

export interface HandOffAsked {
  reason: HandOffReason
  priority: Priority
  scene: Scene | null
  order: string | null
  lot: string | null
  offered: string[]
}

/**
 * What the mind may look up and have done: handed in by whoever runs it, the kiosk or the cloud. Nothing else is known,
 * so nothing else is claimed. Every promise resolves within a few seconds, with the cloud down too.
 */
export interface Desk {
  /** The shopper writes from anywhere, not from the store's kiosk: no way begins "here". */
  remote?: true
  now(): number
  copy(): StoreCopy
  openOrder(asked: OrderAsked): Promise<OrderOpened>
  /** The report of a lot on sale, or of an order that was opened; null when neither cloud nor copy has it. */
  trace(subject: TraceBrief['subject']): Promise<{ brief: TraceBrief; url: string | null } | null>
  openTicket(draft: TicketDraft): Promise<TicketOpened>
  /** Calls a person into the conversation; `unreachable` while the cloud is away. */
  handOff(asked: HandOffAsked): Promise<{ state: 'waiting' | 'unreachable' }>
}
