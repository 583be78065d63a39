import {
  defaultDeltaHKjPerMol,
  isFrozen,
  type KineticWindow,
  meanKineticCelsius,
  windowHours,
  worstWindow,
} from './mean-kinetic-temperature.ts'
import { type Options, UsageError } from './options.ts'
import type { History } from './told-history.ts'

const hourMs = 3_600_000

/** Mean kinetic temperature with what it must never hide, as JSON. */
export function mktAnswer(options: Options, history: History | null) {
  if (history === null) throw new UsageError('--history: give a file, or --steps such as 18h@5,6h@14')
  const { segments, summary } = history
  if (!(summary.watchedMs > 0)) throw new Error('the history has no length: MKT weighs by time')
  if (isFrozen(summary.meanCelsius))
    throw new Error(`MKT says nothing about frozen goods: the mean is ${summary.meanCelsius.toFixed(1)} °C`)
  const deltaHKjPerMol = options.deltaHKjPerMol ?? defaultDeltaHKjPerMol
  const lengths = options.windowHours === undefined ? Object.values(windowHours) : [options.windowHours]
  const windows = lengths.map((hours) => {
    const worst = worstWindow(segments, hours * hourMs, deltaHKjPerMol)
    return { hours, worst: worst === null ? null : tell(worst) }
  })
  const excursion = options.limitCelsius === undefined ? null : excursionOf(history, options.limitCelsius)
  return {
    model: 'mkt' as const,
    parameters: { deltaHKjPerMol },
    mktCelsius: meanKineticCelsius(segments, deltaHKjPerMol),
    meanCelsius: summary.meanCelsius,
    minCelsius: summary.minCelsius,
    maxCelsius: summary.maxCelsius,
    windows,
    excursion,
    history: history.told,
    warnings: [
      ...history.warnings,
      ...(excursion === null || excursion.hours === 0
        ? []
        : [
            `${excursion.hours.toFixed(2)} h above ${excursion.limitCelsius} °C, up to ${summary.maxCelsius} °C: the MKT does not excuse them`,
          ]),
      'secondary to the shelf-life model: it ranks thermal stress and says nothing of one excursion',
    ],
  }
}

const tell = ({ mktCelsius, fromMs, untilMs }: KineticWindow) => ({
  mktCelsius,
  fromHours: fromMs / hourMs,
  untilHours: untilMs / hourMs,
})

function excursionOf({ segments }: History, limitCelsius: number) {
  const above = segments.filter(({ celsius }) => celsius !== null && celsius > limitCelsius)
  return { limitCelsius, hours: above.reduce((sum, { durationMs }) => sum + durationMs, 0) / hourMs }
}
