import { createHash } from 'node:crypto'
import type { OrderAsked } from '@larder/contracts/kiosk-link'
import type { Language } from '@larder/contracts/language'
import type { TraceBrief } from '@larder/contracts/store-copy'
import type { Database } from '../../database/open.ts'
import type { OrderDesk } from '../../kiosks/order-desk.ts'
import type { AssistantTickets } from '../../kiosks/tickets.ts'
import { type TracedBy, traceFor } from '../../kiosks/traces.ts'
import type { Conversations } from '../conversations.ts'
import type { DeskCalls } from './mind-wire.ts'
import type { OrderTries } from './order-tries.ts'

export interface DeskSources extends TracedBy {
  conversations: Conversations
  orderDesk: OrderDesk
  assistantTickets: AssistantTickets
  tries: OrderTries
  now(): number
}

export interface ChatSubject {
  kind: 'lot' | 'order'
  id: string
}

/** What the mind may look up and have done for one web conversation, while it answers one message. */
export function chatDesk(
  sources: DeskSources,
  about: { conversation: string; site: string; address: string; language: Language; message: string },
): DeskCalls {
  const { database, conversations, orderDesk, assistantTickets, tries, now } = sources
  const { conversation, site, address, language, message } = about
  let ordinal = 0
  /** The same message answered again after a restart opens the same ticket. */
  const nextId = () => uuidOf(`${conversation}/${message}/${ordinal++}`)
  const isOpen = (subject: ChatSubject) => isSubject(database, conversation, subject)
  return {
    async openOrder(asked: OrderAsked) {
      const untilMs = tries.lockedUntilMs(conversation)
      if (untilMs !== null) return { state: 'locked', untilMs }
      const answer = await orderDesk.open(asked, site, `web:${address}`)
      if (answer.state === 'refused') return { state: 'refused', triesLeft: tries.failed(conversation) }
      if (answer.state === 'open') await addSubject(database, conversation, { kind: 'order', id: answer.order.id })
      return answer
    },
    async trace(subject: TraceBrief['subject']) {
      // An order's report is for who proved it here; a lot's stands on every pack.
      if (subject.kind === 'order' && !(await isOpen(subject))) return null
      return traceFor(sources, subject, site).catch(() => null)
    },
    async openTicket(draft) {
      const proven = draft.order === null || (await isOpen({ kind: 'order', id: draft.order }))
      const ticket = {
        ...draft,
        id: ticketIdOf(nextId()),
        conversation,
        atMs: now(),
        order: proven ? draft.order : null,
        text: proven ? draft.text : `order ${draft.order}, not proven\n${draft.text}`.slice(0, 2000),
      }
      const opened = await assistantTickets.open(ticket, { name: 'web-chat', site, language })
      await conversations.linkTicket(conversation, opened.ticket)
      return { ...opened.receipt, queued: false }
    },
    async handOff(asked) {
      await conversations.callPerson(conversation, nextId(), { ...asked, atMs: now() })
      return { state: 'waiting' }
    },
  }
}

export async function addSubject(database: Database, conversation: string, { kind, id }: ChatSubject): Promise<void> {
  await database
    .insertInto('conversationSubject')
    .values({ conversation, kind, subject: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function isSubject(database: Database, conversation: string, { kind, id }: ChatSubject): Promise<boolean> {
  const found = await database
    .selectFrom('conversationSubject')
    .select('subject')
    .where('conversation', '=', conversation)
    .where('kind', '=', kind)
    .where('subject', '=', id)
    .executeTakeFirst()
  return found !== undefined
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ten characters of Crockford's base 32, as every ticket has. */
const ticketIdOf = (uuid: string): string =>
  [...createHash('sha256').update(uuid).digest().subarray(0, 10)].map((byte) => alphabet[byte % 32]).join('')

/** The same text, the same id (RFC 9562 §5.8). */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  const variant = ((Number.parseInt(hex[16] as string, 16) & 3) | 8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-')
}
