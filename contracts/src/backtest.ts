import { z } from 'zod'
import { assetId, siteId } from './identifier.ts'
import { profile } from './profile.ts'
import type { Cause, Severity } from './situation.ts'

/** What a rule of one limit and one delay would have raised. */
export interface PlainAlarms {
  delayMinutes: number
  alarms: number
  alarmsPerWeek: number
}

export interface PastSituation {
  from: string
  to: string
  /** When it would have been told. */
  raisedAt: string
  /** It was not over when the record ended; `to` is the last sample. */
  open: boolean
  cause: Cause
  severity: Severity
  peakCelsius: number | null
}

export interface PastDefrost {
  from: string
  to: string
  peakCelsius: number
}

/** What a profile's rules would have raised over a record of one asset. Times are ISO instants. */
export interface Backtest {
  profile: string
  from: string | null
  to: string | null
  samples: number
  intervalSeconds: number | null
  situations: PastSituation[]
  /** By the time from the first to the last sample. */
  alarmsPerWeek: number
  defrosts: PastDefrost[]
  /** Times without samples: no alarms of the goods, and told apart. */
  silences: { from: string; to: string }[]
  /** Air above the warning limit, beside the rules; null where the profile has no upper limit. */
  plainThreshold: (PlainAlarms & { limitCelsius: number; byDelay: PlainAlarms[] }) | null
}

export const backtestDaysAtMost = 30

/** `POST /api/backtest`: tries a profile that need not be in force on what an asset's probes have stored. */
export const backtestInput = z.strictObject({
  site: siteId,
  asset: assetId,
  profile,
  days: z.number().int().min(1).max(backtestDaysAtMost).default(14),
})

export type BacktestInput = z.input<typeof backtestInput>

export interface Range {
  least: number
  typical: number
  most: number
}

/** What one air probe taught of its asset's defrosts. */
export interface LearnedDefrostsView {
  count: number
  /** Enough are known for warmth to be excused, and for one that is missing or too long to be told. */
  sure: boolean
  durationMinutes: Range
  peakCelsius: Range
  periodHours: Range | null
  lastFromMs: number
  /** Null while too few are known. */
  nextExpectedMs: number | null
}

/** `GET /api/assets/{site}/{asset}/defrosts`: by the same learning as at the edge, over the last 30 days. */
export interface DefrostsView {
  probes: { probe: string; learned: LearnedDefrostsView | null }[]
}
