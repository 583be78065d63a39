import type { AssetHistory } from '@larder/contracts/console'
import { phaseOfAsset } from '@larder/contracts/phase'
import { boundsIn } from '@larder/contracts/profile'
import { type ProfileSet, profileNamed } from '@larder/contracts/profiles'
import type { Reading } from '@larder/contracts/reading'
import type { Probe } from '@larder/contracts/site'
import type { Situation } from '@larder/contracts/situation'
import type { Stretch, TelemetryStore } from '@larder/edge/telemetry/store'
import type { Alerts } from '../alerts/alerts.ts'
import { notFound } from '../http/refusal.ts'
import type { Sites } from '../sites/sites.ts'
import { gapMs, type Period, periodsOf, pointsOf, stretchOf } from './chart.ts'
import type { Live } from './live.ts'
import { celsiusBefore, packOf, productEstimate } from './product-estimate.ts'

export interface HistorySources {
  sites: Sites
  store: Pick<TelemetryStore, 'readings' | 'stretches' | 'positions'>
  live: Pick<Live, 'latest'>
  alerts: Pick<Alerts, 'situations'>
  profiles: ProfileSet
}

export interface HistoryQuery extends Period {
  site: string
  asset: string
  points: number
}

/** Raw readings are drawn while they are no more than this; a longer time is drawn from rollups. */
const maxRaw = 6000
const maxRoutePoints = 1000
const rollupMinutes = 15

interface ProbeHistory {
  stretches: Stretch[]
  /** Empty where the time is too long for raw readings. */
  raw: Reading[]
}

/** One asset's chart, situations and route over a time. */
export async function assetHistory(sources: HistorySources, query: HistoryQuery): Promise<AssetHistory> {
  const { sites, store, alerts } = sources
  const { site, asset, fromMs, untilMs, points } = query
  const configured = sites.asset(site, asset)
  const probes = configured?.probes ?? (await heardProbes(sources, site, asset))
  if (probes.length === 0) throw notFound(`asset ${asset} at ${site}`)
  const situations = await alerts.situations({ site, asset, fromMs, untilMs })
  const phase = configured && phaseOfAsset[configured.kind]
  const profile = profileNamed(configured?.profile ?? '', sources.profiles)
  const { high, low } = boundsIn(profile, phase)
  const chart: AssetHistory['chart'] = {
    fromMs,
    untilMs,
    highCelsius: high?.limitCelsius ?? null,
    lowCelsius: low?.limitCelsius ?? null,
    series: [],
    doors: [],
    defrosts: [],
  }
  for (const probe of probes.filter(({ role }) => role !== 'gps')) {
    const { stretches, raw } = await probeHistory(store, query, probe)
    const longestMs = gapMs(probe.intervalSeconds)
    if (stretches.length > 0) {
      const series = pointsOf(stretches, (untilMs - fromMs) / points, longestMs)
      chart.series.push({ site, asset, probe: probe.id, role: probe.role, points: series })
    }
    chart.doors.push(...periodsOf(raw, 'doorOpen', longestMs))
    chart.defrosts.push(...periodsOf(raw, 'defrosting', longestMs))
  }
  const air = chart.series.find(({ role }) => role === 'air')
  const pack = packOf(configured?.profile ?? '', profile)
  const isEstimated = air !== undefined && chart.series.every(({ role }) => role !== 'product')
  if (isEstimated) {
    const start = await celsiusBefore(store, air, fromMs, pack)
    chart.series.push({
      ...air,
      probe: 'goods-estimate',
      role: 'product',
      points: productEstimate(air.points, pack, start),
    })
  }
  // Over a long time only the door openings that became situations are known.
  if (chart.doors.length === 0) chart.doors.push(...doorSituations(situations, query))
  const positions = await store.positions({ site, asset, fromMs, untilMs, limit: maxRoutePoints })
  const route = positions.map(({ observedAtMs: atMs, latitude, longitude }) => ({ atMs, latitude, longitude }))
  return { chart, situations, route, estimate: isEstimated ? pack : null }
}

async function probeHistory(
  store: HistorySources['store'],
  { site, asset, fromMs, untilMs, points }: HistoryQuery,
  { id: probe, intervalSeconds }: Probe,
): Promise<ProbeHistory> {
  const lengthMs = untilMs - fromMs
  const query = { site, asset, probe, fromMs, untilMs }
  if (lengthMs / 1000 / intervalSeconds <= maxRaw) {
    const raw = await store.readings({ ...query, limit: maxRaw + 1 })
    const stretches = raw.map(stretchOf).filter((stretch) => stretch !== undefined)
    if (raw.length <= maxRaw) return { stretches, raw }
  }
  const windowMinutes = rollupMinutes * Math.max(1, Math.round(lengthMs / 60_000 / points / rollupMinutes))
  return { stretches: await store.stretches({ ...query, windowMinutes }), raw: [] }
}

async function heardProbes({ live }: HistorySources, site: string, asset: string): Promise<Probe[]> {
  const { readings } = await live.latest(site)
  const heard = readings.filter((reading) => reading.asset === asset)
  return heard.map(({ probe, celsius }) => ({
    id: probe,
    role: celsius === undefined ? 'door' : 'air',
    intervalSeconds: 60,
  }))
}

const doorSituations = (situations: readonly Situation[], { fromMs, untilMs }: Period): Period[] =>
  situations
    .filter(({ cause }) => cause === 'door-open')
    .map((situation) => ({
      fromMs: Math.max(fromMs, situation.fromMs),
      untilMs: Math.min(untilMs, situation.untilMs ?? untilMs),
    }))
