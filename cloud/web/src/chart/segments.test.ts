import type { Chart, ChartPoint } from '@larder/contracts/report'
import { describe, expect, it } from 'vitest'
import { columnsOf } from './columns.ts'
import { commonGaps, extent, gapsOf, runsOf, sampled } from './segments.ts'

const at = (atMs: number, celsius: number | null): ChartPoint =>
  celsius === null
    ? { atMs, min: null, mean: null, max: null }
    : { atMs, min: celsius - 0.5, mean: celsius, max: celsius + 0.5 }

const series = (probe: string, points: ChartPoint[]): Chart['series'][number] => ({
  site: 'shop',
  asset: 'fridge',
  probe,
  role: 'air',
  points,
})
const chartOf = (...all: Chart['series']): Chart => ({
  fromMs: 0,
  untilMs: 100,
  highCelsius: 4,
  lowCelsius: null,
  series: all,
  doors: [],
  defrosts: [],
})

describe('a line with gaps', () => {
  const points = [at(0, 1), at(10, 2), at(20, null), at(30, null), at(40, 3), at(50, 4)]

  it('is drawn as one run on each side of a gap', () => {
    expect(runsOf(points).map((run) => run.map((point) => point.atMs))).toEqual([
      [0, 10],
      [40, 50],
    ])
  })

  it('has its gap from the last measurement before to the first after', () => {
    expect(gapsOf(points)).toEqual([{ fromMs: 10, untilMs: 40 }])
  })

  it('keeps a lone measurement between two gaps', () => {
    expect(runsOf([at(0, null), at(1, 5), at(2, null)])).toHaveLength(1)
  })

  it('is nothing at all where nothing was measured', () => {
    expect(runsOf([at(0, null)])).toEqual([])
    expect(gapsOf([])).toEqual([])
    expect(extent(chartOf(series('air', [at(0, null)])))).toBeNull()
  })
})

describe('a chart of several probes', () => {
  it('shows a gap only where no probe measured', () => {
    const one = series('air', [at(0, 1), at(10, null), at(60, 1)])
    const other = series('food', [at(0, 1), at(30, 1), at(40, null), at(80, 1)])
    expect(commonGaps(chartOf(one, other))).toEqual([{ fromMs: 30, untilMs: 60 }])
  })

  it('ignores a probe that never measured', () => {
    const one = series('air', [at(0, 1), at(10, null), at(60, 1)])
    expect(commonGaps(chartOf(one, series('door', [])))).toEqual([{ fromMs: 0, untilMs: 60 }])
  })

  it('reaches from the lowest minimum to the highest maximum', () => {
    expect(extent(chartOf(series('air', [at(0, 1), at(1, -3)]), series('food', [at(0, 7)])))).toEqual({
      min: -3.5,
      max: 7.5,
    })
  })

  it('puts unequal instants on one axis without calling a misalignment a gap', () => {
    const { seconds, values } = columnsOf([series('air', [at(0, 1), at(2000, null)]), series('food', [at(1000, 5)])])
    expect(seconds).toEqual([0, 1, 2])
    expect(values[1]).toEqual([1, undefined, null])
    expect(values[4]).toEqual([undefined, 5, undefined])
  })
})

describe('the table beside a chart', () => {
  it('keeps the first and the last figure', () => {
    const rows = sampled(
      Array.from({ length: 1000 }, (_, index) => at(index, index)),
      24,
    )
    expect(rows).toHaveLength(24)
    expect([rows[0]?.mean, rows.at(-1)?.mean]).toEqual([0, 999])
  })
})
