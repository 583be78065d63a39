/** One measured figure. `target` is what it must reach; a row without one is told for information. */
export interface BenchRow {
  name: string
  value: number
  unit: string
  target?: { least: number } | { most: number }
  note?: string
}

/** A benchmark: runs its load in bounded time on loopback only, and reports figures as they come. */
export type Bench = (report: (row: BenchRow) => void) => Promise<void>
