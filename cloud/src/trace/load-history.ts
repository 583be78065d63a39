import { boundsIn } from '@larder/contracts/profile'
import { profileNamed } from '@larder/contracts/profiles'
import type { Reading } from '@larder/contracts/reading'
import type { ProbeRole } from '@larder/contracts/site'
import { defaultIntervalSeconds } from '@larder/edge/excursion/rules'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import { instantStretch } from '@larder/edge/telemetry/stretch'
import { type LotLeg, passageOf } from './legs.ts'
import { calibrationOf } from './probe-record.ts'
import { type Span, union } from './spans.ts'
import { speaking } from './speaking.ts'
import { type Doubt, doubtfulSpans, type Sides } from './suspicion.ts'
import type { ObservedStretch, ProbeHistory, TraceRecords, TraceTelemetry } from './trace-records.ts'
import { lotsOf } from './trace-report.ts'

const dayMs = 86_400_000
/** Beyond this the report reads hours instead of quarters. */
const quartersUntilMs = 62 * dayMs
const mostReadings = 50_000
const mostPositions = 600
/** How far back from the end of a stay its doors and defrosts are shown, reading by reading. */
const marksMs = dayMs
const mostMarks = 9000

interface Place {
  site: string
  asset: string
  spans: Span[]
  /** The sides that the goods here are judged by. */
  limits: Sides[]
}

/**
 * Reads what a report needs: rollups, and single readings only where a rollup leaves a doubt, so that a month of
 * several probes costs milliseconds.
 */
export async function loadHistory(
  records: TraceRecords,
  store: TelemetryStore,
  nowMs: number,
): Promise<TraceTelemetry> {
  const places = placesOf(records, nowMs)
  const loadAll = (place: Place, probes: readonly ProbeHead[]) =>
    probes.map((probe) => loadProbe(probe, place, records, store))
  const configured = Promise.all(places.flatMap((place) => loadAll(place, configuredProbes(records, place))))
  const others = strangersOf(records, places, (site) => speaking(store, site, nowMs)).then((strangers) =>
    Promise.all(
      places.flatMap((place) =>
        loadAll(
          place,
          strangers.filter((one) => isAt(one, place)),
        ),
      ),
    ),
  )
  const marks = Promise.all(places.map((place) => marksAt(place, store, nowMs))).then((all) => all.flat())
  const positions = Promise.all(
    places.flatMap(({ site, asset, spans }) =>
      spans.map((span) => store.positions({ site, asset, ...span, limit: mostPositions })),
    ),
  )
  const [named, unnamed, marked, routes] = await Promise.all([configured, others, marks, positions])
  return { probes: [...named, ...unnamed, ...marked], positions: routes.flat() }
}

/** What the probes that speak of door and defrost said, without their temperatures. */
async function marksAt({ site, asset, spans }: Place, store: TelemetryStore, nowMs: number): Promise<ProbeHistory[]> {
  const latest = await speaking(store, site, nowMs)
  const marking = latest.filter(
    (one) => one.asset === asset && (one.doorOpen !== undefined || one.defrosting !== undefined),
  )
  return Promise.all(
    marking.map(async ({ probe }) => {
      const reads = spans.map(({ fromMs, untilMs }) => {
        const range = { fromMs: Math.max(fromMs, untilMs - marksMs), untilMs, limit: mostMarks }
        return store.readings({ site, asset, probe, ...range })
      })
      const stretches = (await Promise.all(reads)).flat().map(({ celsius: _, ...marks }) => stretchOf(marks))
      return { site, asset, probe, role: 'door', intervalSeconds: defaultIntervalSeconds, stretches }
    }),
  )
}

function placesOf(records: TraceRecords, nowMs: number): Place[] {
  const legs = lotsOf(records).flatMap((lot) => {
    const product = records.products.find(({ id }) => id === lot.product)
    const profile = profileNamed(product?.profile ?? '', records.profiles)
    return passageOf(lot, records, nowMs).legs.map((leg) => ({ leg, sides: boundsIn(profile, leg.phase) }))
  })
  const byPlace = Map.groupBy(legs, ({ leg }) => `${leg.site}/${leg.asset}`)
  return [...byPlace.values()].map((group) => {
    const { site, asset } = (group[0] as { leg: LotLeg }).leg
    const spans = union(group.map(({ leg: { fromMs, untilMs } }) => ({ fromMs, untilMs })))
    return { site, asset, spans, limits: group.map(({ sides }) => sides) }
  })
}

type ProbeHead = Omit<ProbeHistory, 'stretches'>

const isAt = (probe: ProbeHead, place: Place): boolean => probe.site === place.site && probe.asset === place.asset

function configuredProbes({ sites }: TraceRecords, { site, asset }: Place): ProbeHead[] {
  const found = sites.find(({ id }) => id === site)?.assets.find(({ id }) => id === asset)
  const probes = found?.probes.filter(({ role }) => role === 'air' || role === 'product') ?? []
  return probes.map(({ id, role, intervalSeconds }) => ({ site, asset, probe: id, role, intervalSeconds }))
}

/** Probes that no configuration names but that have spoken from these places: taken to hang in the air. */
async function strangersOf(
  records: TraceRecords,
  places: readonly Place[],
  speaking: (site: string) => Promise<Reading[]>,
): Promise<ProbeHead[]> {
  const sites = [...new Set(places.map(({ site }) => site))]
  const latest = (await Promise.all(sites.map(speaking))).flat()
  const known = new Set(places.flatMap((place) => configuredProbes(records, place).map(addressOf)))
  const role: ProbeRole = 'air'
  return latest
    .filter((reading) => reading.celsius !== undefined && !known.has(addressOf(reading)))
    .map(({ site, asset, probe }) => ({ site, asset, probe, role, intervalSeconds: defaultIntervalSeconds }))
}

const addressOf = ({ site, asset, probe }: { site: string; asset: string; probe: string }): string =>
  `${site}/${asset}/${probe}`

async function loadProbe(
  probe: ProbeHead,
  place: Place,
  records: TraceRecords,
  store: TelemetryStore,
): Promise<ProbeHistory> {
  const { site, asset } = probe
  const address = { site, asset, probe: probe.probe }
  const parts = await Promise.all(
    place.spans.map(async (span) => {
      const windowMinutes = span.untilMs - span.fromMs > quartersUntilMs ? 60 : 15
      const stretches = await store.stretches({ ...address, ...span, windowMinutes })
      const calibration = calibrationOf({ ...probe, stretches: [] }, records.calibrations, span.untilMs)
      const doubt: Doubt = {
        limits: place.limits,
        offsetCelsius: calibration?.offsetCelsius ?? 0,
        intervalSeconds: probe.intervalSeconds,
        windowMs: windowMinutes * 60_000,
      }
      return resolve(stretches, doubtfulSpans(stretches, doubt), async (doubtful) => {
        const readings = await store.readings({ ...address, ...doubtful, limit: mostReadings })
        return readings.length < mostReadings ? readings : undefined
      })
    }),
  )
  return { ...probe, stretches: parts.flat() }
}

/** Puts single readings in the place of the stretches in doubt; where there are too many, the stretches stay. */
async function resolve(
  stretches: readonly ObservedStretch[],
  doubtful: readonly Span[],
  read: (span: Span) => Promise<Reading[] | undefined>,
): Promise<ObservedStretch[]> {
  const answers = await Promise.all(
    doubtful.map(async (span) => {
      const readings = await read(span)
      return readings === undefined || readings.length === 0 ? undefined : { span, readings }
    }),
  )
  const resolved = answers.filter((answer) => answer !== undefined)
  const kept = stretches.filter(
    ({ firstMs, lastMs }) => !resolved.some(({ span }) => firstMs >= span.fromMs && lastMs < span.untilMs),
  )
  return [...kept, ...resolved.flatMap(({ readings }) => readings.map(stretchOf))].sort((a, b) => a.firstMs - b.firstMs)
}

/** A reading is a stretch of one; without a temperature it still tells of door and defrost. */
function stretchOf({ observedAtMs, sensorFault, doorOpen, defrosting, ...reading }: Reading): ObservedStretch {
  const celsius = sensorFault === undefined ? (reading.celsius ?? Number.NaN) : Number.NaN
  return {
    ...instantStretch(observedAtMs, celsius),
    ...(doorOpen === undefined ? {} : { doorOpen }),
    ...(defrosting === undefined ? {} : { defrosting }),
  }
}
