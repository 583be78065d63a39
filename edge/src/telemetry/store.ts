import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'

/** What the journal delivers: one reading, one position, or many old readings folded into one aggregate. */
export type Observation =
  | { kind: 'reading'; reading: Reading }
  | { kind: 'position'; position: Position }
  | { kind: 'aggregate'; aggregate: Stretch & ProbeAddress }

export interface ProbeAddress {
  site: string
  asset: string
  probe: string
}

/**
 * What was observed over a stretch of time: a single reading is a stretch of count 1 with min = mean = max.
 * `lastMs` is the stamp of the last reading in it, so that a gap is the time from one stretch's `lastMs` to the next one's `firstMs`.
 * `longestGapMs` is the longest time between two neighbouring readings inside the stretch.
 */
export interface Stretch {
  firstMs: number
  lastMs: number
  count: number
  minCelsius: number
  meanCelsius: number
  maxCelsius: number
  longestGapMs: number
}

/** The store has taken the batch for good, except for what it refuses for ever. */
export interface WriteOutcome {
  rejected: { index: number; reason: string }[]
}

export interface ProbeQuery extends ProbeAddress {
  fromMs: number
  /** exclusive */
  untilMs: number
}

/** A bounded answer: a server never reads a million rows into memory because a page asked. */
export interface Limit {
  limit: number
}

/**
 * Where telemetry lives. Both stores pass the same tests (store.test.ts).
 * Writing is idempotent by (site, asset, probe, observedAtMs). Every method rejects when the store cannot be
 * reached; `write` resolves only when the batch is durable.
 */
export interface TelemetryStore {
  readonly kind: 'sqlite' | 'influxdb'
  start(): Promise<void>
  stop(): Promise<void>
  write(batch: readonly Observation[]): Promise<WriteOutcome>
  /** Raw readings, oldest first, at most `limit`; what the journal had to aggregate is only in `stretches`. */
  readings(query: ProbeQuery & Limit): Promise<Reading[]>
  /**
   * Stretches of `windowMinutes` (a multiple of 15, aligned to UTC), from rollups: a month of one probe costs
   * milliseconds. Readings with a sensor fault, or without a temperature, do not count. What the journal had to
   * aggregate counts where its first reading lies, so that a question never hears of what was before it.
   */
  stretches(query: ProbeQuery & { windowMinutes: number }): Promise<Stretch[]>
  /** The newest reading of each probe that has one, by stamp. */
  latest(site?: string): Promise<Reading[]>
  /** Positions, oldest first, thinned evenly to at most `limit`. */
  positions(query: Omit<ProbeQuery, 'probe'> & Limit): Promise<Position[]>
  /** The newest position of each asset. */
  latestPositions(site?: string): Promise<Position[]>
}
