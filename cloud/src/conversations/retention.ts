import type { Database } from '../database/open.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** So long what was said can be read; the figures stay. */
const textMs = 30 * dayMs
/** Nobody is there any more, though nobody said goodbye. */
const abandonedMs = { kiosk: hourMs, web: dayMs } as const
/** SQLite works in this room's own thread: with 10 turns each these take it some 5 ms. */
const atOnce = 20

/** Ends what was abandoned, and erases what was said when its time is over. */
export async function keepConversationTime(database: Database, nowMs: number): Promise<void> {
  for (const channel of ['kiosk', 'web'] as const) {
    await database
      .updateTable('conversation')
      .set((set) => ({ mode: 'ended', endedAtMs: set.ref('lastAtMs'), ended: 'idle' }))
      .where('mode', 'in', ['assistant', 'waiting', 'agent'])
      .where('channel', '=', channel)
      .where('lastAtMs', '<=', nowMs - abandonedMs[channel])
      .execute()
  }
  let erased = 0
  do {
    erased = await eraseSome(database, nowMs - textMs)
    await new Promise(setImmediate)
  } while (erased === atOnce)
  await database
    .deleteFrom('unansweredQuestion')
    .where('atMs', '<=', nowMs - textMs)
    .execute()
}

/** @returns how many conversations were erased: fewer than `atOnce` when none is left */
function eraseSome(database: Database, untilMs: number): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const some = transaction
      .selectFrom('conversation')
      .select('id')
      .where('erased', '=', 0)
      .where('lastAtMs', '<=', untilMs)
      .orderBy('lastAtMs')
      .limit(atOnce)
    const over = await transaction
      .updateTable('conversation')
      .set({ lastText: '', state: null, erased: 1 })
      .where('id', 'in', some)
      .returning('id')
      .execute()
    const ids = over.map(({ id }) => id)
    if (ids.length === 0) return 0
    await transaction
      .updateTable('conversationTurn')
      .set({ text: '', slots: '[]', cards: '[]', choices: '[]' })
      .where('conversation', 'in', ids)
      .execute()
    await transaction
      .updateTable('conversationHandOff')
      .set({ order: null, lot: null, offered: '[]' })
      .where('conversation', 'in', ids)
      .execute()
    for (const table of ['conversationSecret', 'conversationSubject', 'conversationMessage'] as const) {
      await transaction.deleteFrom(table).where('conversation', 'in', ids).execute()
    }
    await transaction.updateTable('conversationRating').set({ text: '' }).where('conversation', 'in', ids).execute()
    return ids.length
  })
}
