import type { Interval } from '@larder/contracts/report'
import type { RateModel, SpoilageParameters } from '@larder/contracts/shelf-life'
import { isFrozen, meanKineticCelsius } from './mean-kinetic-temperature.ts'
import { type Options, UsageError } from './options.ts'
import { activationOfQ10, q10OfActivation } from './q10.ts'
import { rateAt, relativeRate } from './rate.ts'
import { mustSpoilAt, referenceFrom, spoilageFrom } from './rate-options.ts'
import { spentAfterMs, spentDays } from './spent.ts'
import type { History } from './told-history.ts'

const hourMs = 3_600_000

/** Life spent and left by a model of spoilage, as JSON. */
export function spoilageAnswer(options: Options, model: RateModel['model'] | undefined, history: History | null) {
  const parameters = spoilageFrom(options, model)
  if (parameters === undefined) throw new UsageError('--model: name a model, or a product with --product')
  const { rate } = parameters
  const atCelsius = referenceFrom(options, defaultReference(rate, options, history))
  const remainingAtCelsius = options.remainingAtCelsius ?? atCelsius
  mustSpoilAt(rate, atCelsius, '--at-celsius')
  const used = spentDays(history?.segments ?? [], parameters, {
    referenceCelsius: atCelsius,
    uncertaintyCelsius: options.uncertaintyCelsius ?? 0,
    ...(options.limitCelsius === undefined ? {} : { gapCelsius: options.limitCelsius }),
  })
  const lifeDays = options.shelfLifeDays ?? null
  const left = lifeDays === null ? null : leftDays(parameters, lifeDays, used, atCelsius, remainingAtCelsius)
  const spentMs =
    lifeDays === null || history === null ? null : spentAfterMs(history.segments, parameters, atCelsius, lifeDays)
  const icePerDay = relativeRate(rate, atCelsius)
  return {
    ...(options.product === undefined ? {} : { product: options.product }),
    model: model ?? rate.model,
    parameters: rate,
    ...(parameters.between === undefined ? {} : { between: parameters.between }),
    ...(options.product === undefined ? {} : { source: parameters.source, verify: parameters.verify }),
    ...equivalentOf(rate, atCelsius),
    atCelsius,
    shelfLifeDays: lifeDays,
    usedDays: used.likely,
    usedIceDays: Number.isFinite(icePerDay) ? used.likely * icePerDay : null,
    usedPercent: lifeDays === null ? null : (100 * used.likely) / lifeDays,
    remainingAtCelsius,
    remainingDays: left?.likely ?? null,
    spentAfterHours: spentMs === null ? null : spentMs / hourMs,
    bounds: {
      usedDays: { low: used.low, high: used.high },
      remainingDays: left === null ? null : { low: left.low, high: left.high },
    },
    rates: ratesOf(options, rate, atCelsius, remainingAtCelsius, history),
    ...kineticOf(history),
    history: history?.told ?? null,
    warnings: [
      ...(history?.warnings ?? []),
      ...doubtsOf(parameters, history, options),
      ...(left?.likely === Number.POSITIVE_INFINITY
        ? [`nothing spoils at ${remainingAtCelsius} °C by this model`]
        : []),
    ],
  }
}

/** 0 °C, or what was asked about where the model stands still there. */
function defaultReference(rate: RateModel, { ratesAt = [] }: Options, history: History | null): number {
  if (rateAt(rate, 0) > 0) return 0
  const asked = [...ratesAt, history?.summary.maxCelsius ?? Number.NaN]
  return asked.find((celsius) => rateAt(rate, celsius) > 0) ?? 0
}

/** Stated for another temperature, the ends of a published range differ also in what the whole life is worth there. */
function leftDays(
  { rate, between = [] as never }: SpoilageParameters,
  lifeDays: number,
  used: Interval,
  atCelsius: number,
  remainingAtCelsius: number,
): Interval {
  const worth = [rate, ...between].map((one) => relativeRate(one, atCelsius, remainingAtCelsius))
  const [low, high] = [Math.max(0, lifeDays - used.high), Math.max(0, lifeDays - used.low)]
  return {
    low: low * Math.min(...worth),
    likely: Math.max(0, lifeDays - used.likely) * (worth[0] as number),
    high: high * Math.max(...worth),
  }
}

function equivalentOf(rate: RateModel, atCelsius: number) {
  if (rate.model === 'arrhenius')
    return { q10AtReference: q10OfActivation(rate.activationKjPerMol, atCelsius, atCelsius + 10) }
  if (rate.model === 'q10')
    return { activationKjPerMolAtReference: activationOfQ10(rate.q10, atCelsius, atCelsius + 10) }
  return {}
}

function ratesOf(
  { ratesAt, shelfLifeDays }: Options,
  rate: RateModel,
  atCelsius: number,
  remainingAtCelsius: number,
  history: History | null,
) {
  const seen = history === null ? [] : [history.summary.minCelsius, history.summary.maxCelsius]
  const asked = ratesAt ?? [...new Set([atCelsius, remainingAtCelsius, ...seen.filter(Number.isFinite)])]
  return asked.map((celsius) => {
    const relative = relativeRate(rate, celsius, atCelsius)
    const lifeDays = shelfLifeDays === undefined || relative === 0 ? null : shelfLifeDays / relative
    return { celsius, relative, lifeDays }
  })
}

function kineticOf(history: History | null) {
  if (history === null || !(history.summary.watchedMs > 0) || isFrozen(history.summary.meanCelsius)) return {}
  return { mktCelsius: meanKineticCelsius(history.segments) }
}

function doubtsOf(
  { validCelsius: [coldest, warmest], verify }: SpoilageParameters,
  history: History | null,
  options: Options,
) {
  const outsideMs = (history?.segments ?? []).reduce(
    (sum, { durationMs, celsius }) =>
      celsius !== null && (celsius < coldest || celsius > warmest) ? sum + durationMs : sum,
    0,
  )
  const { remainingAtCelsius } = options
  const asked = remainingAtCelsius !== undefined && (remainingAtCelsius < coldest || remainingAtCelsius > warmest)
  return [
    ...(outsideMs > 0
      ? [`${(outsideMs / hourMs).toFixed(1)} h lie outside ${coldest} to ${warmest} °C, where the model extrapolates`]
      : []),
    ...(asked
      ? [`${remainingAtCelsius} °C lies outside ${coldest} to ${warmest} °C, where the model extrapolates`]
      : []),
    ...(verify ? ['nobody has checked these parameters against their source'] : []),
  ]
}
