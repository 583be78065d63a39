import type { Lot } from '@larder/contracts/lot'
import { packs, usualPack } from '@larder/contracts/pack'
import { profileNamed } from '@larder/contracts/profiles'
import type { Extreme, LegTrace, LotTrace, ProbeTrace, TraceReport } from '@larder/contracts/report'
import { chartOf } from './chart.ts'
import { excursionsOf } from './excursions.ts'
import { type LegRecord, legRecord, meanCelsius } from './leg-record.ts'
import { passageOf } from './legs.ts'
import { lifeOf } from './life.ts'
import { routeOf } from './route.ts'
import { gapsIn, lengthMs, type Span, totalMs, union } from './spans.ts'
import type { TraceRecords, TraceTelemetry } from './trace-records.ts'
import { adviceOf, adviceUnder, basisOf, confidenceOf, verdictOf } from './verdict.ts'

/**
 * What can be said of a lot, or of each lot of an order, at `nowMs`. Pure: the same records and telemetry in any
 * order give the same report. The version is the caller's to raise (content-hash.ts). Undefined when the subject or
 * all of its lots are unknown.
 */
export function traceReport(records: TraceRecords, telemetry: TraceTelemetry, nowMs: number): TraceReport | undefined {
  const lots = lotsOf(records).map((lot) => lotTrace(lot, records, telemetry, nowMs))
  if (lots.length === 0) return undefined
  return { version: 1, generatedAtMs: nowMs, subject: records.subject, timeZone: timeZoneOf(records, lots), lots }
}

/** The zone of the order's store; of a lot, that of the site it reached last. */
function timeZoneOf({ order, sites }: TraceRecords, lots: readonly LotTrace[]): string {
  const store = order?.store ?? lots[0]?.legs.at(-1)?.site
  return (sites.find(({ id }) => id === store) ?? sites[0])?.timeZone ?? 'UTC'
}

/** The lots asked about, in the order of the order's lines. */
export function lotsOf({ subject, order, lots }: TraceRecords): Lot[] {
  const asked = subject.kind === 'lot' ? [subject.id] : (order?.lines ?? []).map(({ lot }) => lot)
  return [...new Set(asked)].flatMap((id) => lots.find((lot) => lot.id === id) ?? [])
}

function lotTrace(lot: Lot, records: TraceRecords, telemetry: TraceTelemetry, nowMs: number): LotTrace {
  const product = records.products.find(({ id }) => id === lot.product)
  const profileName = product?.profile ?? ''
  const profile = profileNamed(profileName, records.profiles)
  const passage = passageOf(lot, records, nowMs)
  const legs = passage.legs.map((leg) => legRecord(leg, telemetry.probes, records.calibrations))
  const excursions = legs
    .flatMap((leg) => excursionsOf(leg, telemetry.probes, profile))
    .sort((a, b) => a.fromMs - b.fromMs)
  const gaps = gapsIn(passage, union(legs.flatMap(({ covered }) => covered)))
  const seenMs = lengthMs(passage) - totalMs(gaps)
  const coveragePercent = percent(seenMs, lengthMs(passage))
  const lifeCoveragePercent = percent(seenMs, passage.untilMs - passage.packedAtMs)
  const judged = { excursions, coveragePercent, lifeCoveragePercent, gaps, records: legs }
  const verdict = verdictOf(judged, profile)
  const { lot: _, ...standing } = records.standings?.find((one) => one.lot === lot.id) ?? { lot: lot.id, state: 'free' }
  const pack = profile.pack ?? usualPack(profileName)
  const life = lifeOf(passage, legs, profile, { pack, useByMs: lot.useByMs, nowMs })
  const sorting = records.sorting.filter((one) => one.lot === lot.id).sort((a, b) => a.atMs - b.atMs)
  return {
    lot: {
      id: lot.id,
      supplier: lot.supplier,
      origin: { zh: lot.originZh, en: lot.originEn },
      packedAtMs: lot.packedAtMs,
      useByMs: lot.useByMs,
    },
    product: {
      id: lot.product,
      name: { zh: product?.nameZh ?? lot.product, en: product?.nameEn ?? lot.product },
      profile: profileName,
      profileName: profile.name,
    },
    standing,
    verdict: standing.state === 'recalled' ? 'recalled' : verdict,
    confidence: confidenceOf(judged, verdict, nowMs),
    basis: basisOf(legs),
    advice: adviceUnder(standing, adviceOf(verdict, excursions, life, lot.useByMs, sorting, nowMs)),
    life,
    coverage: { percent: coveragePercent, worstGap: widest(gaps) },
    ...extremes(legs),
    excursions,
    legs: legs.map((leg) => legTrace(leg, records)),
    sorting,
    probes: probeTraces(legs),
    chart: chartOf({ fromMs: passage.fromMs, untilMs: passage.untilMs }, legs, telemetry.probes, profile, packs[pack]),
    goodsEstimate: legs.some(({ basis }) => basis === 'air') ? packs[pack] : null,
    route: routeOf(passage.legs, telemetry.positions),
  }
}

const percent = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.min(100, (100 * part) / whole))

const widest = (gaps: readonly Span[]): Span | null =>
  gaps.reduce<Span | null>((best, gap) => (best !== null && lengthMs(best) >= lengthMs(gap) ? best : gap), null)

function legTrace(record: LegRecord, { sites }: TraceRecords): LegTrace {
  const { leg, covered } = record
  const { coldest, warmest } = extremes([record])
  const asset = sites.find(({ id }) => id === leg.site)?.assets.find(({ id }) => id === leg.asset)
  return {
    phase: leg.phase,
    site: leg.site,
    asset: leg.asset,
    name: asset?.name ?? { zh: leg.asset, en: leg.asset },
    fromMs: leg.fromMs,
    untilMs: leg.untilMs,
    ongoing: leg.ongoing,
    minCelsius: coldest?.celsius ?? null,
    meanCelsius: meanCelsius(record),
    maxCelsius: warmest?.celsius ?? null,
    coveragePercent: percent(totalMs(covered), lengthMs(leg)),
  }
}

function extremes(records: readonly LegRecord[]): { coldest: Extreme | null; warmest: Extreme | null } {
  let coldest: Extreme | null = null
  let warmest: Extreme | null = null
  for (const { leg, deciding } of records) {
    for (const { history, stretches } of deciding) {
      for (const { firstMs, lastMs, minCelsius, maxCelsius } of stretches) {
        const where = {
          atMs: Math.round((firstMs + lastMs) / 2),
          site: leg.site,
          asset: leg.asset,
          probe: history.probe,
        }
        if (coldest === null || minCelsius < coldest.celsius) coldest = { celsius: minCelsius, ...where }
        if (warmest === null || maxCelsius > warmest.celsius) warmest = { celsius: maxCelsius, ...where }
      }
    }
  }
  return { coldest, warmest }
}

function probeTraces(records: readonly LegRecord[]): ProbeTrace[] {
  const all = records.flatMap(({ leg, probes }) => probes.map((probe) => ({ leg, probe })))
  return [...Map.groupBy(all, ({ probe }) => probe.history)].map(([{ site, asset, probe, role }, seen]) => {
    const covered = seen.reduce((sum, one) => sum + totalMs(one.probe.covered), 0)
    const asked = seen.reduce((sum, one) => sum + lengthMs(one.leg), 0)
    const calibration = seen.at(-1)?.probe.calibration ?? null
    return { site, asset, probe, role, coveragePercent: percent(covered, asked), calibration }
  })
}
