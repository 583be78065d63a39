import type { Kinetic } from '@larder/contracts/life-view'
import type { Profile } from '@larder/contracts/profile'
import type { Segment } from '@larder/edge/shelf-life/history'
import { meanKineticCelsius, windowHours, worstWindow } from '@larder/edge/shelf-life/mean-kinetic-temperature'
import type { LegRecord } from './leg-record.ts'
import { type ProbeRecord, weightMs } from './probe-record.ts'

const hourMs = 3_600_000

/** Goods whose limit lies in the upper half of 2–8 °C; fish on ice is kept colder, and frozen goods have no MKT. */
const limitsCelsius = { above: 4, upTo: 8 }

/** The mean kinetic temperature over all legs, of the warmest deciding probe of each; null where it does not belong. */
export function kineticOf(records: readonly LegRecord[], { high, targetCelsius }: Profile): Kinetic | null {
  const limit = high?.limitCelsius
  const chilled = limit !== undefined && limit > limitsCelsius.above && limit <= limitsCelsius.upTo
  if (!chilled || (targetCelsius[0] ?? -1) < 0) return null
  const pieces = records.flatMap(({ deciding }) => warmest(deciding)).sort((a, b) => a.fromMs - b.fromMs)
  const [first] = pieces
  if (first === undefined) return null
  const segments = withGaps(pieces)
  const worst = worstWindow(segments, windowHours.chilled * hourMs)
  return {
    mktCelsius: meanKineticCelsius(segments),
    worstDay:
      worst === null ? null : { ...worst, fromMs: first.fromMs + worst.fromMs, untilMs: first.fromMs + worst.untilMs },
    maxCelsius: Math.max(...pieces.map(({ maxCelsius }) => maxCelsius)),
    limitCelsius: limit,
    aboveLimitMs: pieces.reduce((sum, piece) => sum + (piece.maxCelsius > limit ? piece.durationMs : 0), 0),
  }
}

interface Piece {
  fromMs: number
  durationMs: number
  celsius: number
  maxCelsius: number
}

function warmest(deciding: readonly ProbeRecord[]): Piece[] {
  const all = deciding.map((probe) => piecesOf(probe))
  const mkt = (pieces: readonly Piece[]): number => meanKineticCelsius(pieces)
  return all.reduce<Piece[]>((best, one) => (best.length === 0 || mkt(one) > mkt(best) ? one : best), [])
}

const piecesOf = ({ stretches, history }: ProbeRecord): Piece[] =>
  stretches.map(({ firstMs, meanCelsius, maxCelsius }, index) => ({
    fromMs: firstMs,
    durationMs: weightMs(stretches, index, history.intervalSeconds),
    celsius: meanCelsius,
    maxCelsius,
  }))

/** Legs side by side count one after the other only where they do not overlap: the later one is cut. */
function withGaps(pieces: readonly Piece[]): Segment[] {
  const segments: Segment[] = []
  let untilMs = pieces[0]?.fromMs ?? 0
  for (const { fromMs, durationMs, celsius } of pieces) {
    if (fromMs > untilMs) segments.push({ durationMs: fromMs - untilMs, celsius: null })
    const endMs = Math.max(untilMs, fromMs + durationMs)
    segments.push({ durationMs: endMs - Math.max(untilMs, fromMs), celsius })
    untilMs = endMs
  }
  return segments
}
