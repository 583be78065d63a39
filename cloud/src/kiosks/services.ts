import type { Configuration } from '@larder/contracts/configuration'
import type { Secrets } from '@larder/contracts/room'
import type { AuditLog } from '../audit/audit-log.ts'
import { Conversations } from '../conversations/conversations.ts'
import { keepConversationTime } from '../conversations/retention.ts'
import type { Database } from '../database/open.ts'
import { Round } from '../round.ts'
import { eraseOrderPhones } from '../shop/order-phones.ts'
import { KioskInbox } from './inbox.ts'
import { Kiosks } from './kiosks.ts'
import { AssistantTickets, type TicketSources } from './tickets.ts'

export interface ShopFloor {
  kiosks: Kiosks
  inbox: KioskInbox
  conversations: Conversations
  assistantTickets: AssistantTickets
}

interface Sources extends TicketSources {
  database: Database
  audit: AuditLog
  configuration: Configuration
  secrets: Pick<Secrets, 'kiosk'>
}

/** Kiosks, what they are told, and the conversations with shoppers at them and on the web. */
export async function createShopFloor(sources: Sources): Promise<{ floor: ShopFloor; rounds: Round[] }> {
  const { database, audit, hub, configuration, secrets, now, log } = sources
  const kiosks = new Kiosks(database, audit, now)
  const { id, site = configuration.edge.site } = configuration.kiosk
  if (secrets.kiosk !== '') await kiosks.createFirst(id, site, secrets.kiosk)
  const inbox = new KioskInbox(database, now)
  const assistantTickets = new AssistantTickets(sources)
  const conversations = new Conversations({
    database,
    hub,
    inbox,
    now,
    openTicket: (ticket, kiosk) => assistantTickets.open(ticket, { name: `kiosk:${kiosk.id}`, site: kiosk.site }),
  })
  const minuteMs = 60_000
  const rounds = [
    new Round('conversations are not kept in time', 10 * minuteMs, () => keepConversationTime(database, now()), log),
    new Round('phone digits of orders are not erased', 60 * minuteMs, () => eraseOrderPhones(database, now()), log),
    new Round('kiosks’ inboxes are not emptied', 10 * minuteMs, () => inbox.forget(), log),
  ]
  return { floor: { kiosks, inbox, conversations, assistantTickets }, rounds }
}
