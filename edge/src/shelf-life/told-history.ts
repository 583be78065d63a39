import { type HistorySummary, type Segment, summaryOf } from './history.ts'
import type { HistoryFile } from './history-file.ts'

const hourMs = 3_600_000

/** A history that was read, or written on the command line. */
export interface History {
  segments: Segment[]
  summary: HistorySummary
  told: ReturnType<typeof tellHistory>
  warnings: string[]
}

export function historyOf(read: HistoryFile): History {
  const summary = summaryOf(read.segments)
  return { segments: read.segments, summary, told: tellHistory(read, summary), warnings: warningsOf(read, summary) }
}

function tellHistory(read: HistoryFile, summary: HistorySummary) {
  return {
    samples: read.samples,
    hours: summary.watchedMs / hourMs,
    unwatchedHours: summary.unwatchedMs / hourMs,
    ...(read.medianMs === undefined ? {} : { medianIntervalHours: read.medianMs / hourMs }),
    meanCelsius: summary.meanCelsius,
    minCelsius: summary.minCelsius,
    maxCelsius: summary.maxCelsius,
  }
}

function warningsOf({ warnings, medianMs, longestMs }: HistoryFile, { unwatchedMs }: HistorySummary): string[] {
  if (unwatchedMs > 0 || medianMs === undefined || longestMs === undefined) return warnings
  if (longestMs <= 3 * medianMs) return warnings
  const hours = (longestMs / hourMs).toFixed(1)
  return [...warnings, `a sample is held for ${hours} h until the next: --max-hold-hours makes gaps of such holes`]
}
