import type { AssetHistory } from '@larder/contracts/console'
import { useEffect, useMemo, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { columnsOf } from '../chart/columns.ts'
import { useSummary } from '../chart/figure.tsx'
import { Legend } from '../chart/legend.tsx'
import { extent } from '../chart/segments.ts'
import { useWidth } from '../chart/width.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { useTheme } from '../look/theme.ts'
import { backgroundPainter, inkOf, marksPainter } from './chart-paint.ts'

const height = 380

/** One asset's temperatures: drag or use the buttons to zoom; limits, doors, defrosts, gaps and alerts are drawn in. */
export function AssetChart({ history }: { history: AssetHistory }) {
  const { t, format } = useLanguage()
  const theme = useTheme()
  const { chart } = history
  const summary = useSummary(chart)
  const [box, width] = useWidth<HTMLDivElement>(900)
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  /** Survives a redrawing with newer data; the page gives a new key when another range is chosen. */
  const kept = useRef<{ min: number; max: number } | null>(null)
  const [zoom, setZoom] = useState<{ min: number; max: number } | null>(null)
  const series = useMemo(() => chart.series.filter((one) => one.role === 'air' || one.role === 'product'), [chart])
  const roles = [...new Set(series.map((one) => one.role))]

  useEffect(() => {
    if (host.current === null) return
    const ink = inkOf(host.current)
    const { seconds, values } = columnsOf(series)
    const range = extent(chart) ?? { min: 0, max: 1 }
    const edges = [range.min, range.max, chart.highCelsius, chart.lowCelsius].filter((value) => value !== null)
    const before = kept.current
    const drawn = new uPlot(
      {
        width: host.current.clientWidth,
        height,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), format.timeZone),
        legend: { show: false },
        cursor: { drag: { x: true, y: false, setScale: true }, points: { size: 7 } },
        scales: {
          x: { time: true, min: chart.fromMs / 1000, max: chart.untilMs / 1000 },
          y: { range: [Math.min(...edges) - 1, Math.max(...edges) + 1] },
        },
        axes: [
          {
            stroke: ink.soft,
            grid: { stroke: ink.line, width: 1 },
            ticks: { stroke: ink.line },
            font: ink.font,
            space: 90,
            values: (_plot, ticks) =>
              ticks.map((seconds) => {
                const atMs = seconds * 1000
                return format.startOfDay(atMs) === atMs ? format.day(atMs) : format.time(atMs)
              }),
          },
          {
            stroke: ink.soft,
            grid: { stroke: ink.line, width: 1 },
            ticks: { stroke: ink.line },
            font: ink.font,
            size: 56,
            values: (_plot, ticks) =>
              ticks.map((value) => `${value.toFixed(Number.isInteger(value) ? 0 : 1)}°`.replace('-', '−')),
          },
        ],
        series: [
          {},
          ...series.flatMap((one) => {
            const colour = ink.roles[one.role]
            const edge = { stroke: 'transparent', points: { show: false } }
            return [edge, { stroke: colour, width: one.role === 'product' ? 2.4 : 1.5, points: { show: false } }, edge]
          }),
        ],
        bands: series.map((one, index) => ({
          series: [index * 3 + 1, index * 3 + 3],
          fill: `${ink.roles[one.role]}2e`,
        })),
        hooks: {
          drawClear: [backgroundPainter(history, ink)],
          draw: [marksPainter(history, ink)],
          setCursor: [(shown) => setRead(readAt(shown))],
          setScale: [
            (shown, key) => {
              const { min, max } = shown.scales.x ?? {}
              if (key !== 'x' || min === undefined || max === undefined || min === null || max === null) return
              const whole = min <= chart.fromMs / 1000 + 1 && max >= chart.untilMs / 1000 - 1
              kept.current = whole ? null : { min, max }
              setZoom(kept.current)
            },
          ],
        },
      },
      [seconds, ...values] as uPlot.AlignedData,
      host.current,
    )
    plot.current = drawn
    if (before !== null) drawn.setScale('x', before)
    return () => {
      plot.current = null
      drawn.destroy()
    }
  }, [history, chart, series, theme, format])

  useEffect(() => plot.current?.setSize({ width, height }), [width])

  const [read, setRead] = useState<{ atMs: number; values: (number | null | undefined)[] } | null>(null)
  const view = (min: number, max: number): void => {
    plot.current?.setScale('x', {
      min: Math.max(min, chart.fromMs / 1000),
      max: Math.min(max, chart.untilMs / 1000),
    })
  }
  const whole = { min: chart.fromMs / 1000, max: chart.untilMs / 1000 }
  const seen = zoom ?? whole
  const span = seen.max - seen.min
  const move = (share: number): void => {
    const shift = Math.max(whole.min - seen.min, Math.min(whole.max - seen.max, share * span))
    view(seen.min + shift, seen.max + shift)
  }

  return (
    <div ref={box}>
      <div className="chart-tools">
        <p className="chart-read figure" aria-hidden="true">
          {read === null ? (
            <span className="muted">{t('chart.hint')}</span>
          ) : (
            <>
              <strong>{format.dateTime(read.atMs)}</strong>
              {series.map((one, index) => {
                const value = read.values[index]
                return (
                  <span key={`${one.asset}/${one.probe}`}>
                    <span className={`swatch line ${one.role}`} />
                    {t(`role.${one.role}`)} {typeof value === 'number' ? format.celsius(value) : '–'}
                  </span>
                )
              })}
            </>
          )}
        </p>
        <span className="chart-buttons">
          <ToolButton name="back" label={t('chart.earlier')} disabled={zoom === null} onClick={() => move(-0.5)} />
          <ToolButton name="next" label={t('chart.later')} disabled={zoom === null} onClick={() => move(0.5)} />
          <ToolButton
            name="plus"
            label={t('chart.zoom-in')}
            onClick={() => view(seen.min + span / 4, seen.max - span / 4)}
          />
          <ToolButton
            name="minus"
            label={t('chart.zoom-out')}
            disabled={zoom === null}
            onClick={() => view(seen.min - span / 2, seen.max + span / 2)}
          />
          <ToolButton
            name="reset"
            label={t('chart.reset')}
            disabled={zoom === null}
            onClick={() => view(whole.min, whole.max)}
          />
        </span>
      </div>
      <div ref={host} className="asset-chart" role="img" aria-label={summary} />
      <Legend roles={roles} marks={['door', 'defrost', 'gap', 'situation']} />
    </div>
  )
}

function readAt(plot: uPlot): { atMs: number; values: (number | null | undefined)[] } | null {
  const index = plot.cursor.idx
  const seconds = typeof index === 'number' ? plot.data[0][index] : undefined
  if (typeof index !== 'number' || seconds === undefined) return null
  const means = plot.data.filter((_column, which) => which % 3 === 2)
  return { atMs: seconds * 1000, values: means.map((column) => column[index]) }
}

interface ToolButtonProps {
  name: 'back' | 'next' | 'plus' | 'minus' | 'reset'
  label: string
  disabled?: boolean
  onClick(): void
}

function ToolButton({ name, label, disabled = false, onClick }: ToolButtonProps) {
  return (
    <button
      type="button"
      className="button square"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={name} size={18} />
    </button>
  )
}
