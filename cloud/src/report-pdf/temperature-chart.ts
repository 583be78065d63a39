import type { Chart } from '@larder/contracts/report'
import { commonGaps, extent, runsOf, type Span } from '../../web/src/chart/segments.ts'
import { timeTicks, valueTicks } from '../../web/src/chart/ticks.ts'
import { colours, type Sheet } from './sheet.ts'
import type { Words } from './words.ts'

const height = 170
const plot = { left: 30, bottom: 44, top: 8 }
const seriesColours = { air: '#0b666f', product: '#8a5cc2', door: '#3672b8', gps: '#3672b8' } as const

/** The chart of the page on paper: limit band, lines with their spread, gaps as gaps, doors and defrosts as marks. */
export function drawChart(sheet: Sheet, chart: Chart, { t, format }: Pick<Words, 't' | 'format'>): void {
  const range = extent(chart)
  if (range === null) {
    sheet.paragraph(t('chart.none'), { colour: 'soft' })
    return
  }
  sheet.room(height + 20)
  const { document, y: top, left, width } = sheet
  const floor = top + height - plot.bottom
  const edges = [range.min, range.max, chart.highCelsius, chart.lowCelsius].filter((value) => value !== null)
  const low = Math.min(...edges) - 0.8
  const high = Math.max(...edges) + 0.8
  const start = left + plot.left
  const right = left + width
  const x = (atMs: number): number =>
    start +
    ((Math.min(Math.max(atMs, chart.fromMs), chart.untilMs) - chart.fromMs) / (chart.untilMs - chart.fromMs)) *
      (right - start)
  const y = (celsius: number): number => top + plot.top + ((high - celsius) / (high - low)) * (floor - top - plot.top)
  const box = ({ fromMs, untilMs }: Span, at: number, tall: number) =>
    document.rect(x(fromMs), at, Math.max(1.2, x(untilMs) - x(fromMs)), tall)

  const bandTop = chart.highCelsius === null ? top + plot.top : y(chart.highCelsius)
  const bandBottom = chart.lowCelsius === null ? floor : y(chart.lowCelsius)
  document.save()
  document.rect(start, bandTop, right - start, Math.max(0, bandBottom - bandTop)).fill(colours['ok-soft'])
  for (const gap of commonGaps(chart)) box(gap, top + plot.top, floor - top - plot.top).fill('#d9dfe0')
  document.lineWidth(0.4)
  for (const value of valueTicks(low, high, 5)) {
    document.moveTo(start, y(value)).lineTo(right, y(value)).stroke(colours.line)
    const label = `${format.number(value, Number.isInteger(value) ? 0 : 1)}°`
    sheet.lineAt(label, left, y(value) - 5, plot.left - 5, { size: 7.5, colour: 'soft', align: 'right' })
  }
  const times = timeTicks(chart.fromMs, chart.untilMs, format.startOfDay(chart.fromMs), (right - start) / 62)
  for (const atMs of times.atMs) {
    const label = times.daily || format.startOfDay(atMs) === atMs ? format.day(atMs) : format.time(atMs)
    document
      .moveTo(x(atMs), floor)
      .lineTo(x(atMs), floor + 3)
      .stroke(colours.line)
    sheet.lineAt(label, x(atMs) - 30, floor + 5, 60, { size: 7.5, colour: 'soft', align: 'center' })
  }
  for (const { role, points } of chart.series) {
    for (const run of runsOf(points)) {
      const over = run.map(({ atMs, max }) => [x(atMs), y(max)] as const)
      const under = run.map(({ atMs, min }) => [x(atMs), y(min)] as const)
      sheet.polyline([...over, ...under.reverse()]).closePath()
      document.fillOpacity(0.18).fill(seriesColours[role]).fillOpacity(1)
      sheet.polyline(run.map(({ atMs, mean }) => [x(atMs), y(mean)] as const))
      document.lineWidth(1).stroke(seriesColours[role])
    }
  }
  document.lineWidth(0.9).dash(3, { space: 2 })
  for (const limit of [chart.highCelsius, chart.lowCelsius]) {
    if (limit !== null) document.moveTo(start, y(limit)).lineTo(right, y(limit)).stroke(colours.critical)
  }
  document.undash()
  for (const door of chart.doors) box(door, floor + 18, 5).fill('#3672b8')
  for (const defrost of chart.defrosts) box(defrost, floor + 26, 5).fill('#b0581a')
  document.restore()
  drawLegend(sheet, chart, floor + 34, { t, format })
  sheet.y = top + height + 4
}

function drawLegend(sheet: Sheet, chart: Chart, y: number, { t, format }: Pick<Words, 't' | 'format'>): void {
  const roles = [...new Set(chart.series.filter(({ points }) => runsOf(points).length > 0).map(({ role }) => role))]
  const limits = [
    chart.highCelsius === null ? null : t('chart.limit', { celsius: format.celsius(chart.highCelsius) }),
    chart.lowCelsius === null ? null : t('chart.low-limit', { celsius: format.celsius(chart.lowCelsius) }),
  ].filter((text) => text !== null)
  const entries: [string, string][] = [
    ...roles.map((role): [string, string] => [seriesColours[role], t(`role.${role}`)]),
    ...limits.map((text): [string, string] => [colours.critical, text]),
    ...(chart.doors.length > 0 ? [['#3672b8', t('chart.door')] as [string, string]] : []),
    ...(chart.defrosts.length > 0 ? [['#b0581a', t('chart.defrost')] as [string, string]] : []),
    ...(commonGaps(chart).length > 0 ? [['#d9dfe0', t('chart.gap')] as [string, string]] : []),
  ]
  let x = sheet.left + plot.left
  for (const [colour, text] of entries) {
    sheet.document
      .save()
      .rect(x, y + 3, 9, 4)
      .fill(colour)
      .restore()
    const width = sheet.document.font('regular').fontSize(7.5).widthOfString(text)
    sheet.lineAt(text, x + 13, y, width + 4, { size: 7.5, colour: 'soft' })
    x += width + 30
  }
}
