import type { Profile } from '@larder/contracts/profile'

/** One side's limits in the watch's terms. */
export interface Limits {
  warnCelsius: number
  warnDelayMs: number
  limitCelsius: number
  limitDelayMs: number
}

/** What one probe is judged by: its asset's profile and its own interval. */
export interface Rules {
  high: Limits | null
  low: Limits | null
  hysteresisCelsius: number
  doorOpenMs: number
  /** For how long a door's state is taken to last without another sample. */
  doorHeldMs: number
  silenceMs: number
  /** Two samples further apart than this do not vouch for the time between them. */
  gapMs: number
  /** A probe that only re-sends its last value for this long is called stale. */
  staleMs: number
}

const minuteMs = 60_000

export const defaultIntervalSeconds = 60

/** A gap longer than three intervals, and never less than ten minutes, interrupts the evidence. */
export const evidenceGapMs = (intervalSeconds: number): number => Math.max(3000 * intervalSeconds, 10 * minuteMs)

/** The rules for a probe that samples every `intervalSeconds` in goods of this profile. */
export function rulesOf(profile: Profile, intervalSeconds: number): Rules {
  return {
    high: limitsOf(profile.high),
    low: limitsOf(profile.low),
    hysteresisCelsius: profile.hysteresisCelsius,
    doorOpenMs: profile.doorOpenMinutes * minuteMs,
    doorHeldMs: evidenceGapMs(intervalSeconds),
    silenceMs: Math.max(profile.silenceMinutes * minuteMs, 3000 * intervalSeconds),
    gapMs: evidenceGapMs(intervalSeconds),
    staleMs: Math.max(3000 * intervalSeconds, 3 * minuteMs),
  }
}

const limitsOf = (side: Profile['high']): Limits | null =>
  side === undefined
    ? null
    : {
        warnCelsius: side.warnCelsius,
        warnDelayMs: side.warnDelayMinutes * minuteMs,
        limitCelsius: side.limitCelsius,
        limitDelayMs: side.limitDelayMinutes * minuteMs,
      }
