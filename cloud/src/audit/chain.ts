import { createHash } from 'node:crypto'
import type { AuditTables } from './tables.ts'

export type ChainedEntry = AuditTables['auditEntry']

/** SHA-256 over the hash before it and the entry's own fields: no entry can change without all later ones. */
export function hashOf(entry: Omit<ChainedEntry, 'hash'>, previousHash: string): string {
  const { ordinal, atMs, by, action, subjectKind, subject, why, detail } = entry
  const text = JSON.stringify([previousHash, ordinal, atMs, by, action, subjectKind, subject, why, detail])
  return createHash('sha256').update(text).digest('hex')
}

export type ChainVerdict =
  | { intact: true; entries: number; head: string }
  | { intact: false; ordinal: number; what: 'missing' | 'changed' | 'beyond the head' }

/** Checks the whole chain, given in order, against its head. */
export function verifyChain(entries: readonly ChainedEntry[], head: { ordinal: number; hash: string }): ChainVerdict {
  let previousHash = ''
  let expected = 1
  for (const entry of entries) {
    if (entry.ordinal !== expected) return { intact: false, ordinal: expected, what: 'missing' }
    if (entry.hash !== hashOf(entry, previousHash)) return { intact: false, ordinal: expected, what: 'changed' }
    previousHash = entry.hash
    expected++
  }
  if (expected - 1 < head.ordinal) return { intact: false, ordinal: expected, what: 'missing' }
  if (expected - 1 > head.ordinal) return { intact: false, ordinal: head.ordinal + 1, what: 'beyond the head' }
  if (previousHash !== head.hash) return { intact: false, ordinal: head.ordinal, what: 'changed' }
  return { intact: true, entries: entries.length, head: head.hash }
}
