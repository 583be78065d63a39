import type { Phase } from '@larder/contracts/consignment'
import type { Extreme, LegTrace, LotTrace } from '@larder/contracts/report'
import type { Bilingual } from '@larder/contracts/site'
import type { SortingRecord } from '@larder/contracts/sorting-record'

export type Step =
  | { kind: 'packed'; atMs: number; place: Bilingual }
  | { kind: 'sorted'; atMs: number; record: SortingRecord }
  | { kind: 'leg'; atMs: number; leg: LegTrace; phase: Phase; coldest: Extreme | null; warmest: Extreme | null }
  | { kind: 'you' }

/** The way of a lot in the order it happened; each extreme stands at the leg that saw it. */
export function journeyOf(trace: LotTrace): Step[] {
  const steps: Exclude<Step, { kind: 'you' }>[] = [
    { kind: 'packed', atMs: trace.lot.packedAtMs, place: trace.lot.origin },
    ...trace.sorting.map((record) => ({ kind: 'sorted', atMs: record.atMs, record }) as const),
    ...trace.legs.map((leg) => legStep(leg, trace)),
  ]
  return [...steps.sort((a, b) => a.atMs - b.atMs || rank(a) - rank(b)), { kind: 'you' }]
}

const rank = (step: Step): number => (step.kind === 'packed' ? 0 : 1)

const legStep = (leg: LegTrace, trace: LotTrace): Step & { kind: 'leg' } => ({
  kind: 'leg',
  atMs: leg.fromMs,
  leg,
  phase: leg.phase,
  coldest: seenOn(leg, trace.coldest),
  warmest: seenOn(leg, trace.warmest),
})

function seenOn(leg: LegTrace, extreme: Extreme | null): Extreme | null {
  if (extreme === null || extreme.site !== leg.site || extreme.asset !== leg.asset) return null
  return extreme.atMs >= leg.fromMs && (leg.ongoing || extreme.atMs <= leg.untilMs) ? extreme : null
}

export interface Stop {
  latitude: number
  longitude: number
  /** null where no leg says what stands there: the lot's origin may lie an ocean away from the first kilometre. */
  name: Bilingual | null
}

/** Where the road legs start and end on the recorded route, named after what came before and after. */
export function stopsOf(trace: LotTrace): Stop[] {
  const legs = [...trace.legs].sort((a, b) => a.fromMs - b.fromMs)
  const stops: Stop[] = []
  legs.forEach((leg, index) => {
    if (leg.phase !== 'transit') return
    const driven = trace.route.filter((point) => point.atMs >= leg.fromMs && point.atMs <= leg.untilMs)
    const first = driven[0]
    const last = driven.at(-1)
    if (first === undefined || last === undefined) return
    stops.push({ ...first, name: legs[index - 1]?.name ?? null })
    stops.push({ ...last, name: legs[index + 1]?.name ?? null })
  })
  return stops
    .map(({ latitude, longitude, name }) => ({ latitude, longitude, name }))
    .filter((stop, index, all) => stop.name === null || stop.name.en !== all[index - 1]?.name?.en)
}
