import type { Configuration } from '@larder/contracts/configuration'
import type { Secrets } from '@larder/contracts/room'
import type { AuditLog } from '../audit/audit-log.ts'
import { Chat } from '../conversations/chat/chat.ts'
import { ChatKeys } from '../conversations/chat/chat-keys.ts'
import { MindHost } from '../conversations/chat/mind-host.ts'
import { OrderTries } from '../conversations/chat/order-tries.ts'
import { ContinuationCodes } from '../conversations/codes.ts'
import { Conversations } from '../conversations/conversations.ts'
import { keepConversationTime } from '../conversations/retention.ts'
import type { Database } from '../database/open.ts'
import { publishedArticles } from '../knowledge/articles.ts'
import type { Minds } from '../knowledge/minds.ts'
import { Standings } from '../recalls/standings.ts'
import type { FaceErasures } from '../recognition/face-erasures.ts'
import type { RecognitionPolicy } from '../recognition/recognition-policy.ts'
import type { Links } from '../reports/links.ts'
import { Round } from '../round.ts'
import { eraseOrderPhones } from '../shop/order-phones.ts'
import { KioskInbox } from './inbox.ts'
import { Kiosks } from './kiosks.ts'
import { LotBriefs } from './lot-briefs.ts'
import { MarkWatch } from './mark-watch.ts'
import { OrderDesk } from './order-desk.ts'
import { type CopySources, StoreCopies } from './store-copies.ts'
import { AssistantTickets, type TicketSources } from './tickets.ts'

export interface ShopFloor {
  kiosks: Kiosks
  copies: StoreCopies
  briefs: LotBriefs
  orderDesk: OrderDesk
  codes: ContinuationCodes
  chat: Chat
  chatKeys: ChatKeys
  chatMind: MindHost
  inbox: KioskInbox
  conversations: Conversations
  assistantTickets: AssistantTickets
}

interface Sources extends TicketSources {
  database: Database
  audit: AuditLog
  configuration: Configuration
  secrets: Pick<Secrets, 'kiosk'>
  links: Links
  sites: CopySources['sites']
  live: CopySources['live']
  alerts: CopySources['alerts']
  minds: Pick<Minds, 'version' | 'onChange' | 'inUse'>
  recognition: Pick<RecognitionPolicy, 'setting' | 'onChange'>
  faceErasures: Pick<FaceErasures, 'wanted' | 'onChange'>
}

/** Kiosks, what they are told, and the conversations with shoppers at them and on the web. */
export async function createShopFloor(sources: Sources): Promise<{ floor: ShopFloor; rounds: Round[] }> {
  const { database, audit, hub, configuration, secrets, links, minds, now, log } = sources
  const kiosks = new Kiosks(database, audit, now)
  const { id, site = configuration.edge.site } = configuration.kiosk
  if (secrets.kiosk !== '') await kiosks.createFirst(id, site, secrets.kiosk)
  const inbox = new KioskInbox(database, now)
  await inbox.start()
  const assistantTickets = new AssistantTickets(sources)
  const conversations = new Conversations({
    database,
    hub,
    inbox,
    now,
    openTicket: (ticket, kiosk) => assistantTickets.open(ticket, { name: `kiosk:${kiosk.id}`, site: kiosk.site }),
  })
  const standings = new Standings(database)
  const briefs = new LotBriefs({ database, reports: sources.reports, standings, now })
  const copies = new StoreCopies({
    ...{ database, records: sources.records, sites: sources.sites, live: sources.live, alerts: sources.alerts, briefs },
    articles: () => publishedArticles(database),
    mindVersion: () => minds.version(),
    recognition: () => sources.recognition.setting(),
    eraseFaces: (kiosk) => sources.faceErasures.wanted(kiosk),
    now,
  })
  const changed = () => {
    copies.forget()
    inbox.tellAll('copy-changed', { mindVersion: minds.version() })
  }
  const marks = new MarkWatch(database, changed)
  const codes = new ContinuationCodes(database, now)
  const orderDesk = new OrderDesk(database, links, now)
  const chatMind = new MindHost({ model: (language) => minds.inUse(language), now, log })
  sources.recognition.onChange(changed)
  sources.faceErasures.onChange(changed)
  minds.onChange(() => {
    changed()
    chatMind.stop()
  })
  const chatKeys = new ChatKeys(database, now)
  const { reports, sites } = sources
  const chat = new Chat({
    ...{ database, reports, links, sites, conversations, orderDesk, assistantTickets, codes, copies, now },
    tries: new OrderTries(now),
    keys: chatKeys,
    mind: chatMind,
  })
  const minuteMs = 60_000
  const rounds = [
    new Round('reports are not told in few words', minuteMs, () => briefs.refresh(), log),
    new Round('recalls and holds are not told to kiosks', 5000, () => marks.look(), log),
    new Round('conversations are not kept in time', 10 * minuteMs, () => keepConversationTime(database, now()), log),
    new Round('phone digits of orders are not erased', 60 * minuteMs, () => eraseOrderPhones(database, now()), log),
    new Round('answered messages are not forgotten', 60 * minuteMs, () => chatKeys.forget(), log),
    new Round('kiosks’ inboxes are not emptied', 10 * minuteMs, () => inbox.forget(), log),
  ]
  const talking = { inbox, conversations, assistantTickets, chat, chatKeys, chatMind }
  return { floor: { kiosks, copies, briefs, orderDesk, codes, ...talking }, rounds }
}
