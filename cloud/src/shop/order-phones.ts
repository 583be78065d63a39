import type { Order } from '@larder/contracts/order'
import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** So long after the order its digits are kept: as long as how to reach who complained of it. */
const keptMs = 90 * 86_400_000

/** Keeps the digits that came with orders, apart from them. One that comes without leaves what is known. */
export async function keepOrderPhones(
  database: Kysely<Tables>,
  orders: readonly (Order & { phoneDigits?: string | undefined })[],
): Promise<void> {
  for (const { id, phoneDigits } of orders) {
    if (phoneDigits === undefined) continue
    await database
      .insertInto('orderPhone')
      .values({ order: id, digits: phoneDigits })
      .onConflict((conflict) => conflict.column('order').doUpdateSet({ digits: phoneDigits }))
      .execute()
  }
}

export async function eraseOrderPhones(database: Kysely<Tables>, nowMs: number): Promise<void> {
  const old = database
    .selectFrom('order')
    .select('id')
    .where('orderedAtMs', '<=', nowMs - keptMs)
  await database.deleteFrom('orderPhone').where('order', 'in', old).execute()
}
