import type { Chart } from '@larder/contracts/report'
import { useId } from 'react'
import { useLanguage } from '../language/report-language.tsx'
import { ChartTable, useSummary } from './figure.tsx'
import { Legend } from './legend.tsx'
import { commonGaps, extent, type Measured, runsOf, type Span } from './segments.ts'
import { timeTicks, valueTicks } from './ticks.ts'
import { useWidth } from './width.ts'

const height = 300
const plot = { left: 36, right: 4, top: 14, bottom: 72 }
const innerHeight = height - plot.top - plot.bottom
const floor = plot.top + innerHeight
const lanes = { door: floor + 30, defrost: floor + 48 }

/** A temperature chart drawn as one SVG: small, printable, and sharp on any screen. */
export default function ReportChart({ chart }: { chart: Chart }) {
  const { t, format } = useLanguage()
  const hatch = useId()
  const summary = useSummary(chart)
  const [element, width] = useWidth<HTMLDivElement>(640)
  const right = width - plot.right
  const innerWidth = right - plot.left
  const range = extent(chart)
  if (range === null) return <p className="muted">{t('chart.none')}</p>

  const edges = [range.min, range.max, chart.highCelsius, chart.lowCelsius].filter((value) => value !== null)
  const low = Math.min(...edges) - 0.8
  const high = Math.max(...edges) + 0.8
  const x = (atMs: number): number =>
    plot.left +
    (Math.min(Math.max(atMs, chart.fromMs), chart.untilMs) - chart.fromMs) *
      (innerWidth / (chart.untilMs - chart.fromMs))
  const y = (celsius: number): number => plot.top + (high - celsius) * (innerHeight / (high - low))
  const bar = (span: Span): { x: number; width: number } => ({
    x: x(span.fromMs),
    width: Math.max(2, x(span.untilMs) - x(span.fromMs)),
  })
  const line = (run: Measured[]): string =>
    run
      .map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point.atMs).toFixed(1)} ${y(point.mean).toFixed(1)}`)
      .join('')
  const spread = (run: Measured[]): string => {
    const over = run.map((point) => `${x(point.atMs).toFixed(1)} ${y(point.max).toFixed(1)}`)
    const under = run.map((point) => `${x(point.atMs).toFixed(1)} ${y(point.min).toFixed(1)}`)
    return `M${over.join('L')}L${under.reverse().join('L')}Z`
  }

  const times = timeTicks(chart.fromMs, chart.untilMs, format.startOfDay(chart.fromMs), innerWidth / 75)
  const gaps = commonGaps(chart)
  const bandTop = chart.highCelsius === null ? plot.top : y(chart.highCelsius)
  const bandBottom = chart.lowCelsius === null ? floor : y(chart.lowCelsius)
  const roles = [...new Set(chart.series.filter((one) => runsOf(one.points).length > 0).map((one) => one.role))]
  const present = { door: chart.doors.length > 0, defrost: chart.defrosts.length > 0, gap: gaps.length > 0 }
  const marks = (['door', 'defrost', 'gap'] as const).filter((mark) => present[mark])

  return (
    <div className="chart" ref={element}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="6" className="chart-hatch" />
          </pattern>
        </defs>
        <rect
          className="chart-band"
          x={plot.left}
          width={innerWidth}
          y={bandTop}
          height={Math.max(0, bandBottom - bandTop)}
        />
        {valueTicks(low, high, 5).map((value) => (
          <g key={value}>
            <line className="chart-grid" x1={plot.left} x2={right} y1={y(value)} y2={y(value)} />
            <text className="chart-label" x={plot.left - 8} y={y(value) + 4} textAnchor="end">
              {format.number(value, Number.isInteger(value) ? 0 : 1)}°
            </text>
          </g>
        ))}
        {times.atMs.map((atMs) => (
          <g key={atMs}>
            <line className="chart-grid" x1={x(atMs)} x2={x(atMs)} y1={floor} y2={floor + 5} />
            <text className="chart-label" x={x(atMs)} y={floor + 19} textAnchor="middle">
              {times.daily || format.startOfDay(atMs) === atMs ? format.day(atMs) : format.time(atMs)}
            </text>
          </g>
        ))}
        {gaps.map((gap) => (
          <rect key={gap.fromMs} {...bar(gap)} y={plot.top} height={innerHeight} fill={`url(#${hatch})`} />
        ))}
        {chart.series.map((one) =>
          runsOf(one.points).map((run) => (
            <g key={`${one.site}/${one.asset}/${one.probe}/${run[0]?.atMs}`} className={`chart-series ${one.role}`}>
              <path className="chart-spread" d={spread(run)} />
              <path className="chart-line" d={line(run)} />
            </g>
          )),
        )}
        {chart.highCelsius !== null && (
          <Limit
            right={right}
            at={y(chart.highCelsius)}
            text={t('chart.limit', { celsius: format.celsius(chart.highCelsius) })}
            above
          />
        )}
        {chart.lowCelsius !== null && (
          <Limit
            right={right}
            at={y(chart.lowCelsius)}
            text={t('chart.low-limit', { celsius: format.celsius(chart.lowCelsius) })}
          />
        )}
        <Lane right={right} at={lanes.door} spans={chart.doors} bar={bar} kind="door" />
        <Lane right={right} at={lanes.defrost} spans={chart.defrosts} bar={bar} kind="defrost" />
      </svg>
      <Legend roles={roles} marks={marks} />
      <ChartTable chart={chart} />
    </div>
  )
}

function Limit({ at, right, text, above = false }: { at: number; right: number; text: string; above?: boolean }) {
  return (
    <g>
      <line className="chart-limit" x1={plot.left} x2={right} y1={at} y2={at} />
      <text className="chart-limit-label" x={right} y={above ? at - 6 : at + 15} textAnchor="end">
        {text}
      </text>
    </g>
  )
}

interface LaneProps {
  at: number
  right: number
  spans: readonly Span[]
  bar(span: Span): { x: number; width: number }
  kind: 'door' | 'defrost'
}

function Lane({ at, right, spans, bar, kind }: LaneProps) {
  if (spans.length === 0) return null
  return (
    <g>
      <line className="chart-grid" x1={plot.left} x2={right} y1={at + 5} y2={at + 5} />
      {spans.map((span) => (
        <rect key={span.fromMs} className={`chart-mark ${kind}`} {...bar(span)} y={at} height="10" rx="2" />
      ))}
    </g>
  )
}
