import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import type { Cause, Severity, Situation } from '@larder/contracts/situation'

export interface SituationKeeperOptions {
  /** The SQLite file of known situations and of those not yet confirmed. */
  path: string
  site: string
  assets: readonly Asset[]
  /** Evidence older than this never opens an alarm about now. */
  lateMs: number
  clock(): number
  /** Resolves when the situation is safe elsewhere (PUBACK); a rejection is retried. */
  emit(situation: Situation): Promise<void>
  log(line: string): void
}

/** Causes that the edge node reports of itself. */
export type NodeCause = Extract<Cause, 'journal-filling' | 'store-unreachable'>

export class SituationKeeper {
  constructor(options: SituationKeeperOptions) {
    void options
  }
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  /** Fresh readings, after the journal has them. */
  observe(readings: readonly Reading[]): void {
    void readings
  }
  /** A reading whose sequence and value were seen before, under a fresh stamp. */
  observeStale(reading: Reading): void {
    void reading
  }
  /** Readings from before this start, so that what was pending goes on: the last hour of each probe is plenty. */
  warm(readings: readonly Reading[]): void {
    void readings
  }
  report(cause: NodeCause, state: Situation['state'], severity: Severity = 'warning'): void {
    void [cause, state, severity]
  }
  /** Call every second: judges silence and delays that pass without a new reading, and retries `emit`. */
  tick(nowMs: number): void {
    void nowMs
  }
  setAssets(assets: readonly Asset[]): void {
    void assets
  }
}
