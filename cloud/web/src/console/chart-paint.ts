import type { AssetHistory } from '@larder/contracts/console'
import type { ProbeRole } from '@larder/contracts/site'
import type uPlot from 'uplot'
import { commonGaps, type Span } from '../chart/segments.ts'

export interface Ink {
  soft: string
  line: string
  font: string
  band: string
  critical: string
  criticalSoft: string
  warningSoft: string
  surface: string
  hatch: string
  door: string
  defrost: string
  roles: Record<ProbeRole, string>
}

/** A canvas knows no custom properties: the page's colours are read once per drawing. */
export function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element)
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  return {
    soft: colour('ink-3'),
    line: colour('line'),
    font: `12px ${style.fontFamily}`,
    band: colour('ok-soft'),
    critical: colour('critical'),
    criticalSoft: colour('critical-soft'),
    warningSoft: colour('warning-soft'),
    surface: colour('surface'),
    hatch: colour('line-strong'),
    door: colour('series-3'),
    defrost: colour('series-4'),
    roles: { air: colour('series-2'), product: colour('series-1'), door: colour('series-3'), gps: colour('ink-3') },
  }
}

type Painter = (plot: uPlot) => void

const clampedX = (plot: uPlot, atMs: number): number => {
  const { left, width } = plot.bbox
  return Math.min(left + width, Math.max(left, plot.valToPos(atMs / 1000, 'x', true)))
}

const spanBox = (plot: uPlot, span: Span): { x: number; width: number } => {
  const x = clampedX(plot, span.fromMs)
  return { x, width: clampedX(plot, span.untilMs) - x }
}

/** Beneath the lines: the allowed band, alerts as shaded times, gaps hatched. */
export function backgroundPainter(history: AssetHistory, ink: Ink): Painter {
  const { chart } = history
  const gaps = commonGaps(chart)
  return (plot) => {
    const { ctx, bbox } = plot
    ctx.save()
    ctx.beginPath()
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
    ctx.clip()
    const top = chart.highCelsius === null ? bbox.top : plot.valToPos(chart.highCelsius, 'y', true)
    const bottom = chart.lowCelsius === null ? bbox.top + bbox.height : plot.valToPos(chart.lowCelsius, 'y', true)
    ctx.fillStyle = ink.band
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top)
    for (const situation of history.situations) {
      ctx.fillStyle = situation.severity === 'critical' ? ink.criticalSoft : ink.warningSoft
      const box = spanBox(plot, { fromMs: situation.fromMs, untilMs: situation.untilMs ?? chart.untilMs })
      ctx.fillRect(box.x, bbox.top, box.width, bbox.height)
    }
    for (const gap of gaps) hatch(plot, gap, ink)
    ctx.restore()
  }
}

function hatch(plot: uPlot, gap: Span, ink: Ink): void {
  const { ctx, bbox } = plot
  const box = spanBox(plot, gap)
  if (box.width <= 0) return
  ctx.save()
  ctx.beginPath()
  ctx.rect(box.x, bbox.top, box.width, bbox.height)
  ctx.clip()
  ctx.fillStyle = ink.surface
  ctx.fillRect(box.x, bbox.top, box.width, bbox.height)
  ctx.strokeStyle = ink.hatch
  ctx.globalAlpha = 0.5
  ctx.lineWidth = devicePixelRatio
  ctx.beginPath()
  for (let x = box.x - bbox.height; x < box.x + box.width; x += 9 * devicePixelRatio) {
    ctx.moveTo(x, bbox.top + bbox.height)
    ctx.lineTo(x + bbox.height, bbox.top)
  }
  ctx.stroke()
  ctx.restore()
}

/** Above the lines: the limits, and doors and defrosts as bars along the bottom. */
export function marksPainter(history: AssetHistory, ink: Ink): Painter {
  const { chart } = history
  return (plot) => {
    const { ctx, bbox } = plot
    const unit = devicePixelRatio
    ctx.save()
    ctx.strokeStyle = ink.critical
    ctx.lineWidth = 1.5 * unit
    ctx.setLineDash([5 * unit, 4 * unit])
    for (const limit of [chart.highCelsius, chart.lowCelsius]) {
      if (limit === null) continue
      const y = plot.valToPos(limit, 'y', true)
      ctx.beginPath()
      ctx.moveTo(bbox.left, y)
      ctx.lineTo(bbox.left + bbox.width, y)
      ctx.stroke()
    }
    const bar = (spans: readonly Span[], colour: string, row: number): void => {
      ctx.fillStyle = colour
      for (const span of spans) {
        const box = spanBox(plot, span)
        const outside = box.width <= 0 && (box.x <= bbox.left || box.x >= bbox.left + bbox.width)
        if (!outside)
          ctx.fillRect(box.x, bbox.top + bbox.height - (row + 1) * 8 * unit, Math.max(box.width, 2 * unit), 6 * unit)
      }
    }
    bar(chart.doors, ink.door, 0)
    bar(chart.defrosts, ink.defrost, 1)
    ctx.restore()
  }
}
