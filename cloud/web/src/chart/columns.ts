import type { Chart } from '@larder/contracts/report'

export interface Columns {
  /** Every instant any probe was asked about, in seconds as uPlot counts. */
  seconds: number[]
  /** Three columns for each series: max, mean, min. null is a gap; undefined means this probe has no point here. */
  values: (number | null | undefined)[][]
}

/** Puts series with their own instants on one common time axis, keeping gaps apart from mere misalignment. */
export function columnsOf(series: Chart['series']): Columns {
  const instants = [...new Set(series.flatMap((one) => one.points.map((point) => point.atMs)))].sort((a, b) => a - b)
  const row = new Map(instants.map((atMs, index) => [atMs, index]))
  const values = series.flatMap((one) => {
    const columns = [0, 1, 2].map(() => new Array<number | null | undefined>(instants.length).fill(undefined))
    for (const point of one.points) {
      const index = row.get(point.atMs) ?? 0
      const triple = [point.max ?? point.mean, point.mean, point.min ?? point.mean]
      triple.forEach((value, which) => {
        const column = columns[which]
        if (column !== undefined) column[index] = value
      })
    }
    return columns
  })
  return { seconds: instants.map((atMs) => atMs / 1000), values }
}
