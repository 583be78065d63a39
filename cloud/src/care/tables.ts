import type { Ticket, TicketAttachment, TicketEvent, TicketRating } from '@larder/contracts/ticket'

export interface CareTables {
  ticket: Omit<Ticket, 'reference' | 'evidence' | 'hasContact' | 'history' | 'attachments' | 'rating'> & {
    /** What it is about while it is worked on, null afterwards: unique, so the same thing is never open twice. */
    openKey: string | null
    /** Rises by one with each line of the history, which is numbered by it. */
    version: number
    evidence: string | null
  }
  ticketEvent: TicketEvent & { ticket: string; ordinal: number }
  /** How to reach who reported it, by the line of the history it came with; `contactKey` is what is compared. */
  ticketContact: { ticket: string; ordinal: number; contact: string; contactKey: string | null }
  /** Complaints that were taken, by link and idempotency key; `body` is a hash, without the contact. */
  complaintRequest: { key: string; body: string; ticket: string; appended: number; atMs: number }
  /** Ids that whoever opened a ticket brought along, and the ticket it became. */
  ticketOpening: { id: string; ticket: string; atMs: number }
  /** The bytes lie in the data folder under the id. */
  ticketAttachment: TicketAttachment & { ticket: string; sha256: string }
  ticketRating: TicketRating & { ticket: string; atMs: number }
  /** `languages` and `groups` are JSON. */
  agentSkill: { account: string; languages: string; groups: string; available: number }
  /** One row. Whoever assigns writes it first: the loads then stand still until the ticket has its owner. */
  assignmentHead: { id: number; turn: number }
}
