import type { Columns } from './columns.ts'
import type { CsvRejection, CsvSample } from './csv-samples.ts'

export interface Gap {
  from: string
  until: string
  seconds: number
}

/** What a replayed file holds. Times are the file's own, not shifted. */
export interface Summary {
  readings: number
  from: string | null
  until: string | null
  medianSeconds: number | null
  /** How many stamps were written with which UTC offset. */
  utcOffsets: Record<string, number>
  /** Pauses longer than five times the median interval. */
  gaps: Gap[]
  dropouts: { count: number; longestSeconds: number; totalSeconds: number }
  /** Rows that repeat a stamp. */
  duplicates: number
  rejected: { count: number; byReason: Record<string, number>; firstLines: CsvRejection[] }
  columns: Columns
}

const gapFactor = 5

export function summarise(samples: readonly CsvSample[], rejected: readonly CsvRejection[], columns: Columns): Summary {
  const stamps = [...new Set(samples.map(({ atMs }) => atMs))].sort((a, b) => a - b)
  const intervals = stamps.slice(1).map((atMs, index) => atMs - (stamps[index] as number))
  const medianMs = intervals.toSorted((a, b) => a - b)[Math.floor(intervals.length / 2)] ?? null
  const gaps = intervals.flatMap((intervalMs, index) =>
    medianMs !== null && intervalMs > gapFactor * medianMs
      ? [{ from: iso(stamps[index] as number), until: iso(stamps[index + 1] as number), seconds: intervalMs / 1000 }]
      : [],
  )
  return {
    readings: samples.length,
    from: stamps[0] === undefined ? null : iso(stamps[0]),
    until: stamps.length === 0 ? null : iso(stamps.at(-1) as number),
    medianSeconds: medianMs === null ? null : medianMs / 1000,
    utcOffsets: countBy(samples, ({ offset }) => offset),
    gaps,
    dropouts: {
      count: gaps.length,
      longestSeconds: Math.max(0, ...gaps.map(({ seconds }) => seconds)),
      totalSeconds: gaps.reduce((sum, { seconds }) => sum + seconds, 0),
    },
    duplicates: samples.length - stamps.length,
    rejected: {
      count: rejected.length,
      byReason: countBy(rejected, ({ reason }) => reason),
      firstLines: rejected.slice(0, 5),
    },
    columns,
  }
}

const iso = (atMs: number): string => new Date(atMs).toISOString()

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}
