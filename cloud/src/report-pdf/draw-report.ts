import type { FiledReport } from '@larder/contracts/report-version'
import type { Language } from '../../web/src/language/words.ts'
import { drawCode } from './code.ts'
import { drawLot } from './lot-sections.ts'
import { Sheet } from './sheet.ts'
import { wordsIn } from './words.ts'

const codeSize = 84

/**
 * A trace report on A4 with the page's own content and words, its fonts embedded. Its code leads to `verifyUrl`, where
 * the version is checked. The same report gives the same bytes but for the file's own id.
 */
export async function drawReport(report: FiledReport, language: Language, verifyUrl: string): Promise<Uint8Array> {
  const words = wordsIn(language, report.timeZone)
  const { t, pick, format } = words
  const [first] = report.lots
  const title = first === undefined ? t('report.title') : t('report.page-title', { product: pick(first.product.name) })
  const sheet = new Sheet(title, language, new Date(report.generatedAtMs))
  const beside = sheet.width - codeSize - 16
  sheet.textAt('Larder', sheet.left, sheet.y, beside, { size: 11, bold: true, colour: 'accent' })
  sheet.textAt(t('report.title'), sheet.left, sheet.y + 16, beside, { size: 20, bold: true })
  const made = { version: report.version, at: format.dateTime(report.generatedAtMs) }
  const about = [
    report.subject.kind === 'order' ? t('report.order', { id: report.subject.id }) : report.subject.id,
    t(report.version > 1 ? 'report.version.updated' : 'report.version', made),
    t('report.zone', { zone: format.zone }),
  ]
  sheet.textAt(about.join('\n'), sheet.left, sheet.y + 45, beside, { size: 9, colour: 'soft' })
  const codeX = sheet.left + sheet.width - codeSize
  drawCode(sheet, verifyUrl, codeX, sheet.y, codeSize)
  sheet.textAt(words.onPaper('code'), codeX - 30, sheet.y + codeSize, codeSize + 30, {
    size: 7.5,
    colour: 'soft',
    align: 'right',
  })
  sheet.y += codeSize + 16
  report.lots.forEach((trace, index) => {
    if (index > 0) {
      sheet.space(14)
      sheet.rule()
    }
    drawLot(sheet, trace, words, report.generatedAtMs)
  })
  sheet.space(10)
  sheet.paragraph(t('report.privacy'), { size: 8.5, colour: 'soft' })
  const hash = report.hash.slice(0, 16)
  return sheet.finish((page, pages) => words.onPaper('foot', { version: report.version, hash, page, pages }))
}
