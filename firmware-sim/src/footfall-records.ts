import { type FootfallMessage, fewestTold, quarterMs } from '@larder/contracts/footfall'
import type { FootfallSeed } from '@larder/contracts/footfall-seed'
import { randomAt, seedOf } from './random.ts'
import { siteName } from './world.ts'

const days = 56
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const shanghaiOffsetMs = 8 * hourMs
const [opens, closes] = [7, 22]
/** Cameras whose names begin so are the simulated shop's: the console says it of their figures. */
const camera = 'simulated-door'
const rainyShare = 0.28
const meanVisitorsPerDay = 620
/** Of those who come in, who buys, and who asks the kiosk; rain keeps at home those who only look. */
const [buyingShare, buyingMoreWhenWet, askingShare] = [0.41, 0.05, 0.055]
const meanVisitMs = 18 * 60_000
/** Weekday factors, Sunday first. */
const weekdays = [1.28, 0.86, 0.88, 0.9, 0.94, 1.08, 1.32]
/** How a day's visitors spread: before work, at noon, after work. Hour and width in hours, and weight. */
const peaks = [
  { hour: 9, width: 1.4, weight: 0.9 },
  { hour: 12.2, width: 1.1, weight: 0.7 },
  { hour: 18.2, width: 1.7, weight: 1.6 },
]

/** Eight weeks of the simulated shop's door and of its trade by the day, as its store would have told them: seeded, and never shown as measured. */
export function worldFootfall(nowMs: number, seed = 1): FootfallSeed {
  const stream = seedOf(seed, 'footfall')
  const today = Math.floor((nowMs + shanghaiOffsetMs) / dayMs)
  const held = new Map<string, number>()
  const quarters: FootfallMessage[] = []
  const weather: FootfallSeed['weather'] = []
  const trade: FootfallSeed['trade'] = []
  for (let day = today - days; day <= today; day++) {
    held.clear()
    const midnightMs = day * dayMs - shanghaiOffsetMs
    const wet = randomAt(stream, day * 3) < rainyShare
    const rainMm = wet ? Math.round((1 + randomAt(stream, day * 3 + 1) * 18) * 10) / 10 : 0
    // The last days' weather is left to whoever measures it.
    if (day < today - 2) weather.push({ atMs: midnightMs + 12 * hourMs, outsideCelsius: warmth(day, wet), rainMm })
    const factor =
      (weekdays[(day + 4) % 7] as number) * (wet ? 0.82 : 1) * (0.93 + randomAt(stream, day * 3 + 2) * 0.14)
    const before = quarters.length
    for (let fromMs = midnightMs + opens * hourMs; fromMs < midnightMs + closes * hourMs; fromMs += quarterMs) {
      if (fromMs + quarterMs > nowMs) break
      quarters.push(quarterAt(fromMs, midnightMs, factor, stream, held))
    }
    const entered = quarters.slice(before).reduce((sum, { lines }) => sum + (lines[0]?.in ?? 0), 0)
    const of = (share: number, name: string) =>
      Math.round(entered * share * (0.92 + randomAt(seedOf(stream, name), day) * 0.16))
    trade.push({
      day: new Date(day * dayMs).toISOString().slice(0, 10),
      orders: of(buyingShare + (wet ? buyingMoreWhenWet : 0), 'orders'),
      kioskConversations: of(askingShare, 'kiosk'),
    })
  }
  return { site: siteName, quarters, trade, weather }
}

function quarterAt(
  fromMs: number,
  midnightMs: number,
  factor: number,
  stream: number,
  held: Map<string, number>,
): FootfallMessage {
  const index = Math.floor(fromMs / quarterMs)
  const draw = (name: string, mean: number) =>
    poisson(mean, (turn) => randomAt(seedOf(stream, name), index * 97 + turn))
  const told = (name: string, mean: number): number | null => {
    const count = (held.get(name) ?? 0) + draw(name, mean)
    const small = count > 0 && count < fewestTold
    held.set(name, small ? count : 0)
    return small ? null : count
  }
  const hour = (atMs: number) => (atMs - midnightMs) / hourMs
  const entering = factor * shareAt(hour(fromMs)) * meanVisitorsPerDay
  const leaving = factor * shareAt(hour(fromMs - meanVisitMs)) * meanVisitorsPerDay
  const zone = (name: string, share: number, dwell: number) => {
    const stays = told(name, entering * share)
    const crowd = entering / 14
    const dwellSeconds = Math.round(dwell * (0.85 + crowd * 0.2) * 10) / 10
    const queueMean = Math.round(((entering * share * dwell) / (quarterMs / 1000)) * 10) / 10
    const figures = { dwellSeconds, queueMean, queueMost: Math.ceil(queueMean * 2 + 1) }
    return {
      camera,
      zone: name,
      stays,
      ...(stays ? figures : { dwellSeconds: null, queueMean: null, queueMost: null }),
    }
  }
  return {
    fromMs,
    untilMs: fromMs + quarterMs,
    lines: [
      {
        ...{ camera, line: 'entrance', entrance: true },
        ...{ in: told('in', entering), out: told('out', leaving), reEntries: told('again', entering * 0.03) },
      },
    ],
    zones: [zone('fish counter', 0.34, 52), zone('till', 0.62, 95)],
    cameras: [{ camera, countedShare: 1 }],
  }
}

const curveAt = (hour: number): number =>
  peaks.reduce(
    (sum, { hour: peak, weight, width }) => sum + weight * Math.exp(-(((hour - peak) / width) ** 2) / 2),
    0.18,
  )

const total = Array.from({ length: (closes - opens) * 4 }, (_, index) => curveAt(opens + index / 4)).reduce(
  (a, b) => a + b,
)

/** Which share of a day's visitors comes in the quarter that begins at this hour. */
const shareAt = (hour: number): number => (hour < opens || hour >= closes ? 0 : curveAt(hour) / total)

const warmth = (day: number, wet: boolean): number =>
  Math.round((17 - 11 * Math.cos(((day % 365) - 20) / 58.1) - (wet ? 2 : 0)) * 10) / 10

/** Knuth's method: fine for means of a quarter of an hour. */
function poisson(mean: number, uniform: (turn: number) => number): number {
  const least = Math.exp(-mean)
  let product = uniform(0)
  let count = 0
  while (product > least) product *= uniform(++count)
  return count
}
