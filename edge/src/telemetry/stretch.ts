import type { Stretch } from './store.ts'

export const rollupMs = 15 * 60_000

export const windowOf = (atMs: number, windowMs: number): number => Math.floor(atMs / windowMs) * windowMs

/** One sample as the shortest stretch there is. */
export const instantStretch = (atMs: number, celsius: number): Stretch => ({
  firstMs: atMs,
  lastMs: atMs,
  count: 1,
  minCelsius: celsius,
  meanCelsius: celsius,
  maxCelsius: celsius,
  longestGapMs: 0,
})

/**
 * Folds stretches, ordered by `firstMs`, into one per window; a stretch belongs to the window of its `firstMs`.
 * Stretches may overlap (late samples inside an aggregate): a gap counts only past the latest stamp seen so far.
 */
export function mergeStretches(ordered: Iterable<Stretch>, windowMs: number): Stretch[] {
  const merged: Stretch[] = []
  let current: Stretch | undefined
  let windowEndMs = Number.NEGATIVE_INFINITY
  for (const next of ordered) {
    if (current === undefined || next.firstMs >= windowEndMs) {
      current = { ...next }
      windowEndMs = windowOf(next.firstMs, windowMs) + windowMs
      merged.push(current)
    } else absorb(current, next)
  }
  return merged
}

function absorb(into: Stretch, next: Stretch): void {
  const count = into.count + next.count
  into.longestGapMs = Math.max(into.longestGapMs, next.longestGapMs, next.firstMs - into.lastMs)
  into.lastMs = Math.max(into.lastMs, next.lastMs)
  into.minCelsius = Math.min(into.minCelsius, next.minCelsius)
  into.maxCelsius = Math.max(into.maxCelsius, next.maxCelsius)
  into.meanCelsius += (next.meanCelsius - into.meanCelsius) * (next.count / count)
  into.count = count
}

export interface Span {
  fromMs: number
  /** exclusive */
  untilMs: number
}

export interface Plan {
  /** Whole windows whose rollups answer, except those that are dirty. */
  rolled: Span
  /** What must be read from the raw data: the torn ends of the question and the dirty windows. */
  raw: Span[]
}

/** Splits a question between rollups and raw data; `dirty` holds the starts of windows whose rollup is not up to date. */
export function plan(question: Span, dirty: readonly number[]): Plan {
  const fromMs = Math.ceil(question.fromMs / rollupMs) * rollupMs
  const untilMs = windowOf(question.untilMs, rollupMs)
  if (fromMs >= untilMs) return { rolled: { fromMs, untilMs: fromMs }, raw: [question] }
  const inside = dirty.filter((windowMs) => windowMs >= fromMs && windowMs < untilMs)
  const wanted = [
    { fromMs: question.fromMs, untilMs: fromMs },
    ...runsOf(inside),
    { fromMs: untilMs, untilMs: question.untilMs },
  ]
  return { rolled: { fromMs, untilMs }, raw: wanted.filter((span) => span.untilMs > span.fromMs) }
}

/** Neighbouring windows joined, so that one query answers a whole run; at most a day each, to bound memory. */
export function runsOf(windows: readonly number[]): Span[] {
  const runs: Span[] = []
  for (const fromMs of windows.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last?.untilMs === fromMs && fromMs - last.fromMs < 86_400_000) last.untilMs = fromMs + rollupMs
    else runs.push({ fromMs, untilMs: fromMs + rollupMs })
  }
  return runs
}

/** Rolled windows and freshly computed ones (never of the same window), in one order, folded to the asked width. */
export function assemble(
  rolled: readonly Stretch[],
  fresh: readonly Stretch[],
  dirty: readonly number[],
  windowMinutes: number,
): Stretch[] {
  const stale = new Set(dirty)
  const valid = rolled.filter((stretch) => !stale.has(windowOf(stretch.firstMs, rollupMs)))
  const ordered = fresh.length === 0 ? valid : [...valid, ...fresh].sort((a, b) => a.firstMs - b.firstMs)
  return windowMinutes * 60_000 === rollupMs ? ordered : mergeStretches(ordered, windowMinutes * 60_000)
}

/** A width that rollups cannot answer is a fault of the caller. */
export function checkWindow(windowMinutes: number): void {
  if (!Number.isInteger(windowMinutes) || windowMinutes <= 0 || windowMinutes % 15 !== 0)
    throw new RangeError(`windowMinutes must be a positive multiple of 15, not ${windowMinutes}`)
}
