import type { Product } from '@larder/contracts/product'
import { isBuiltIn } from '@larder/contracts/profiles'
import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { RecordFault } from '../records/kinds.ts'

/** A product's profile is built in or one of the shop's own. Asked after saving, within the transaction. */
export async function checkProducts(database: Kysely<Tables>, products: readonly Product[]): Promise<RecordFault[]> {
  if (products.every(({ profile }) => isBuiltIn(profile))) return []
  const rows = await database.selectFrom('profileVersion').select(['name', 'profile']).orderBy('version').execute()
  const newest = new Map(rows.map((row) => [row.name, row.profile]))
  return products.flatMap(({ profile }, index) => {
    if (isBuiltIn(profile) || (newest.get(profile) ?? null) !== null) return []
    const message = `no profile is called ${profile}: make it among the rules first`
    return [{ index, field: 'profile', position: 0, message }]
  })
}
