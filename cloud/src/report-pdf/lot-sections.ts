import type { LotTrace } from '@larder/contracts/report'
import { journeyOf, type Step } from '../../web/src/report/journey.ts'
import { adviceTone, iconOf, sentenceOf, type Tone, toneOf, worstExcursion } from '../../web/src/report/verdict.ts'
import { drawRoute } from './route-sketch.ts'
import { colours, type Sheet } from './sheet.ts'
import { drawChart } from './temperature-chart.ts'
import type { Words } from './words.ts'

/** One lot in the order of the page: is it good, what now, how long, where was it, and what is that based on. */
export function drawLot(sheet: Sheet, trace: LotTrace, words: Words, nowMs: number): void {
  drawStanding(sheet, trace, words)
  drawVerdict(sheet, trace, words)
  drawAdvice(sheet, trace, words)
  drawLife(sheet, trace, words)
  sheet.heading(words.t('journey.title'))
  for (const step of journeyOf(trace)) drawStep(sheet, step, words)
  sheet.heading(words.t('chart.title'), 190)
  drawChart(sheet, trace.chart, words)
  if (trace.goodsEstimate !== null) {
    const { name, timeConstantMinutes } = trace.goodsEstimate
    const said = { pack: words.pick(name), minutes: words.format.number(timeConstantMinutes) }
    sheet.paragraph(words.t('asset.estimate', said), { size: 8.5, colour: 'soft' })
  }
  drawExcursions(sheet, trace, words)
  sheet.heading(words.t('route.title'), 130)
  drawRoute(sheet, trace, words)
  sheet.heading(words.t('lot.title'))
  sheet.facts(lotFacts(trace, words))
  sheet.heading(words.t('sorting.title'))
  drawSorting(sheet, trace, words)
  sheet.heading(words.t('probes.title'))
  drawProbes(sheet, trace, words, nowMs)
}

function band(sheet: Sheet, tone: Tone, height: number): void {
  const { document, left, y, width } = sheet
  document.save().roundedRect(left, y, width, height, 8).fill(colours[`${tone}-soft`]).restore()
}

/** Before any temperature: the lot is recalled, or set aside. */
function drawStanding(sheet: Sheet, { standing }: LotTrace, { t, format }: Words): void {
  if (standing.state === 'free') return
  const since = t(`standing.${standing.state}`, { since: format.dateTime(standing.sinceMs) })
  const why =
    standing.state === 'recalled' ? `${t(`hazard.${standing.hazard}`)} · ${standing.reason}` : t('standing.held.text')
  const tone = standing.state === 'recalled' ? 'critical' : 'warning'
  const inner = sheet.width - 60
  const height = 34 + sheet.heightOf(why, inner)
  sheet.room(height)
  sheet.document.save().roundedRect(sheet.left, sheet.y, sheet.width, height, 8).fill(colours[tone]).restore()
  sheet.icon(iconOf[tone], sheet.left + 14, sheet.y + 12, 22, 'paper')
  sheet.textAt(since, sheet.left + 48, sheet.y + 9, inner, { size: 11, bold: true, colour: 'paper' })
  sheet.textAt(why, sheet.left + 48, sheet.y + 26, inner, { colour: 'paper' })
  sheet.y += height + 6
}

function drawVerdict(sheet: Sheet, trace: LotTrace, { t, pick, format }: Words): void {
  const tone = toneOf(trace)
  const inner = sheet.width - 78
  const sentence = t(sentenceOf(trace))
  const worst = worstExcursion(trace)
  const place = trace.legs.find((leg) => leg.site === worst?.site && leg.asset === worst?.asset)?.name
  const detail =
    trace.verdict !== 'excursion' || worst === undefined
      ? null
      : t(`verdict.worst.${worst.kind}`, {
          peak: format.celsius(worst.peakCelsius),
          limit: format.celsius(worst.limitCelsius),
          time: format.duration(worst.untilMs - worst.fromMs),
          place: place === undefined ? worst.asset : pick(place),
        })
  const recalled = trace.verdict === 'recalled'
  const grounds = [
    ...(recalled ? [] : [t(`confidence.${trace.confidence}`)]),
    t('confidence.coverage', { percent: format.number(Math.floor(trace.coverage.percent)) }),
    t(`basis.${trace.basis}`),
  ].join('  ·  ')
  const style = { size: 13, bold: true, colour: tone } as const
  const height =
    52 +
    sheet.heightOf(sentence, inner, style) +
    (detail === null ? 0 : sheet.heightOf(detail, inner) + 3) +
    sheet.heightOf(grounds, inner, { size: 8.5 })
  sheet.room(height)
  band(sheet, tone, height)
  sheet.icon(iconOf[tone], sheet.left + 16, sheet.y + 16, 38, tone)
  const x = sheet.left + 66
  let y = sheet.y + 12
  y += sheet.textAt(`${pick(trace.product.name)} · ${trace.lot.id}`, x, y, inner, { size: 9.5, colour: 'soft' }) + 2
  y += sheet.textAt(t(`verdict.${trace.verdict}.word`), x, y, inner, { size: 9.5, bold: true, colour: tone }) + 1
  y += sheet.textAt(sentence, x, y, inner, style) + 3
  if (detail !== null) y += sheet.textAt(detail, x, y, inner) + 3
  sheet.textAt(grounds, x, y, inner, { size: 8.5, colour: 'soft' })
  sheet.y += height + 6
}

function drawAdvice(sheet: Sheet, trace: LotTrace, { t }: Words): void {
  const tone = adviceTone[trace.advice]
  sheet.heading(t('advice.title'))
  sheet.icon(iconOf[tone], sheet.left, sheet.y, 15, tone)
  sheet.textAt(t(`advice.${trace.advice}`), sheet.left + 22, sheet.y - 1, sheet.width - 22, { size: 11, bold: true })
  sheet.y += 18
  sheet.paragraph(t(`advice.${trace.advice}.text`), { colour: 'soft' })
}

/** Solid for what is there at worst, pale up to what may be there, a mark at the likely value. */
function drawLife(sheet: Sheet, { life, lot, verdict }: LotTrace, { t, format }: Words): void {
  // Of recalled goods nothing may sound like leave to eat them.
  if (life === null || verdict === 'recalled') return
  const { low, likely, high } = life.leftDays
  const days = (value: number): string => format.number(Math.max(0, value), 1)
  sheet.heading(t('life.title'), 60)
  const range = t('life.range', { low: days(low), high: days(high), celsius: format.celsius(life.storageCelsius) })
  sheet.paragraph(likely <= 0 ? t('life.none') : `${t('life.days', { days: days(likely) })} · ${range}`, { bold: true })
  const total = Math.max(life.usedDays.likely + likely, high, 0.1)
  const tone = likely <= 0 || life.percentLeft <= 10 ? 'critical' : life.percentLeft <= 30 ? 'warning' : 'ok'
  const { document, left, y, width } = sheet
  const at = (value: number): number => left + (Math.min(Math.max(value, 0), total) / total) * width
  document.save().roundedRect(left, y, width, 10, 5).clip()
  document.rect(left, y, width, 10).fill(colours['neutral-soft'])
  document.rect(left, y, at(high) - left, 10).fill(colours[`${tone}-soft`])
  document.rect(left, y, at(low) - left, 10).fill(colours[tone])
  document.restore().save()
  document
    .rect(Math.max(left, at(likely) - 1), y - 2, 2, 14)
    .fill(colours.ink)
    .restore()
  sheet.y += 17
  const useBy = lot.useByMs === null ? '' : `${t('life.use-by', { date: format.date(lot.useByMs) })}  ·  `
  sheet.paragraph(`${useBy}${t('life.used', { days: days(life.usedDays.likely) })}`, { size: 8.5, colour: 'soft' })
  sheet.paragraph(t('life.note'), { size: 8.5, colour: 'soft' })
}

function drawStep(sheet: Sheet, step: Step, words: Words): void {
  const [title, ...lines] = stepLines(step, words)
  sheet.room(14 + 12 * lines.length)
  const { document, left, y } = sheet
  document
    .save()
    .circle(left + 4, y + 7, 3)
    .fill(colours.accent)
    .restore()
  sheet.textAt(title ?? '', left + 16, y, sheet.width - 16, { bold: true })
  sheet.y += 14
  for (const line of lines) {
    sheet.y += sheet.textAt(line, left + 16, sheet.y, sheet.width - 16, { size: 9, colour: 'soft' }) + 1
  }
  sheet.y += 4
}

function stepLines(step: Step, { t, pick, format }: Words): string[] {
  switch (step.kind) {
    case 'packed':
      return [`${t('journey.packed')} · ${pick(step.place)}`, format.dateTime(step.atMs)]
    case 'sorted': {
      const grade = step.record.grade === 'rejected' ? t('sorting.rejected-grade') : step.record.grade
      return [
        `${t('journey.sorted')} · ${t('journey.sorted.text', { grade, line: step.record.line })}`,
        format.dateTime(step.atMs),
      ]
    }
    case 'leg': {
      const { leg } = step
      const when = leg.ongoing
        ? t('journey.ongoing', { from: format.dateTime(leg.fromMs) })
        : format.span(leg.fromMs, leg.untilMs)
      const measured = t('journey.coverage', { percent: format.number(Math.floor(leg.coveragePercent)) })
      const temperature =
        leg.minCelsius === null || leg.maxCelsius === null
          ? t('journey.no-temperature')
          : `${format.degrees(leg.minCelsius)} … ${format.celsius(leg.maxCelsius)} · ${measured}`
      const extremes = [
        step.coldest === null ? null : t('journey.coldest', { celsius: format.celsius(step.coldest.celsius) }),
        step.warmest === null ? null : t('journey.warmest', { celsius: format.celsius(step.warmest.celsius) }),
      ].filter((text) => text !== null)
      return [`${t(`phase.${step.phase}`)} · ${pick(leg.name)}`, when, [temperature, ...extremes].join(' · ')]
    }
    case 'you':
      return [t('journey.you'), t('journey.you.text')]
  }
}

function drawExcursions(sheet: Sheet, { excursions }: LotTrace, { t, format }: Words): void {
  if (excursions.length === 0) return
  sheet.space(4)
  sheet.paragraph(t('excursions.title'), { bold: true })
  for (const one of excursions) {
    const value = t('alerts.value', { value: format.celsius(one.peakCelsius), limit: format.celsius(one.limitCelsius) })
    const length = format.duration(one.untilMs - one.fromMs)
    sheet.room(16)
    sheet.icon(one.severity, sheet.left, sheet.y, 11, one.severity)
    const text = `${t(`cause.${one.kind}`)} · ${format.dateTime(one.fromMs)} · ${length} · ${value}`
    sheet.y += sheet.textAt(text, sheet.left + 16, sheet.y - 1, sheet.width - 16, { size: 9.5 }) + 4
  }
}

function lotFacts({ lot, product }: LotTrace, { t, pick, format }: Words): [string, string][] {
  return [
    [t('lot.id'), lot.id],
    [t('lot.supplier'), lot.supplier],
    [t('lot.origin'), pick(lot.origin)],
    [t('lot.packed'), format.dateTime(lot.packedAtMs)],
    ...(lot.useByMs === null ? [] : [[t('lot.use-by'), format.date(lot.useByMs)] as [string, string]]),
    [t('lot.kept-as'), pick(product.profileName)],
  ]
}

function drawSorting(sheet: Sheet, { sorting }: LotTrace, { t, format }: Words): void {
  if (sorting.length === 0) sheet.paragraph(t('sorting.none'), { colour: 'soft' })
  for (const record of sorting) {
    sheet.facts([
      [t('sorting.grade'), record.grade === 'rejected' ? t('sorting.rejected-grade') : record.grade],
      [t('sorting.at'), format.dateTime(record.atMs)],
      [t('sorting.line'), record.line],
      [t('sorting.by'), record.inspector],
      [t('sorting.accepted'), format.number(record.acceptedQuantity)],
      [t('sorting.rejected'), format.number(record.rejectedQuantity)],
      ...(record.celsius === null ? [] : [[t('sorting.celsius'), format.celsius(record.celsius)] as [string, string]]),
    ])
  }
}

function drawProbes(sheet: Sheet, { coverage, probes }: LotTrace, { t, format }: Words, nowMs: number): void {
  const gap = coverage.worstGap
  const percent = t('confidence.coverage', { percent: format.number(Math.floor(coverage.percent)) })
  const longest =
    gap === null
      ? t('probes.no-gap')
      : t('probes.worst-gap', { time: format.duration(gap.untilMs - gap.fromMs), from: format.dateTime(gap.fromMs) })
  sheet.paragraph(`${percent} · ${longest}`)
  for (const { role, asset, probe, coveragePercent, calibration } of probes) {
    const measured = t('journey.coverage', { percent: format.number(Math.floor(coveragePercent)) })
    const calibrated =
      calibration === null
        ? t('probes.uncalibrated')
        : t('probes.calibration', {
            date: format.date(calibration.atMs),
            uncertainty: format.number(calibration.uncertaintyCelsius, 1),
            due: format.date(calibration.dueAtMs),
          }) + (calibration.dueAtMs < nowMs ? ` (${t('probes.overdue')})` : '')
    const line = `${t(`role.${role}`)} ${asset} · ${probe} · ${measured} · ${t('probes.calibrated')}: ${calibrated}`
    sheet.paragraph(line, { size: 9.5 })
  }
}
