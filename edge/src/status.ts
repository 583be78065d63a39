import type { EdgeStatus } from '@larder/contracts/edge-status'
import type { IntakeFigures } from './intake/intake.ts'
import type { StoreHealth } from './journal/delivery.ts'
import type { QuarantineCounts } from './quarantine/quarantine.ts'
import type { SourceHealth } from './sources/source.ts'
import type { TelemetryStore } from './telemetry/store.ts'

export interface StatusParts {
  atMs: number
  startedAtMs: number
  figures: Readonly<IntakeFigures>
  quarantined: QuarantineCounts
  journal: EdgeStatus['journal']
  storeKind: TelemetryStore['kind']
  store: StoreHealth
  sources: SourceHealth[]
}

/** The edge's health as it is published. */
export function statusOf({ figures, storeKind, store, ...parts }: StatusParts): EdgeStatus {
  const { accepted, duplicates, late } = figures
  return { ...parts, accepted, duplicates, late, store: { kind: storeKind, ...store } }
}
