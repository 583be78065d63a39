import { canTeach, lengthOf, riseOf, type WarmSpell } from './warm-spell.ts'

export interface Spread {
  least: number
  typical: number
  most: number
}

/** What an asset's own history says of its defrosts. */
export interface LearnedDefrosts {
  count: number
  durationMs: Spread
  peakCelsius: Spread
  riseCelsius: Spread
  /** From the beginning to the peak. */
  toPeakMs: Spread
  /** From one beginning to the next; null after the first. */
  periodMs: Spread | null
  last: WarmSpell
  /** Oldest first. */
  members: readonly WarmSpell[]
}

/** Spells of one kind are as long and rise as far as each other within this factor. */
const alike = 1.5
const enough = 3
/** Compressors cycle every hour or two; defrosts come every 4 to 48 hours. */
const shortestPeriodMs = 180 * 60_000
/** Times between defrosts differ from their median by at most this share of it; one in four may, for one was not seen. */
const regular = 0.45
const regularShare = 0.75

/**
 * The spells that are defrosts: the warmest kind that recurs, at least three alike at even distances in time.
 * What the controller called a defrost is one from the first. Null while there are none. Spells oldest first.
 */
export function learnDefrosts(spells: readonly WarmSpell[]): LearnedDefrosts | null {
  const candidates = spells.filter(canTeach)
  let best: WarmSpell[] = []
  let bestWarmth = 0
  for (const centre of candidates) {
    const members = candidates.filter((spell) => areAlike(spell, centre))
    const warmth = members.reduce((sum, spell) => sum + riseOf(spell) * lengthOf(spell), 0)
    if (warmth <= bestWarmth || !recur(members)) continue
    best = members
    bestWarmth = warmth
  }
  const last = best.at(-1)
  return last === undefined ? null : described(best, last)
}

const isWithin = (a: number, b: number): boolean => a <= b * alike && b <= a * alike

const areAlike = (a: WarmSpell, b: WarmSpell): boolean =>
  isWithin(lengthOf(a), lengthOf(b)) && isWithin(riseOf(a), riseOf(b))

function recur(members: readonly WarmSpell[]): boolean {
  if (members.some(({ reported }) => reported)) return true
  if (members.length < enough) return false
  const periods = periodsOf(members)
  const typical = median(periods)
  const alikes = periods.filter((period) => Math.abs(period - typical) <= regular * typical)
  return typical >= shortestPeriodMs && alikes.length >= regularShare * periods.length
}

function described(members: readonly WarmSpell[], last: WarmSpell): LearnedDefrosts {
  return {
    count: members.length,
    durationMs: spread(members.map(lengthOf)),
    peakCelsius: spread(members.map(({ peakCelsius }) => peakCelsius)),
    riseCelsius: spread(members.map(riseOf)),
    toPeakMs: spread(members.map(({ fromMs, peakMs }) => peakMs - fromMs)),
    periodMs: members.length > 1 ? spread(periodsOf(members)) : null,
    last,
    members,
  }
}

const periodsOf = (members: readonly WarmSpell[]): number[] =>
  members.slice(1).map(({ fromMs }, index) => fromMs - (members[index]?.fromMs ?? 0))

const spread = (values: readonly number[]): Spread => ({
  least: Math.min(...values),
  typical: median(values),
  most: Math.max(...values),
})

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
