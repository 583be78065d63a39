import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const bytes = 32

/**
 * The key that people's keys are wrapped with: a file of its own, readable by the owner alone, made at first use. Keep
 * it out of the backups that hold the database; without it every template is lost.
 */
export function masterKey(path: string): Buffer {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(path, randomBytes(bytes), { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = readFileSync(path)
  if (key.length !== bytes)
    throw new Error(`${path}: holds ${key.length} bytes and not ${bytes}: put the right key back`)
  return key
}
