/** Time at one temperature, oldest first; null where nobody watched. */
export interface Segment {
  durationMs: number
  celsius: number | null
}

export interface Sample {
  atMs: number
  celsius: number
}

export interface HoldOptions {
  /** A sample speaks for at most this long; what follows is a gap. */
  maxHoldMs?: number
}

/**
 * Point samples as segments: each holds until the next, and the last for the median interval, so that n equally spaced
 * samples weigh equally. A single sample holds for nothing: it has no interval.
 * @param samples in order of their stamps, one per stamp
 */
export function segmentsOf(samples: readonly Sample[], { maxHoldMs = Number.POSITIVE_INFINITY }: HoldOptions = {}) {
  const intervals = samples.slice(1).map((next, index) => next.atMs - (samples[index] as Sample).atMs)
  const medianMs = medianOf(intervals)
  const segments = samples.flatMap(({ celsius }, index): Segment[] => {
    const untilNextMs = intervals[index] ?? medianMs
    const heldMs = Math.min(untilNextMs, maxHoldMs)
    const held = { durationMs: heldMs, celsius }
    return untilNextMs > heldMs ? [held, { durationMs: untilNextMs - heldMs, celsius: null }] : [held]
  })
  return { segments, medianMs, longestMs: intervals.reduce((most, one) => Math.max(most, one), 0) }
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length % 2 === 1) return sorted[middle] as number
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export interface HistorySummary {
  watchedMs: number
  unwatchedMs: number
  /** Weighted by time. */
  meanCelsius: number
  minCelsius: number
  maxCelsius: number
}

/** Temperatures are NaN where nothing was watched. */
export function summaryOf(history: readonly Segment[]): HistorySummary {
  const summary = { watchedMs: 0, unwatchedMs: 0, minCelsius: Number.NaN, maxCelsius: Number.NaN }
  let sum = 0
  for (const { durationMs, celsius } of history) {
    if (celsius === null) {
      summary.unwatchedMs += durationMs
      continue
    }
    summary.watchedMs += durationMs
    sum += celsius * durationMs
    if (!(celsius >= summary.minCelsius)) summary.minCelsius = celsius
    if (!(celsius <= summary.maxCelsius)) summary.maxCelsius = celsius
  }
  return { ...summary, meanCelsius: sum / summary.watchedMs }
}
