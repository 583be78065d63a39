import type { LotTrace } from '@larder/contracts/report'
import { stopsOf } from '../../web/src/report/journey.ts'
import { colours, type Sheet } from './sheet.ts'
import type { Words } from './words.ts'

const height = 130
const kilometresPerDegree = 111.32

/** The driven route as a sketch: north is up, distances hold, the stops are numbered and named beside it. */
export function drawRoute(sheet: Sheet, trace: LotTrace, { t, pick, format }: Words): void {
  const { route } = trace
  const first = route[0]
  if (first === undefined) {
    sheet.paragraph(t('route.none'), { colour: 'soft' })
    return
  }
  sheet.room(height)
  const { document, y: top, left, width } = sheet
  const sketch = width * 0.56
  const shrink = Math.cos((first.latitude * Math.PI) / 180)
  const east = (longitude: number): number => (longitude - first.longitude) * shrink * kilometresPerDegree
  const north = (latitude: number): number => (latitude - first.latitude) * kilometresPerDegree
  const xs = route.map(({ longitude }) => east(longitude))
  const ys = route.map(({ latitude }) => north(latitude))
  const [west, south] = [xs.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.min(a, b))]
  const [eastEnd, northEnd] = [xs.reduce((a, b) => Math.max(a, b)), ys.reduce((a, b) => Math.max(a, b))]
  const pad = 14
  const scale = Math.min(
    (sketch - 2 * pad) / Math.max(0.1, eastEnd - west),
    (height - 2 * pad) / Math.max(0.1, northEnd - south),
  )
  const x = (longitude: number): number => left + sketch / 2 + (east(longitude) - (west + eastEnd) / 2) * scale
  const y = (latitude: number): number => top + height / 2 - (north(latitude) - (south + northEnd) / 2) * scale

  document.save().roundedRect(left, top, sketch, height, 6).fill(colours.sunken)
  sheet.polyline(route.map(({ latitude, longitude }) => [x(longitude), y(latitude)] as const))
  document.lineWidth(2).lineJoin('round').stroke(colours.accent)
  const kilometres = barKilometres(sketch / 4 / scale)
  const bar = kilometres * scale
  document
    .lineWidth(1)
    .moveTo(left + 10, top + height - 8)
    .lineTo(left + 10 + bar, top + height - 8)
    .stroke(colours.soft)
  sheet.lineAt(`${format.number(kilometres)} km`, left + 14 + bar, top + height - 13, 60, { size: 7.5, colour: 'soft' })
  let listY = top + 4
  stopsOf(trace).forEach((stop, index, all) => {
    const name = stop.name === null ? t(index === 0 ? 'route.start' : 'route.end') : pick(stop.name)
    document
      .circle(x(stop.longitude), y(stop.latitude), 6.5)
      .fill(index === all.length - 1 ? colours.ok : colours.accent)
    document.save().font('bold').fontSize(7.5).fillColor('#ffffff')
    document.text(String(index + 1), x(stop.longitude) - 6, y(stop.latitude) - 5, { width: 12, align: 'center' })
    document.restore()
    listY += sheet.textAt(`${index + 1}  ${name}`, left + sketch + 14, listY, width - sketch - 14, { size: 9.5 }) + 3
  })
  document.restore()
  sheet.y = top + height + 4
}

/** The roundest length of at most this many kilometres. */
function barKilometres(most: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(most))
  return ([5, 2, 1].find((factor) => factor * magnitude <= most) ?? 1) * magnitude
}
