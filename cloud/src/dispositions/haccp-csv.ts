import type { HaccpEntry } from '@larder/contracts/haccp'
import { csvText } from './csv-text.ts'

const iso = (atMs: number | null): string => (atMs === null ? '' : new Date(atMs).toISOString())

/** The log as an inspector takes it along, in the order of observation. */
export function haccpCsv(entries: readonly HaccpEntry[]): string {
  const header = [
    'observedAt',
    'enteredAt',
    'late',
    'site',
    'asset',
    'lot',
    'what',
    'value',
    'correctiveAction',
    'signedBy',
    'reviewedBy',
    'reviewedAt',
    'id',
  ]
  const rows = entries
    .toSorted((a, b) => a.observedAtMs - b.observedAtMs || (a.id < b.id ? -1 : 1))
    .map((entry) => [
      iso(entry.observedAtMs),
      iso(entry.enteredAtMs),
      entry.late ? 'late' : '',
      entry.site,
      entry.asset,
      entry.lot,
      entry.what,
      entry.value,
      entry.correctiveAction,
      entry.by,
      entry.reviewedBy,
      iso(entry.reviewedAtMs),
      entry.id,
    ])
  return csvText([header, ...rows])
}
