import type { Reading } from '@larder/contracts/reading'
import type { Probe } from '@larder/contracts/site'
import type { PastProbe, PastSample } from '@larder/edge/backtest/backtest'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Sites } from '../sites/sites.ts'
import { answering } from '../telemetry/answering.ts'

/** A month by the minute is 43,200; more than this would hold up everybody else. */
const readingsAtMost = 100_000

export interface PastSources {
  sites: Pick<Sites, 'asset'>
  store: TelemetryStore
}

export interface PastQuery {
  site: string
  asset: string
  fromMs: number
  untilMs: number
}

/**
 * What an asset's probes have stored: those in its air, and those beside.
 * @throws Refusal when there is no such asset, none of its probes hangs in the air, or they said too much
 */
export async function pastProbes(
  { sites, store }: PastSources,
  query: PastQuery,
): Promise<{ air: PastProbe[]; beside: PastProbe[] }> {
  const configured = sites.asset(query.site, query.asset)
  if (configured === undefined) throw notFound(`configured asset ${query.asset} at ${query.site}`)
  const probes = configured.probes.filter(({ role }) => role !== 'gps')
  const past = await Promise.all(probes.map((probe) => loaded(answering(store), probe, query)))
  return {
    air: past.filter(({ probe }) => probe.role === 'air'),
    beside: past.filter(({ probe }) => probe.role !== 'air'),
  }
}

async function loaded(store: Pick<TelemetryStore, 'readings'>, probe: Probe, query: PastQuery): Promise<PastProbe> {
  const readings = await store.readings({ ...query, probe: probe.id, limit: readingsAtMost + 1 })
  if (readings.length > readingsAtMost) {
    const message = `probe ${probe.id} has stored more than ${readingsAtMost} readings in that time: ask for fewer days`
    throw new Refusal(422, 'too-much', message, { fields: [{ field: 'days', message }] })
  }
  return { probe, samples: readings.map(sampleOf) }
}

const sampleOf = ({ observedAtMs, celsius, doorOpen, defrosting, sensorFault }: Reading): PastSample => ({
  atMs: observedAtMs,
  ...(celsius === undefined ? {} : { celsius }),
  ...(doorOpen === undefined ? {} : { doorOpen }),
  ...(defrosting === undefined ? {} : { defrosting }),
  ...(sensorFault === undefined ? {} : { sensorFault }),
})
