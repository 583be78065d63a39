import type { LearnedDefrosts } from './learned-defrosts.ts'
import { riseOf, type WarmSpell } from './warm-spell.ts'

const minuteMs = 60_000
/** So many, over so long, they must be before anything rests on them: a few that are alike within a day may be doors. */
const enough = 5
const longEnoughMs = 3 * 24 * 60 * minuteMs
/** And so long before one is called missed or overlong: doors are open for minutes. */
const longEnoughToMissMs = 25 * minuteMs

export const isSure = ({ count, members, last }: LearnedDefrosts): boolean =>
  count >= enough && last.fromMs - (members[0]?.fromMs ?? last.fromMs) >= longEnoughMs

export const canJudge = (learned: LearnedDefrosts): boolean =>
  isSure(learned) && learned.durationMs.typical >= longEnoughToMissMs

/** How long a spell may last before it is overlong for a defrost of this asset. */
export const longestExpectedMs = ({ durationMs }: LearnedDefrosts): number => 1.2 * durationMs.most + 5 * minuteMs

/** How warm the air may become in a defrost of this asset. */
export const warmestExpectedCelsius = ({ peakCelsius: { least, most } }: LearnedDefrosts): number =>
  most + Math.max(2, 1.5 * (most - least))

/** Whether a spell began when one may be due: not before half the shortest time between them had passed. */
export const isInTime = ({ fromMs }: WarmSpell, { periodMs, last }: LearnedDefrosts): boolean =>
  periodMs === null || fromMs - last.fromMs >= periodMs.least / 2

/** A heater warms quickly: air that is not half as warm when defrosts have long peaked is warmed by something else. */
export const isSlow = (spell: WarmSpell, atMs: number, { toPeakMs, riseCelsius }: LearnedDefrosts): boolean =>
  atMs - spell.fromMs > 1.2 * toPeakMs.most + 5 * minuteMs && riseOf(spell) < riseCelsius.least / 2

/** When the next one is expected; null while too few are known. */
export const nextExpectedMs = ({ last, periodMs }: LearnedDefrosts): number | null =>
  periodMs === null ? null : last.fromMs + periodMs.typical

/** From when on it is missed; infinite while too few are known to say so. */
export function missedFromMs(learned: LearnedDefrosts): number {
  const { last, periodMs } = learned
  if (periodMs === null || !canJudge(learned)) return Number.POSITIVE_INFINITY
  return last.fromMs + Math.max(1.75 * periodMs.typical, 1.25 * periodMs.most)
}
