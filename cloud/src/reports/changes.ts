import type { LotContent, ReportChange, VersionContent } from '@larder/contracts/report-version'

type LotChange = ReportChange extends infer C ? (C extends { lot: string } ? Omit<C, 'lot'> : never) : never

const dayMs = 86_400_000
/** A day's quarter: less than this of life, and a whole percent of coverage, is nothing a reader should act on. */
const lifeDays = 0.25
const coveragePercent = 1

/**
 * What a later version says otherwise than an earlier one, `elapsedMs` after it, lot by lot. What only time brought (a
 * leg that goes on, life that is spent) is no change.
 */
export function reportChanges(before: VersionContent, after: VersionContent, elapsedMs: number): ReportChange[] {
  const earlier = new Map(before.lots.map((one) => [one.lot.id, one]))
  const later = new Map(after.lots.map((one) => [one.lot.id, one]))
  const changes: ReportChange[] = []
  for (const [lot, was] of earlier) {
    const is = later.get(lot)
    if (is === undefined) changes.push({ lot, what: 'lot', change: 'removed' })
    else for (const change of lotChanges(was, is, elapsedMs)) changes.push({ lot, ...change })
  }
  for (const lot of later.keys()) if (!earlier.has(lot)) changes.push({ lot, what: 'lot', change: 'added' })
  return changes
}

function lotChanges(was: LotContent, is: LotContent, elapsedMs: number): LotChange[] {
  return [
    ...(was.standing.state === is.standing.state
      ? []
      : [{ what: 'standing', before: was.standing.state, after: is.standing.state } as const]),
    ...(was.verdict === is.verdict ? [] : [{ what: 'verdict', before: was.verdict, after: is.verdict } as const]),
    ...(was.advice === is.advice ? [] : [{ what: 'advice', before: was.advice, after: is.advice } as const]),
    ...(was.confidence === is.confidence
      ? []
      : [{ what: 'confidence', before: was.confidence, after: is.confidence } as const]),
    ...coverageChange(was, is),
    ...lifeChange(was, is, elapsedMs),
    ...pairs(was.excursions, is.excursions, excursionKey, excursionText).map(
      ([before, after]) => ({ what: 'excursion', before, after }) as const,
    ),
    ...pairs(was.legs, is.legs, legKey, legText).map(([before, after]) => ({ what: 'leg', before, after }) as const),
    ...pairs(was.sorting, is.sorting, (one) => one.id, JSON.stringify).map(sortingChange),
    ...is.calibrations
      .filter((now) => was.calibrations.some((then) => sameProbe(then, now) && then.atMs !== now.atMs))
      .map(({ asset, probe, atMs }) => ({ what: 'calibration', asset, probe, atMs }) as const),
    ...recordFields(was, is).map((field) => ({ what: 'record', field }) as const),
  ]
}

const coverageChange = (was: LotContent, is: LotContent): LotChange[] =>
  Math.abs(was.coveragePercent - is.coveragePercent) < coveragePercent
    ? []
    : [{ what: 'coverage', before: was.coveragePercent, after: is.coveragePercent }]

function lifeChange(was: LotContent, is: LotContent, elapsedMs: number): LotChange[] {
  if (was.leftDays === null || is.leftDays === null) return []
  const expected = Math.max(0, was.leftDays.likely - elapsedMs / dayMs)
  if (Math.abs(is.leftDays.likely - expected) < lifeDays) return []
  return [{ what: 'life', before: expected, after: is.leftDays.likely }]
}

const sortingChange = ([before, after]: [{ id: string } | null, { id: string } | null]): LotChange => ({
  what: 'sorting',
  change: before === null ? 'added' : after === null ? 'removed' : 'corrected',
  record: (before ?? after)?.id ?? '',
})

function recordFields(was: LotContent, is: LotContent): (ReportChange & { what: 'record' })['field'][] {
  const same = {
    product: was.product.id === is.product.id && was.product.profile === is.product.profile,
    supplier: was.lot.supplier === is.lot.supplier,
    origin: was.lot.origin.zh === is.lot.origin.zh && was.lot.origin.en === is.lot.origin.en,
    packed: was.lot.packedAtMs === is.lot.packedAtMs,
    'use-by': was.lot.useByMs === is.lot.useByMs,
  }
  return (Object.keys(same) as (keyof typeof same)[]).filter((field) => !same[field])
}

type Excursion = LotContent['excursions'][number]
type Leg = LotContent['legs'][number]

const sameProbe = (a: LotContent['calibrations'][number], b: LotContent['calibrations'][number]): boolean =>
  a.site === b.site && a.asset === b.asset && a.probe === b.probe

const excursionKey = ({ kind, site, asset, probe, fromMs }: Excursion): string =>
  JSON.stringify([kind, site, asset, probe, fromMs])
const excursionText = ({ severity, untilMs, peakCelsius }: Excursion): string =>
  JSON.stringify([severity, untilMs, peakCelsius])
const legKey = ({ site, asset, phase, fromMs }: Leg): string => JSON.stringify([site, asset, phase, fromMs])
/** A leg under way gathers figures all the time: only its having ended is a change. */
const legText = ({ ongoing, untilMs, minCelsius, maxCelsius }: Leg): string =>
  ongoing ? 'ongoing' : JSON.stringify([untilMs, minCelsius, maxCelsius])

/** What was there before only, after only, or reads otherwise; matched by key. */
function pairs<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
  textOf: (one: T) => string,
): [T | null, T | null][] {
  const was = new Map(before.map((one) => [keyOf(one), one]))
  const is = new Map(after.map((one) => [keyOf(one), one]))
  const gone = [...was].filter(([key]) => !is.has(key)).map(([, one]): [T, null] => [one, null])
  const others = [...is].flatMap(([key, now]): [T | null, T][] => {
    const then = was.get(key) ?? null
    return then !== null && textOf(then) === textOf(now) ? [] : [[then, now]]
  })
  return [...gone, ...others]
}
