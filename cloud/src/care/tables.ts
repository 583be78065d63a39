import type { Ticket, TicketEvent } from '@larder/contracts/ticket'

export interface CareTables {
  ticket: Omit<Ticket, 'reference' | 'evidence' | 'hasContact' | 'history'> & {
    /** What it is about while it is worked on, null afterwards: unique, so the same thing is never open twice. */
    openKey: string | null
    /** Rises by one with each line of the history, which is numbered by it. */
    version: number
    evidence: string | null
  }
  ticketEvent: TicketEvent & { ticket: string; ordinal: number }
  /** How to reach who reported it, by the line of the history it came with. */
  ticketContact: { ticket: string; ordinal: number; contact: string }
  /** Complaints that were taken, by link and idempotency key; `body` is a hash, without the contact. */
  complaintRequest: { key: string; body: string; ticket: string; appended: number; atMs: number }
}
