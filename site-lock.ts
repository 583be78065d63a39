import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Holds DIR for this process: two writers of one journal would each lose the other's rows.
 * It is SQLite's lock on a file, which the system lets go with the process: a power cut leaves no stale lock behind.
 * @returns what lets it go
 * @throws when another process holds it
 */
export function lockSite(dataDirectory: string): () => void {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(dataDirectory, 'larder.lock'))
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch {
    database.close()
    throw new Error(
      `${dataDirectory} is in use: another Larder runs there. Stop that one first, or start with another --data DIR`,
    )
  }
  return () => database.close()
}
