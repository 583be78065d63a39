import type { HealthCut, HealthFigures, ServiceHealth } from '@larder/contracts/service-health'

/** Sums over conversations whose first answer took equally long. */
export interface Cell {
  conversations: number
  ended: number
  resolved: number
  handedOff: number
  withSubject: number
  repeated: number
  requests: number
  unanswered: number
  rated: number
  satisfied: number
  scores: number
  firstAnswerMs: number | null
}

interface Place {
  hour: number
  language: string
  channel: string
}

export interface Counted {
  places: readonly (Cell & Place)[]
  topics: readonly (Cell & { topic: string | null })[]
  days: readonly (Cell & { day: string })[]
  /** One of each conversation that a person came to. */
  waits: readonly (Place & { topic: string | null; day: string; personWaitMs: number })[]
}

const hourKey = ({ hour }: { hour: number }): string => String(hour).padStart(2, '0')
const topicKey = ({ topic }: { topic: string | null }): string => topic ?? ''

/** All figures of a time, and the same by each way to cut it. */
export function summarise({ places, topics, days, waits }: Counted): Pick<ServiceHealth, 'total' | 'by'> {
  const byCount = (a: HealthCut, b: HealthCut): number => b.conversations - a.conversations
  const byKey = (a: HealthCut, b: HealthCut): number => (a.key < b.key ? -1 : 1)
  return {
    total: figuresOf(
      places,
      waits.map(({ personWaitMs }) => personWaitMs),
    ),
    by: {
      hour: cutBy(places, waits, hourKey).sort(byKey),
      day: cutBy(days, waits, ({ day }) => day).sort(byKey),
      language: cutBy(places, waits, ({ language }) => language).sort(byCount),
      topic: cutBy(topics, waits, topicKey).sort(byCount),
      channel: cutBy(places, waits, ({ channel }) => channel).sort(byCount),
    },
  }
}

function cutBy<Keyed>(
  cells: readonly (Cell & Keyed)[],
  waits: readonly (Keyed & { personWaitMs: number })[],
  keyOf: (one: Keyed) => string,
): HealthCut[] {
  const waitsOf = Map.groupBy(waits, keyOf)
  return [...Map.groupBy(cells, keyOf)].map(([key, part]) => ({
    key,
    ...figuresOf(
      part,
      (waitsOf.get(key) ?? []).map(({ personWaitMs }) => personWaitMs),
    ),
  }))
}

function figuresOf(cells: readonly Cell[], waits: readonly number[]): HealthFigures {
  const sum = (name: Exclude<keyof Cell, 'firstAnswerMs'>): number => cells.reduce((all, cell) => all + cell[name], 0)
  const rated = sum('rated')
  return {
    conversations: sum('conversations'),
    ended: sum('ended'),
    resolved: sum('resolved'),
    handedOff: sum('handedOff'),
    withSubject: sum('withSubject'),
    repeated: sum('repeated'),
    requests: sum('requests'),
    unanswered: sum('unanswered'),
    firstAnswer: spreadOf(
      cells.flatMap(({ firstAnswerMs, conversations }) =>
        firstAnswerMs === null ? [] : [{ value: firstAnswerMs, times: conversations }],
      ),
    ),
    personWait: spreadOf(waits.map((value) => ({ value, times: 1 }))),
    rated,
    satisfied: sum('satisfied'),
    meanScore: rated === 0 ? null : Math.round((sum('scores') / rated) * 100) / 100,
  }
}

interface Measured {
  value: number
  times: number
}

function spreadOf(values: readonly Measured[]): HealthFigures['firstAnswer'] {
  const measured = values.reduce((sum, { times }) => sum + times, 0)
  return { measured, p50Ms: percentile(values, 0.5), p95Ms: percentile(values, 0.95) }
}

/** The value that a share of all does not exceed: the nearest rank, so it was really measured once. */
export function percentile(values: readonly Measured[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a.value - b.value)
  let left = Math.max(1, Math.ceil(share * sorted.reduce((sum, { times }) => sum + times, 0)))
  for (const { value, times } of sorted) {
    left -= times
    if (left <= 0) return value
  }
  return null
}
