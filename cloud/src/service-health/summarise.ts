import type { HealthCut, HealthFigures, ServiceHealth } from '@larder/contracts/service-health'
import type { ServiceHealthTables } from './tables.ts'

export type FigureRow = Pick<
  ServiceHealthTables['conversationFigure'],
  | 'language'
  | 'channel'
  | 'day'
  | 'hour'
  | 'topic'
  | 'ended'
  | 'requests'
  | 'unanswered'
  | 'resolved'
  | 'handedOff'
  | 'repeated'
  | 'firstAnswerMs'
  | 'personWaitMs'
  | 'score'
>

/** The value that a share of the values does not exceed: the nearest rank, so it was really measured once. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

/** All figures of a time, and the same by each way to cut it. */
export function summarise(rows: readonly FigureRow[]): Pick<ServiceHealth, 'total' | 'by'> {
  const byCount = (a: HealthCut, b: HealthCut): number => b.conversations - a.conversations
  const byKey = (a: HealthCut, b: HealthCut): number => (a.key < b.key ? -1 : 1)
  return {
    total: figuresOf(rows),
    by: {
      hour: cutBy(rows, ({ hour }) => String(hour).padStart(2, '0')).sort(byKey),
      day: cutBy(rows, ({ day }) => day).sort(byKey),
      language: cutBy(rows, ({ language }) => language).sort(byCount),
      topic: cutBy(rows, ({ topic }) => topic ?? '').sort(byCount),
      channel: cutBy(rows, ({ channel }) => channel).sort(byCount),
    },
  }
}

const cutBy = (rows: readonly FigureRow[], keyOf: (row: FigureRow) => string): HealthCut[] =>
  [...Map.groupBy(rows, keyOf)].map(([key, part]) => ({ key, ...figuresOf(part) }))

export function figuresOf(rows: readonly FigureRow[]): HealthFigures {
  const figures = { ended: 0, resolved: 0, handedOff: 0, withSubject: 0, repeated: 0, requests: 0, unanswered: 0 }
  const firstAnswers: number[] = []
  const waits: number[] = []
  let [rated, satisfied, scores] = [0, 0, 0]
  for (const row of rows) {
    figures.ended += row.ended
    figures.resolved += row.resolved
    figures.handedOff += row.handedOff
    figures.requests += row.requests
    figures.unanswered += row.unanswered
    if (row.repeated !== null) {
      figures.withSubject += 1
      figures.repeated += row.repeated
    }
    if (row.firstAnswerMs !== null) firstAnswers.push(row.firstAnswerMs)
    if (row.personWaitMs !== null) waits.push(row.personWaitMs)
    if (row.score !== null) {
      rated += 1
      scores += row.score
      satisfied += Number(row.score >= 4)
    }
  }
  return {
    conversations: rows.length,
    ...figures,
    firstAnswer: spreadOf(firstAnswers),
    personWait: spreadOf(waits),
    rated,
    satisfied,
    meanScore: rated === 0 ? null : Math.round((scores / rated) * 100) / 100,
  }
}

const spreadOf = (values: readonly number[]): HealthFigures['firstAnswer'] => ({
  measured: values.length,
  p50Ms: percentile(values, 0.5),
  p95Ms: percentile(values, 0.95),
})
