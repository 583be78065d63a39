import type { Cause, Situation } from '@larder/contracts/situation'
import { type Condition, graver, isWorsePeak, type ProbeFinding } from './conditions.ts'

/** A situation as last revised, with the findings it stood on. */
export interface Known {
  situation: Situation
  findings: ProbeFinding[]
  revisedAtMs: number
  /** It was known before the last start, so the samples of its beginning may not be at hand. */
  carried: boolean
}

export interface ReconcileContext {
  site: string
  asset: string
  cause: Cause
  profile: string
  nowMs: number
  lateMs: number
  /** Before this stamp the probe's samples are forgotten, and what was said of that time stands. */
  horizonMs(probe: string, carried: boolean): number
}

/** News of the peak and the latest value comes at most this often. */
const evidenceEveryMs = 60_000

/**
 * Compares what the rules find now with what was said before, and returns what must be said anew. A situation keeps
 * its id while it can be recognised, by its beginning or by overlapping; one that later data disproves is resolved
 * with no duration.
 */
export function reconcile(
  conditions: readonly Condition[],
  known: readonly Known[],
  context: ReconcileContext,
): Known[] {
  const left = new Set(known)
  const revised: Known[] = []
  for (const condition of conditions) {
    const earlier = recognise(condition, left, context)
    if (earlier !== undefined) left.delete(earlier)
    const next = earlier === undefined ? first(condition, context) : revise(condition, earlier, context)
    if (next !== undefined) revised.push(next)
  }
  for (const earlier of left) {
    const next = disprove(earlier, context)
    if (next !== undefined) revised.push(next)
  }
  return revised
}

function recognise(condition: Condition, known: ReadonlySet<Known>, context: ReconcileContext): Known | undefined {
  const id = idOf(condition, context)
  let overlapping: Known | undefined
  for (const candidate of known) {
    if (candidate.situation.id === id) return candidate
    const { fromMs, untilMs } = candidate.situation
    const disproved = untilMs === fromMs
    const overlaps =
      fromMs <= (condition.untilMs ?? Number.POSITIVE_INFINITY) &&
      condition.fromMs <= (untilMs ?? Number.POSITIVE_INFINITY)
    if (overlaps && !disproved && (overlapping === undefined || fromMs < overlapping.situation.fromMs)) {
      overlapping = candidate
    }
  }
  return overlapping
}

const idOf = (condition: Condition, { site, asset, cause }: ReconcileContext): string =>
  `${site}.${asset}.${cause}.${condition.fromMs}`

function first(condition: Condition, context: ReconcileContext): Known | undefined {
  const open = condition.untilMs === null && isLive(condition, context)
  // Late data is still arriving, and no sample beyond the delay supports it yet: the next ones decide.
  if (!open && condition.untilMs === null && condition.evidenceMs <= condition.openedAtMs) return undefined
  const untilMs = condition.untilMs ?? condition.evidenceMs
  const situation: Situation = {
    ...described(condition, context),
    id: idOf(condition, context),
    revision: 0,
    state: open ? 'open' : 'resolved',
    ...(open ? {} : { untilMs }),
    // By its evidence, not by its end: a sample of today that shows last night's door closed makes it no alarm of today.
    past: !open && !isLive(condition, context),
  }
  return { situation, findings: condition.findings, revisedAtMs: context.nowMs, carried: false }
}

function revise(condition: Condition, earlier: Known, context: ReconcileContext): Known | undefined {
  const before = earlier.situation
  const open = condition.untilMs === null && (before.state === 'open' || isLive(condition, context))
  const fresh: Situation = {
    ...described(remembered(condition, earlier, context), context),
    id: before.id,
    revision: before.revision + 1,
    state: open ? 'open' : 'resolved',
    ...(open ? {} : { untilMs: condition.untilMs ?? condition.evidenceMs }),
    past: before.past && !open,
  }
  // Only what is still moving may wait: a situation that is over is not looked at again.
  const moving = condition.untilMs === null
  const due =
    fresh.state !== before.state ||
    fresh.severity !== before.severity ||
    (open && fresh.fromMs !== before.fromMs) ||
    ((!moving || context.nowMs - earlier.revisedAtMs >= evidenceEveryMs) && !isSame(fresh, before))
  if (!due) return undefined
  return { ...earlier, situation: fresh, findings: condition.findings, revisedAtMs: context.nowMs }
}

/** Whether the condition is happening now, and not only in data that came late. */
const isLive = (condition: Condition, { nowMs, lateMs }: ReconcileContext): boolean =>
  nowMs - condition.evidenceMs <= lateMs

/** Where the samples of a situation's beginning are forgotten, what was said of them stands. */
function remembered(condition: Condition, earlier: Known, context: ReconcileContext): Condition {
  const before = earlier.situation
  if (before.fromMs >= horizonOf(earlier, context)) return condition
  const peak = before.peakCelsius ?? null
  return {
    ...condition,
    severity: graver(before.severity, condition.severity),
    fromMs: Math.min(before.fromMs, condition.fromMs),
    openedAtMs: Math.min(before.openedAtMs, condition.openedAtMs),
    peakCelsius: isWorsePeak(condition.cause, peak, condition.peakCelsius) ? peak : condition.peakCelsius,
    limitCelsius: before.severity === 'critical' ? (before.limitCelsius ?? null) : condition.limitCelsius,
  }
}

const horizonOf = ({ situation, carried }: Known, context: ReconcileContext): number =>
  situation.probe === undefined ? Number.POSITIVE_INFINITY : context.horizonMs(situation.probe, carried)

/** No sample supports it any more. */
function disprove(earlier: Known, context: ReconcileContext): Known | undefined {
  const before = earlier.situation
  const horizonMs = horizonOf(earlier, context)
  const forgotten = before.fromMs < horizonMs
  if (before.state === 'resolved' && (forgotten || before.untilMs === before.fromMs)) return undefined
  const untilMs = forgotten ? Math.max(before.fromMs, Math.min(horizonMs, context.nowMs)) : before.fromMs
  const situation: Situation = { ...before, revision: before.revision + 1, state: 'resolved', untilMs, past: true }
  return { ...earlier, situation, findings: [], revisedAtMs: context.nowMs }
}

function described(condition: Condition, { site, asset, cause, profile }: ReconcileContext) {
  const { severity, probe, fromMs, openedAtMs, latestCelsius, peakCelsius, limitCelsius, told } = condition
  return {
    site,
    asset,
    cause,
    severity,
    probe,
    profile,
    fromMs,
    openedAtMs,
    ...(latestCelsius === null ? {} : { latestCelsius }),
    ...(peakCelsius === null ? {} : { peakCelsius }),
    ...(limitCelsius === null ? {} : { limitCelsius }),
    ...told,
  }
}

function isSame(a: Situation, b: Situation): boolean {
  const told = ({ revision: _, ...rest }: Situation): Situation => ({ ...rest, revision: 0 })
  return JSON.stringify(Object.entries(told(a)).sort()) === JSON.stringify(Object.entries(told(b)).sort())
}
