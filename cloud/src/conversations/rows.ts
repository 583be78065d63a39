import {
  type ConversationSummary,
  type ConversationView,
  type HandOff,
  handOff,
  type Rating,
  type Turn,
  turn,
} from '@larder/contracts/conversation'
import type { Selectable } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

export type ConversationRow = Selectable<Tables['conversation']>
type TurnRow = Selectable<Tables['conversationTurn']>

export const turnRow = (given: Turn, agent: string | null): Omit<TurnRow, 'ordinal'> => ({
  id: given.id,
  conversation: given.conversation,
  atMs: given.atMs,
  by: given.by,
  agent,
  language: given.language,
  text: given.text,
  spoken: Number(given.spoken),
  intent: given.understanding?.intent ?? null,
  confidence: given.understanding?.confidence ?? null,
  second: given.understanding?.second ? JSON.stringify(given.understanding.second) : null,
  mood: given.understanding?.mood ?? null,
  moodConfidence: given.understanding?.moodConfidence ?? null,
  slots: JSON.stringify(given.understanding?.slots ?? []),
  outcome: given.outcome,
  latencyMs: given.latencyMs,
  cards: JSON.stringify(given.cards),
  choices: JSON.stringify(given.choices),
})

const turnOf = (row: TurnRow): Turn => ({
  id: row.id,
  conversation: row.conversation,
  atMs: row.atMs,
  by: row.by,
  language: row.language,
  text: row.text,
  spoken: row.spoken === 1,
  understanding:
    row.confidence === null
      ? null
      : {
          intent: row.intent,
          confidence: row.confidence,
          second: row.second === null ? null : JSON.parse(row.second),
          slots: JSON.parse(row.slots),
          mood: row.mood ?? 'neutral',
          moodConfidence: row.moodConfidence ?? 0,
        },
  outcome: row.outcome,
  cards: turn.shape.cards.parse(JSON.parse(row.cards)),
  choices: JSON.parse(row.choices),
  latencyMs: row.latencyMs,
})

/** The rows with what hangs on them, each asked for once. */
export async function summariesOf(
  database: Database,
  rows: readonly ConversationRow[],
): Promise<ConversationSummary[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const handOffs = await database
    .selectFrom('conversationHandOff')
    .selectAll()
    .where('conversation', 'in', ids)
    .orderBy('atMs')
    .execute()
  const ratings = await database.selectFrom('conversationRating').selectAll().where('conversation', 'in', ids).execute()
  const handOffOf = new Map<string, HandOff>(
    handOffs.map((row) => [row.conversation, handOff.parse({ ...row, offered: JSON.parse(row.offered) })]),
  )
  const ratingOf = new Map<string, Rating>(
    ratings.map(({ conversation, score, text }) => [conversation, { score, text }]),
  )
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    site: row.site,
    kiosk: row.kiosk,
    language: row.language,
    mode: row.mode,
    startedAtMs: row.startedAtMs,
    lastAtMs: row.lastAtMs,
    endedAtMs: row.endedAtMs,
    handOff: handOffOf.get(row.id) ?? null,
    agent: row.agent,
    agentJoinedAtMs: row.agentJoinedAtMs,
    ticket: row.ticket,
    rating: ratingOf.get(row.id) ?? null,
    mood: row.mood,
    turnCount: row.turnCount,
    lastText: row.lastText,
  }))
}

export async function viewOf(database: Database, row: ConversationRow): Promise<ConversationView> {
  const [summary] = await summariesOf(database, [row])
  const { turnCount: _turnCount, lastText: _lastText, ...view } = summary as ConversationSummary
  const turns = await database
    .selectFrom('conversationTurn')
    .selectAll()
    .where('conversation', '=', row.id)
    .orderBy('atMs')
    .orderBy('ordinal')
    .execute()
  return { ...view, turns: turns.map(turnOf) }
}
