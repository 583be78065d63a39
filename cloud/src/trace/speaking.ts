import type { Reading } from '@larder/contracts/reading'
import type { TelemetryStore } from '@larder/edge/telemetry/store'

/** InfluxDB 1.x scans a site's whole history to say who has spoken: half of a report's time. */
const freshMs = 15_000

const answers = new WeakMap<TelemetryStore, Map<string, { atMs: number; readings: Promise<Reading[]> }>>()

/** The newest reading of each probe of a site; a probe that speaks for the first time is noticed 15 s later. */
export function speaking(store: TelemetryStore, site: string, nowMs: number): Promise<Reading[]> {
  const bySite = answers.get(store) ?? new Map<string, { atMs: number; readings: Promise<Reading[]> }>()
  answers.set(store, bySite)
  const known = bySite.get(site)
  if (known !== undefined && Math.abs(nowMs - known.atMs) < freshMs) return known.readings
  const readings = store.latest(site)
  bySite.set(site, { atMs: nowMs, readings })
  readings.catch(() => bySite.delete(site))
  return readings
}
