import { celsiusOf, kelvinOf } from './arrhenius.ts'
import type { Segment } from './history.ts'

/** USP <1079.2>: ΔH = 83.144 kJ/mol with R rounded as there, so that ΔH/R is 10 000 K. */
export const defaultDeltaHKjPerMol = 83.144
const gasConstant = 8.3144

/** Windows of USP <1079.2>: goods of 2–8 °C, and goods at room temperature. */
export const windowHours = { chilled: 24, room: 720 }

/** Water in food freezes just below 0 °C; below this the mean is that of frozen goods, for which MKT says nothing. */
const frozenCelsius = -2
export const isFrozen = (meanCelsius: number): boolean => meanCelsius < frozenCelsius

/**
 * Mean kinetic temperature, T_K = (ΔH/R) / −ln(Σ tᵢ·e^(−ΔH/RTᵢ) / Σ tᵢ), weighted by time. Where nobody watched does
 * not count. NaN for an empty history. Never for frozen goods, and never to average an excursion away.
 */
export function meanKineticCelsius(history: readonly Segment[], deltaHKjPerMol = defaultDeltaHKjPerMol): number {
  const kinetic = kineticOf(deltaHKjPerMol)
  let sum = 0
  let totalMs = 0
  for (const { durationMs, celsius } of history) {
    if (celsius === null) continue
    sum += durationMs * kinetic.factor(celsius)
    totalMs += durationMs
  }
  return kinetic.celsius(sum / totalMs)
}

export interface KineticWindow {
  mktCelsius: number
  /** From the start of the history. */
  fromMs: number
  untilMs: number
}

/** The window with the highest MKT; null where the history is shorter than one. */
export function worstWindow(
  history: readonly Segment[],
  windowMs: number,
  deltaHKjPerMol = defaultDeltaHKjPerMol,
): KineticWindow | null {
  const kinetic = kineticOf(deltaHKjPerMol)
  const edges = cumulate(history, kinetic.factor)
  const lengthMs = edges.at(-1)?.atMs ?? 0
  if (lengthMs < windowMs) return null
  // Between edges the mean runs straight, so the worst window begins or ends on one.
  const ends = edges.flatMap(({ atMs }) => [atMs, atMs + windowMs]).filter((at) => at >= windowMs && at <= lengthMs)
  ends.sort((a, b) => a - b)
  const from = reader(edges)
  const until = reader(edges)
  let worst: { mean: number; untilMs: number } | null = null
  for (const untilMs of ends) {
    const [begin, end] = [from(untilMs - windowMs), until(untilMs)]
    const mean = (end.sum - begin.sum) / (end.watchedMs - begin.watchedMs)
    if (worst === null ? mean > 0 : mean > worst.mean) worst = { mean, untilMs }
  }
  if (worst === null) return null
  return { mktCelsius: kinetic.celsius(worst.mean), fromMs: worst.untilMs - windowMs, untilMs: worst.untilMs }
}

/** Relative to 0 °C: e^(−ΔH/RT) itself is too small to add up well. */
function kineticOf(deltaHKjPerMol: number) {
  const kelvins = (1000 * deltaHKjPerMol) / gasConstant
  return {
    factor: (celsius: number): number => Math.exp(kelvins * (1 / kelvinOf(0) - 1 / kelvinOf(celsius))),
    celsius: (mean: number): number => celsiusOf(1 / (1 / kelvinOf(0) - Math.log(mean) / kelvins)),
  }
}

interface Edge {
  atMs: number
  sum: number
  watchedMs: number
}

function cumulate(history: readonly Segment[], factor: (celsius: number) => number): Edge[] {
  const edges: Edge[] = [{ atMs: 0, sum: 0, watchedMs: 0 }]
  let { atMs, sum, watchedMs } = edges[0] as Edge
  for (const { durationMs, celsius } of history) {
    atMs += durationMs
    if (celsius !== null) {
      sum += durationMs * factor(celsius)
      watchedMs += durationMs
    }
    edges.push({ atMs, sum, watchedMs })
  }
  return edges
}

/** Reads the sums at stamps that only rise. */
function reader(edges: readonly Edge[]): (atMs: number) => Edge {
  let index = 0
  return (atMs) => {
    while (index < edges.length - 2 && (edges[index + 1] as Edge).atMs < atMs) index++
    const [before, after] = [edges[index] as Edge, edges[index + 1] as Edge]
    const lengthMs = after.atMs - before.atMs
    const share = lengthMs <= 0 ? 1 : (atMs - before.atMs) / lengthMs
    return {
      atMs,
      sum: before.sum + share * (after.sum - before.sum),
      watchedMs: before.watchedMs + share * (after.watchedMs - before.watchedMs),
    }
  }
}
