import type { Database } from '../database/open.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** So long what was said can be read; the figures stay. */
const textMs = 30 * dayMs
/** Nobody is there any more, though nobody said goodbye. */
const abandonedMs = { kiosk: hourMs, web: dayMs } as const

/** Ends what was abandoned, and erases what was said when its time is over. */
export async function keepConversationTime(database: Database, nowMs: number): Promise<void> {
  for (const channel of ['kiosk', 'web'] as const) {
    await database
      .updateTable('conversation')
      .set((set) => ({ mode: 'ended', endedAtMs: set.ref('lastAtMs'), ended: 'idle' }))
      .where('mode', '!=', 'ended')
      .where('channel', '=', channel)
      .where('lastAtMs', '<=', nowMs - abandonedMs[channel])
      .execute()
  }
  await database.transaction().execute(async (transaction) => {
    const over = await transaction
      .updateTable('conversation')
      .set({ lastText: '', state: null, erased: 1 })
      .where('erased', '=', 0)
      .where('lastAtMs', '<=', nowMs - textMs)
      .returning('id')
      .execute()
    for (const { id } of over) {
      await transaction
        .updateTable('conversationTurn')
        .set({ text: '', slots: '[]', cards: '[]', choices: '[]' })
        .where('conversation', '=', id)
        .execute()
      await transaction
        .updateTable('conversationHandOff')
        .set({ order: null, lot: null, offered: '[]' })
        .where('conversation', '=', id)
        .execute()
      for (const table of ['conversationSecret', 'conversationSubject', 'conversationMessage'] as const) {
        await transaction.deleteFrom(table).where('conversation', '=', id).execute()
      }
      await transaction.updateTable('conversationRating').set({ text: '' }).where('conversation', '=', id).execute()
    }
  })
  await database
    .deleteFrom('unansweredQuestion')
    .where('atMs', '<=', nowMs - textMs)
    .execute()
}
