import type { Calibration } from '@larder/contracts/calibration'
import { evidenceGapMs } from '@larder/edge/excursion/rules'
import { SensorFaultWatch } from '@larder/edge/excursion/sensor-fault-watch'
import type { LotLeg } from './legs.ts'
import { clip, type Span, union } from './spans.ts'
import type { ObservedStretch, ProbeHistory } from './trace-records.ts'

/** A probe without a calibration record is taken to be right within this. */
const defaultUncertaintyCelsius = 0.5

/** How far the goods may be from what a faultless probe there says: a pack lags the air and lies elsewhere in it. */
const placementCelsius = { product: 0.1, air: 0.5 }

/** What one probe saw during one leg: usable, corrected by its calibration, in order. */
export interface ProbeRecord {
  history: ProbeHistory
  calibration: Calibration | null
  /** Of the goods' temperature, from this probe: its calibration's and its place's, independent of each other. */
  uncertaintyCelsius: number
  stretches: ObservedStretch[]
  /** When the probe was watching. */
  covered: Span[]
}

/** The calibration in force at this time: the newest made by then. */
export function calibrationOf(
  history: ProbeHistory,
  calibrations: readonly Calibration[],
  atMs: number,
): Calibration | null {
  const made = calibrations.filter(
    (one) =>
      one.probe === history.probe && one.asset === history.asset && one.site === history.site && one.atMs <= atMs,
  )
  return made.reduce<Calibration | null>((newest, one) => (newest && newest.atMs >= one.atMs ? newest : one), null)
}

export function recordOf(history: ProbeHistory, leg: LotLeg, calibrations: readonly Calibration[]): ProbeRecord {
  const calibration = calibrationOf(history, calibrations, leg.untilMs)
  const stretches = usable(history, leg).map((stretch) => corrected(stretch, calibration?.offsetCelsius ?? 0))
  return {
    history,
    calibration,
    uncertaintyCelsius: Math.hypot(
      calibration?.uncertaintyCelsius ?? defaultUncertaintyCelsius,
      placementCelsius[history.role === 'product' ? 'product' : 'air'],
    ),
    stretches,
    covered: coveredBy(stretches, history.intervalSeconds * 1000, leg),
  }
}

/** How long each stretch speaks for: until the next one, but not across a gap. */
export function weightMs(stretches: readonly ObservedStretch[], index: number, intervalSeconds: number): number {
  const stretch = stretches[index] as ObservedStretch
  const next = stretches[index + 1]
  const intervalMs = intervalSeconds * 1000
  if (next !== undefined && next.firstMs - stretch.lastMs <= evidenceGapMs(intervalSeconds)) {
    return next.firstMs - stretch.firstMs
  }
  return stretch.lastMs - stretch.firstMs + intervalMs
}

/** Temperatures that can be believed, oldest first, each stamp once, within the leg. */
function usable(history: ProbeHistory, leg: LotLeg): ObservedStretch[] {
  const sorted = history.stretches
    .filter((one) => Number.isFinite(one.meanCelsius) && one.lastMs >= leg.fromMs && one.firstMs < leg.untilMs)
    .sort((a, b) => a.firstMs - b.firstMs || a.meanCelsius - b.meanCelsius)
  const fault = new SensorFaultWatch(evidenceGapMs(history.intervalSeconds))
  const log = { closed: [], changes: 0 }
  return sorted.filter((one, index) => {
    if (one.firstMs === sorted[index - 1]?.firstMs) return false
    const isCode = one.minCelsius === -127 || one.maxCelsius === 85
    return fault.step(one.firstMs, one.meanCelsius, isCode, log)
  })
}

const corrected = (stretch: ObservedStretch, offsetCelsius: number): ObservedStretch =>
  offsetCelsius === 0
    ? stretch
    : {
        ...stretch,
        minCelsius: stretch.minCelsius - offsetCelsius,
        meanCelsius: stretch.meanCelsius - offsetCelsius,
        maxCelsius: stretch.maxCelsius - offsetCelsius,
      }

/** A reading vouches for one interval; half an interval of jitter is no gap, nor is the wait for the first reading. */
function coveredBy(stretches: readonly ObservedStretch[], intervalMs: number, leg: LotLeg): Span[] {
  const spans = stretches.flatMap(({ firstMs, lastMs, longestGapMs }): Span[] => {
    const untilMs = lastMs + intervalMs
    if (longestGapMs <= intervalMs * 1.5) return [{ fromMs: firstMs, untilMs }]
    // Where inside the stretch the gap lies is not known; its length is.
    return [{ fromMs: firstMs, untilMs: Math.max(firstMs, untilMs - (longestGapMs - intervalMs)) }]
  })
  const joined = union(spans, intervalMs / 2)
  const [first, last] = [joined[0], joined.at(-1)]
  if (first !== undefined && first.fromMs - leg.fromMs <= intervalMs * 1.5) first.fromMs = leg.fromMs
  if (last !== undefined && leg.untilMs - last.untilMs <= intervalMs / 2) last.untilMs = leg.untilMs
  return clip(joined, leg)
}
