import type { Channel, DialogStateWire, HandOff, Rating, Turn } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import type { Transaction, Updateable } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { type ConversationRow, turnRow } from './rows.ts'

export interface Opening {
  id: string
  channel: Channel
  site: string
  kiosk: string | null
  language: Language
  atMs: number
}

export interface Question {
  id: string
  conversation: string
  language: Language
  text: string
  atMs: number
}

export type Change = Updateable<Tables['conversation']>

const maxTurns = 2000
const maxStateCharacters = 64_000

/** What a shopper's words after the end undo: the conversation begins again. */
export const begunAgain = { mode: 'assistant', endedAtMs: null, ended: null, agent: null } as const satisfies Change

export async function begin(
  transaction: Transaction<Tables>,
  { id, channel, site, kiosk, language, atMs }: Opening,
): Promise<void> {
  const row: ConversationRow = {
    id,
    channel,
    site,
    kiosk,
    language,
    mode: 'assistant',
    startedAtMs: atMs,
    lastAtMs: atMs,
    endedAtMs: null,
    ended: null,
    agent: null,
    agentJoinedAtMs: null,
    ticket: null,
    mood: 'neutral',
    state: null,
    turnCount: 0,
    lastText: '',
    erased: 0,
  }
  await transaction
    .insertInto('conversation')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** @returns false where the turn was there already. */
export async function addTurn(
  transaction: Transaction<Tables>,
  row: ConversationRow,
  turn: Turn,
  { state = null, agent = null }: { state?: DialogStateWire | null; agent?: string | null },
): Promise<boolean> {
  if (row.turnCount >= maxTurns) throw new Refusal(429, 'too-long', `a conversation has at most ${maxTurns} turns`)
  const remembered = state === null ? row.state : JSON.stringify(state)
  if ((remembered?.length ?? 0) > maxStateCharacters) {
    throw new Refusal(413, 'too-large', `state: it may have at most ${maxStateCharacters} characters`)
  }
  const added = await transaction
    .insertInto('conversationTurn')
    .values({ ...turnRow(turn, agent), ordinal: row.turnCount })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  if (added.length === 0) return false
  // A conversation may be held for a kiosk's code or ticket before its first words arrive.
  const isLast = turn.atMs >= row.lastAtMs || row.turnCount === 0
  await change(transaction, row.id, {
    erased: 0,
    turnCount: row.turnCount + 1,
    ...(isLast && { lastAtMs: turn.atMs, lastText: turn.text, state: remembered }),
    ...(isLast && turn.by !== 'agent' && { language: turn.language }),
    ...(isLast && turn.understanding !== null && { mood: turn.understanding.mood }),
  })
  return true
}

export async function addHandOff(
  transaction: Transaction<Tables>,
  row: ConversationRow,
  id: string,
  asked: HandOff,
): Promise<void> {
  const added = await transaction
    .insertInto('conversationHandOff')
    .values({ ...asked, id, conversation: row.id, offered: JSON.stringify(asked.offered) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  if (added.length > 0 && row.mode === 'assistant') await change(transaction, row.id, { mode: 'waiting' })
}

export async function setRating(
  transaction: Transaction<Tables>,
  conversation: string,
  { score, text }: Rating,
  atMs: number,
): Promise<void> {
  await transaction
    .insertInto('conversationRating')
    .values({ conversation, score, text, atMs })
    .onConflict((conflict) => conflict.column('conversation').doUpdateSet({ score, text, atMs }))
    .execute()
}

export async function addQuestion(
  transaction: Transaction<Tables>,
  { site }: ConversationRow,
  question: Question,
): Promise<void> {
  await transaction
    .insertInto('unansweredQuestion')
    .values({ ...question, site })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export async function endWithin(
  transaction: Transaction<Tables>,
  id: string,
  why: string,
  atMs: number,
): Promise<void> {
  await transaction
    .updateTable('conversation')
    .set({ mode: 'ended', endedAtMs: atMs, ended: why })
    .where('id', '=', id)
    .where('mode', '!=', 'ended')
    .execute()
}

/** Writing first takes the row's lock, so that two who act at once come one after the other on PostgreSQL too. */
export async function lock(transaction: Transaction<Tables>, id: string): Promise<ConversationRow> {
  const touch = transaction.updateTable('conversation').set((row) => ({ turnCount: row.ref('turnCount') }))
  const row = await touch.where('id', '=', id).returningAll().executeTakeFirst()
  if (row === undefined) throw notFound(`conversation ${id}`)
  return row
}

export async function change(transaction: Transaction<Tables>, id: string, changed: Change): Promise<void> {
  await transaction.updateTable('conversation').set(changed).where('id', '=', id).execute()
}
