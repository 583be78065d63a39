import { DatabaseSync } from 'node:sqlite'

/**
 * Holds a file for this process. It is SQLite's lock, which the system lets go with the process: a power cut leaves
 * no stale lock behind.
 * @param patienceMs how long to wait for another holder; the wait blocks the process
 * @returns what lets it go, or undefined when another process holds it
 */
export function lockFile(path: string, patienceMs: number): (() => void) | undefined {
  const database = new DatabaseSync(path, { timeout: patienceMs })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return () => database.close()
  } catch {
    database.close()
    return undefined
  }
}
