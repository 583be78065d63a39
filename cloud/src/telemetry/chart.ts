import type { Reading } from '@larder/contracts/reading'
import type { ChartPoint } from '@larder/contracts/report'
import type { Stretch } from '@larder/edge/telemetry/store'
import { instantStretch } from '@larder/edge/telemetry/stretch'

export interface Period {
  fromMs: number
  untilMs: number
}

/** A silence longer than this many intervals is drawn as a gap. */
const gapIntervals = 3
const shortestGapMs = 60_000

export const gapMs = (intervalSeconds: number): number => Math.max(shortestGapMs, gapIntervals * intervalSeconds * 1000)

/** A reading as a stretch of one; undefined when it carries no temperature. */
export const stretchOf = ({ observedAtMs, celsius, sensorFault }: Reading): Stretch | undefined =>
  celsius === undefined || sensorFault !== undefined ? undefined : instantStretch(observedAtMs, celsius)

/** Points of at most one per `bucketMs`, oldest first; between two that are further apart than a gap stands a point of nulls. */
export function pointsOf(stretches: readonly Stretch[], bucketMs: number, longestMs: number): ChartPoint[] {
  const points: ChartPoint[] = []
  let open: Stretch | undefined
  const finish = () => {
    if (open === undefined) return
    const { firstMs, lastMs, minCelsius: min, meanCelsius: mean, maxCelsius: max } = open
    points.push({ atMs: Math.round((firstMs + lastMs) / 2), min, mean: Math.round(mean * 1000) / 1000, max })
  }
  for (const next of stretches) {
    const gap = open !== undefined && next.firstMs - open.lastMs > longestMs
    if (open !== undefined && !gap && next.lastMs - open.firstMs < bucketMs) {
      open = joined(open, next)
      continue
    }
    finish()
    if (gap && open !== undefined) {
      points.push({ atMs: Math.round((open.lastMs + next.firstMs) / 2), min: null, mean: null, max: null })
    }
    open = next
  }
  finish()
  return points
}

const joined = (a: Stretch, b: Stretch): Stretch => ({
  firstMs: a.firstMs,
  lastMs: b.lastMs,
  count: a.count + b.count,
  minCelsius: Math.min(a.minCelsius, b.minCelsius),
  meanCelsius: (a.meanCelsius * a.count + b.meanCelsius * b.count) / (a.count + b.count),
  maxCelsius: Math.max(a.maxCelsius, b.maxCelsius),
  longestGapMs: Math.max(a.longestGapMs, b.longestGapMs, b.firstMs - a.lastMs),
})

/** When the flag was up: from the first reading that says so to the next that says otherwise, or to the last heard of it. */
export function periodsOf(readings: readonly Reading[], flag: 'doorOpen' | 'defrosting', longestMs: number): Period[] {
  const periods: Period[] = []
  let open: Period | undefined
  for (const { observedAtMs, [flag]: up } of readings) {
    if (up === undefined) continue
    if (open !== undefined && observedAtMs - open.untilMs > longestMs) open = undefined
    if (open !== undefined) open.untilMs = observedAtMs
    if (!up) open = undefined
    else if (open === undefined) {
      open = { fromMs: observedAtMs, untilMs: observedAtMs }
      periods.push(open)
    }
  }
  return periods
}
