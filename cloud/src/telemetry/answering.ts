import type { TelemetryStore } from '@larder/edge/telemetry/store'
import { Refusal } from '../http/refusal.ts'

/** A store that cannot be reached is a refusal with a name, not a fault of ours. */
export function answering(store: TelemetryStore): Pick<TelemetryStore, 'readings' | 'stretches' | 'positions'> {
  const refuse = (error: unknown): never => {
    const message = `the telemetry store (${store.kind}) does not answer`
    throw Object.assign(new Refusal(503, 'store-unreachable', message), { cause: error })
  }
  return {
    readings: (query) => store.readings(query).catch(refuse),
    stretches: (query) => store.stretches(query).catch(refuse),
    positions: (query) => store.positions(query).catch(refuse),
  }
}
