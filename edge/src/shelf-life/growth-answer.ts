import type { RateModel } from '@larder/contracts/shelf-life'
import { type Count, type FittedGrowth, fewestCounts, fitGrowth } from './fit-growth.ts'
import { accruedOver, accruedUntil, type Growth, logCountAfter } from './growth.ts'
import { type Options, UsageError } from './options.ts'
import { relativeRate } from './rate.ts'
import { mustSpoilAt, referenceFrom, refuse, spoilageFrom } from './rate-options.ts'
import { ratkowskyRate } from './ratkowsky.ts'
import type { History } from './told-history.ts'

const hourMs = 3_600_000

/** Growth over a history: the count after it, and the time to a count, as JSON. */
export function growthAnswer(
  options: Options,
  curve: Growth['curve'],
  history: History | null,
  counts: readonly Count[] | null,
) {
  const fitted = counts === null ? null : fit(curve, counts)
  const atCelsius = referenceFrom(options, history?.summary.meanCelsius ?? 0)
  const { ratePerHour, temperature } = rateFrom(options, fitted, atCelsius)
  const muMaxPerHour = ratePerHour(atCelsius)
  const growth = growthFrom(options, curve, fitted, muMaxPerHour)
  const accrued = accruedOver(history?.segments ?? [], ratePerHour)
  const logCount = logCountAfter(growth, accrued)
  const remainingAtCelsius = options.remainingAtCelsius ?? atCelsius
  const target = options.targetLogCount
  const remainingHours =
    target === undefined ? null : Math.max(0, accruedUntil(growth, target) - accrued) / ratePerHour(remainingAtCelsius)
  return {
    model: curve,
    parameters: {
      initialLogCount: growth.initialLog10,
      maxLogCount: finite(growth.maximumLog10),
      atCelsius,
      muMaxPerHour,
      lagHours: muMaxPerHour > 0 ? growth.workToBeDone / muMaxPerHour : null,
      h0: growth.workToBeDone,
      temperature,
    },
    fit: fitted === null ? null : { rmse: fitted.rmse, rSquared: fitted.rSquared, counts: counts?.length },
    logCount,
    log10Increase: logCount - growth.initialLog10,
    generations: (logCount - growth.initialLog10) / Math.log10(2),
    accruedGrowth: accrued,
    targetLogCount: target ?? null,
    reachedAfterHours:
      target === undefined || history === null ? null : reachedAfter(growth, target, history, ratePerHour),
    remainingAtCelsius,
    remainingHours: remainingHours === null ? null : finite(remainingHours),
    remainingDays: remainingHours === null ? null : finite(remainingHours / 24),
    history: history?.told ?? null,
    warnings: [
      ...(history?.warnings ?? []),
      ...(temperature === 'constant'
        ? ['no temperature model is given: the rate is taken to be the same throughout']
        : []),
      ...(fitted !== null && fitted.rSquared < 0.9 ? ['the curve fits the counts poorly'] : []),
    ],
  }
}

/** Growth without lag or end by √μ = b·(T − T_min): what `--model ratkowsky --b` adds to the life spent. */
export function accruedByRatkowsky(options: Options, history: History | null) {
  if (options.b === undefined) return {}
  const { ratePerHour } = rateFrom(options, null, 0)
  const accrued = accruedOver(history?.segments ?? [], ratePerHour)
  const temperatures = options.ratesAt ?? [referenceFrom(options, 0)]
  return {
    growth: {
      b: options.b,
      muPerHour: temperatures.map((celsius) => ({ celsius, muPerHour: ratePerHour(celsius) })),
      accruedGrowth: accrued,
      log10Increase: accrued / Math.LN10,
      generations: accrued / Math.LN2,
    },
  }
}

function fit(curve: Growth['curve'], counts: readonly Count[]): FittedGrowth {
  if (counts.length < fewestCounts)
    throw new Error(`${counts.length} counts are too few to fit: at least ${fewestCounts}`)
  return fitGrowth(curve, counts)
}

type Rate = (celsius: number) => number

function rateFrom(
  options: Options,
  fitted: FittedGrowth | null,
  atCelsius: number,
): { ratePerHour: Rate; temperature: RateModel | 'constant' } {
  const natural = options.logBase === '10' ? Math.LN10 : 1
  const { b, minCelsius } = options
  if (b !== undefined) {
    refuse(options, ['muMaxPerHour', 'product'], '--b gives the rate already')
    if (minCelsius === undefined) throw new UsageError('--min-celsius: needed beside --b')
    const temperature = (spoilageFrom(options, 'ratkowsky') as { rate: RateModel }).rate
    const extended = temperature.model === 'ratkowsky' ? temperature : undefined
    return { ratePerHour: (celsius) => natural * b ** 2 * ratkowskyRate(celsius, minCelsius, extended), temperature }
  }
  if (fitted !== null) refuse(options, ['muMaxPerHour'], 'it is fitted')
  const muMax =
    fitted?.muMaxPerHour ?? (options.muMaxPerHour === undefined ? undefined : natural * options.muMaxPerHour)
  if (muMax === undefined)
    throw new UsageError('--mu-max-per-hour: give it, or --b with --min-celsius, or counts by --fit')
  const temperature = spoilageFrom(options, undefined)?.rate
  if (temperature === undefined) return { ratePerHour: () => muMax, temperature: 'constant' }
  if ((options.atCelsius ?? options.referenceCelsius) === undefined)
    throw new UsageError('--at-celsius: say at what temperature that growth rate holds')
  mustSpoilAt(temperature, atCelsius, '--at-celsius')
  return { ratePerHour: (celsius) => muMax * relativeRate(temperature, celsius, atCelsius), temperature }
}

function growthFrom(
  options: Options,
  curve: Growth['curve'],
  fitted: FittedGrowth | null,
  muMaxPerHour: number,
): Growth {
  const initialLog10 = options.initialLogCount ?? fitted?.initialLog10
  if (initialLog10 === undefined) throw new UsageError('--initial-log-count: give it, or counts by --fit')
  const maximumLog10 = options.maxLogCount ?? fitted?.maximumLog10 ?? Number.POSITIVE_INFINITY
  if (maximumLog10 === Number.POSITIVE_INFINITY && curve === 'gompertz')
    throw new UsageError('--max-log-count: a Gompertz curve needs its end')
  if (maximumLog10 <= initialLog10) throw new UsageError('--max-log-count: must be above --initial-log-count')
  if (options.h0 !== undefined) refuse(options, ['lagHours'], '--h0 says it already')
  const lagHours = options.lagHours ?? fitted?.lagHours ?? 0
  return { curve, initialLog10, maximumLog10, workToBeDone: options.h0 ?? muMaxPerHour * lagHours }
}

function reachedAfter(growth: Growth, targetLog10: number, { segments }: History, ratePerHour: Rate): number | null {
  let left = accruedUntil(growth, targetLog10)
  let hours = 0
  for (const { durationMs, celsius } of segments) {
    const rate = celsius === null ? 0 : ratePerHour(celsius)
    const length = durationMs / hourMs
    if (rate * length >= left) return hours + (left === 0 ? 0 : left / rate)
    left -= rate * length
    hours += length
  }
  return null
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
