import type { ForecastPoint } from '@larder/contracts/forecast'
import { timeTicks, valueTicks } from '../chart/ticks.ts'
import { useWidth } from '../chart/width.ts'
import { useLanguage } from '../language/language.tsx'

const height = 220
const plot = { left: 44, right: 8, top: 16, bottom: 28 }
const innerHeight = height - plot.top - plot.bottom
const floor = plot.top + innerHeight

export interface Measured {
  atMs: number
  celsius: number | null
}

export interface ForecastChartProps {
  /** Oldest first, up to the reading that the forecast counts from. */
  past: readonly Measured[]
  fromMs: number
  celsius: number
  points: readonly ForecastPoint[]
  limitCelsius: number | null
}

/** The last hours as measured and the next as expected, with the band that holds 8 of 10 cases. */
export function ForecastChart({ past, fromMs, celsius, points, limitCelsius }: ForecastChartProps) {
  const { t, format } = useLanguage()
  const [element, width] = useWidth<HTMLDivElement>(560)
  const last = points.at(-1)
  if (last === undefined) return null
  const known = past.filter((one): one is { atMs: number; celsius: number } => one.celsius !== null)
  const [firstMs, untilMs] = [known[0]?.atMs ?? fromMs, last.atMs]
  const shown = [
    ...known.map((one) => one.celsius),
    ...points.flatMap((one) => [one.lowCelsius, one.highCelsius]),
    celsius,
  ]
  const nearLimit =
    limitCelsius !== null && limitCelsius - Math.max(...shown) < Math.max(4, Math.max(...shown) - Math.min(...shown))
  const edges = nearLimit ? [...shown, limitCelsius] : shown
  const [low, high] = [Math.min(...edges) - 0.5, Math.max(...edges) + 0.5]
  const x = (atMs: number): number =>
    plot.left + ((atMs - firstMs) * (width - plot.left - plot.right)) / (untilMs - firstMs)
  const y = (value: number): number => plot.top + ((high - value) * innerHeight) / (high - low)
  const at = (atMs: number, value: number): string => `${x(atMs).toFixed(1)} ${y(value).toFixed(1)}`
  const over = points.map((one) => at(one.atMs, one.highCelsius))
  const under = points.map((one) => at(one.atMs, one.lowCelsius)).reverse()
  const here = at(fromMs, celsius)
  const times = timeTicks(firstMs, untilMs, format.startOfDay(firstMs), (width - plot.left) / 80)
  const label = t('forecast.chart', {
    past: format.duration(fromMs - firstMs),
    ahead: format.duration(untilMs - fromMs),
    now: format.celsius(celsius),
    expected: format.celsius(last.celsius),
    low: format.celsius(last.lowCelsius),
    high: format.celsius(last.highCelsius),
  })
  return (
    <div className="chart forecast-chart" ref={element}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {valueTicks(low, high, 4).map((value) => (
          <g key={value}>
            <line className="chart-grid" x1={plot.left} x2={width - plot.right} y1={y(value)} y2={y(value)} />
            <text className="chart-label" x={plot.left - 8} y={y(value) + 4} textAnchor="end">
              {format.number(value, Number.isInteger(value) ? 0 : 1)}°
            </text>
          </g>
        ))}
        {times.atMs.map((atMs) => (
          <text key={atMs} className="chart-label" x={x(atMs)} y={floor + 19} textAnchor="middle">
            {format.time(atMs)}
          </text>
        ))}
        {nearLimit && (
          <g>
            <line
              className="chart-limit"
              x1={plot.left}
              x2={width - plot.right}
              y1={y(limitCelsius)}
              y2={y(limitCelsius)}
            />
            <text className="chart-limit-label" x={plot.left + 6} y={y(limitCelsius) - 6}>
              {t('chart.limit', { celsius: format.celsius(limitCelsius) })}
            </text>
          </g>
        )}
        <line className="chart-grid" x1={x(fromMs)} x2={x(fromMs)} y1={plot.top} y2={floor} />
        <path className="forecast-band" d={`M${[here, ...over, ...under].join('L')}Z`} />
        <g className="chart-series air">
          {segmentsOf(past).map((run) => (
            <path
              key={run[0]?.atMs}
              className="chart-line"
              d={`M${run.map((one) => at(one.atMs, one.celsius)).join('L')}`}
            />
          ))}
        </g>
        <path className="forecast-line" d={`M${[here, ...points.map((one) => at(one.atMs, one.celsius))].join('L')}`} />
        <circle className="forecast-now" cx={x(fromMs)} cy={y(celsius)} r="4" />
      </svg>
      <ul className="legend">
        <li>
          <span className="swatch line air" />
          {t('forecast.measured')}
        </li>
        <li>
          <span className="swatch line forecast-swatch" />
          {t('forecast.expected')}
        </li>
        <li>
          <span className="swatch forecast-band-swatch" />
          {t('forecast.band')}
        </li>
      </ul>
    </div>
  )
}

/** A gap breaks the line. */
export function segmentsOf(past: readonly Measured[]): { atMs: number; celsius: number }[][] {
  const runs: { atMs: number; celsius: number }[][] = [[]]
  for (const { atMs, celsius } of past) {
    if (celsius === null) runs.push([])
    else runs.at(-1)?.push({ atMs, celsius })
  }
  return runs.filter((run) => run.length > 0)
}
