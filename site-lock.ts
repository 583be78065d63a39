import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lockFile } from './file-lock.ts'

/**
 * Holds DIR for this process: two writers of one journal would each lose the other's rows.
 * @returns what lets it go
 * @throws when another process holds it
 */
export function lockSite(dataDirectory: string): () => void {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const release = lockFile(join(dataDirectory, 'larder.lock'), 0)
  if (release) return release
  throw new Error(
    `${dataDirectory} is in use: another Larder runs there. Stop that one first, or start with another --data DIR`,
  )
}
