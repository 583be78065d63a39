import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { type Database, databaseUrl, openDatabase } from './database/open.ts'
import { Refusal } from './http/refusal.ts'

/** Works on the business database beside the running server; a refusal is told in its own words, with exit code 1. */
export async function withDatabase(
  context: CommandContext,
  work: (database: Database, folder: string) => Promise<void>,
): Promise<number> {
  const folder = join(context.dataDirectory, 'cloud')
  const database = await openDatabase(databaseUrl(await context.configuration()), folder)
  try {
    await work(database, folder)
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    context.error(error.message)
    return 1
  } finally {
    await database.destroy()
  }
}
