import type { boundsIn } from '@larder/contracts/profile'
import type { Stretch } from '@larder/edge/telemetry/store'
import { type Span, union } from './spans.ts'

export type Sides = ReturnType<typeof boundsIn>

/** What makes a stretch's summary insufficient. */
export interface Doubt {
  limits: readonly Sides[]
  offsetCelsius: number
  intervalSeconds: number
  windowMs: number
}

/** Spans closer than this many windows are read in one go. */
const joinedWindows = 4
/** More queries than this cost more than the readings between them. */
const mostSpans = 12
/** A spread no air has within a quarter of an hour: an error code or a jump is in it. */
const wildCelsius = 25

/** Where single readings must be read: a limit lies inside the spread, readings are missing, or a value is wild. */
export function doubtfulSpans(stretches: readonly Stretch[], doubt: Doubt): Span[] {
  const doubtful = stretches.filter((stretch) => isDoubtful(stretch, doubt))
  const spans = union(
    doubtful.map(({ firstMs, lastMs }) => ({ fromMs: firstMs, untilMs: lastMs + 1 })),
    joinedWindows * doubt.windowMs,
  )
  return fewer(spans)
}

function isDoubtful(stretch: Stretch, { limits, offsetCelsius, intervalSeconds }: Doubt): boolean {
  const { minCelsius, maxCelsius, count, firstMs, lastMs } = stretch
  if (minCelsius === -127 || maxCelsius === 85 || maxCelsius - minCelsius >= wildCelsius) return true
  const expected = (lastMs - firstMs) / (intervalSeconds * 1000) + 1
  if (count < 0.9 * expected) return true
  const [coldest, warmest] = [minCelsius - offsetCelsius, maxCelsius - offsetCelsius]
  return limits.some(({ high, low }) => {
    const crossesHigh = high !== undefined && coldest < high.limitCelsius && warmest >= high.limitCelsius
    const crossesLow = low !== undefined && coldest <= low.limitCelsius && warmest > low.limitCelsius
    return crossesHigh || crossesLow
  })
}

/** Closes the smallest holes until few spans are left. */
function fewer(spans: Span[]): Span[] {
  if (spans.length <= mostSpans) return spans
  const holes = spans.slice(1).map((span, index) => span.fromMs - (spans[index]?.untilMs ?? 0))
  const closing = holes.toSorted((a, b) => a - b)[spans.length - mostSpans - 1] ?? 0
  return union(spans, closing)
}
