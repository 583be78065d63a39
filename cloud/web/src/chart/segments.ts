import type { Chart, ChartPoint } from '@larder/contracts/report'

export interface Measured {
  atMs: number
  min: number
  mean: number
  max: number
}
export interface Span {
  fromMs: number
  untilMs: number
}

/** A point that was measured; a bare mean stands for its own extremes. */
function measured(point: ChartPoint): Measured | null {
  const mean = point.mean ?? point.max ?? point.min
  if (mean === null) return null
  return { atMs: point.atMs, mean, min: point.min ?? mean, max: point.max ?? mean }
}

/** The runs of points between gaps, in time's order: a line is drawn within a run, never across two. */
export function runsOf(points: readonly ChartPoint[]): Measured[][] {
  const runs: Measured[][] = []
  let current: Measured[] = []
  for (const point of points) {
    const found = measured(point)
    if (found !== null) current.push(found)
    else if (current.length > 0) {
      runs.push(current)
      current = []
    }
  }
  if (current.length > 0) runs.push(current)
  return runs
}

/** The spans between neighbouring runs of one probe. */
export function gapsOf(points: readonly ChartPoint[]): Span[] {
  const runs = runsOf(points)
  return runs.slice(1).map((run, index) => ({
    fromMs: runs[index]?.at(-1)?.atMs ?? 0,
    untilMs: run[0]?.atMs ?? 0,
  }))
}

/** The spans in which no probe at all measured: what every series' gaps have in common. */
export function commonGaps(chart: Chart): Span[] {
  const temperature = chart.series.filter((series) => runsOf(series.points).length > 0)
  const [first, ...rest] = temperature.map((series) => gapsOf(series.points))
  return rest.reduce<Span[]>((common, gaps) => common.flatMap((span) => overlaps(span, gaps)), first ?? [])
}

const overlaps = (span: Span, others: readonly Span[]): Span[] =>
  others
    .map((other) => ({
      fromMs: Math.max(span.fromMs, other.fromMs),
      untilMs: Math.min(span.untilMs, other.untilMs),
    }))
    .filter((shared) => shared.fromMs < shared.untilMs)

/** The lowest and highest value of the chart, or null when nothing was measured. */
export function extent(chart: Chart): { min: number; max: number } | null {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const point of chart.series.flatMap((series) => series.points)) {
    const found = measured(point)
    if (found === null) continue
    min = Math.min(min, found.min)
    max = Math.max(max, found.max)
  }
  return min <= max ? { min, max } : null
}

/** At most `rows` measured points spread evenly, for the table that stands in for the drawing. */
export function sampled(points: readonly ChartPoint[], rows: number): Measured[] {
  const all = runsOf(points).flat()
  if (all.length <= rows) return all
  return Array.from({ length: rows }, (_, index) => all[Math.round((index * (all.length - 1)) / (rows - 1))]).filter(
    (point) => point !== undefined,
  )
}
