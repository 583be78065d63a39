import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FiledReport } from '@larder/contracts/report-version'
import { afterAll, expect, test } from 'vitest'
import { badReport, goodReport, orderReport } from '../../web/test/fixtures/reports.ts'
import { PdfDrawer } from './pdf-drawer.ts'

const pdftotext = '/usr/bin/pdftotext'
const present = existsSync(pdftotext)
if (!present) console.warn('the words in the PDF are not read, the test is skipped: apt-get install poppler-utils')

const drawer = new PdfDrawer()
const folder = mkdtempSync(join(tmpdir(), 'larder-pdf-'))
afterAll(async () => {
  await drawer.stop()
  rmSync(folder, { recursive: true, force: true })
})

const filed = (report: typeof badReport): FiledReport => ({ ...report, hash: 'ab'.repeat(32) })
const draw = (report: typeof badReport, language: 'zh' | 'en') =>
  drawer.draw(filed(report), language, `https://shop.example/v/${'ab'.repeat(32)}`)

function wordsOf(pdf: Uint8Array): string {
  const file = join(folder, 'report.pdf')
  writeFileSync(file, pdf)
  return execFileSync(pdftotext, ['-layout', file, '-'], { encoding: 'utf8' })
}

test.each(['zh', 'en'] as const)(
  'a report in %s holds its fonts, so that it reads the same everywhere',
  async (language) => {
    const text = Buffer.from(await draw(badReport, language)).toString('latin1')
    expect(text.startsWith('%PDF-1.')).toBe(true)
    const fonts = text.match(/\/BaseFont \/\w+\+NotoSansHans-(Regular|Bold)/g) ?? []
    expect(fonts.length).toBeGreaterThanOrEqual(2)
    expect(text.match(/\/FontFile3/g)?.length).toBe(2)
  },
)

test.runIf(present)(
  'the sheet says what the page says: verdict, advice, life, way, figures, probes, version',
  async () => {
    const english = wordsOf(await draw(badReport, 'en'))
    for (const words of [
      'This food was too warm for too long.',
      'Do not eat it.',
      'Life left',
      'Luchao Fisheries',
      'Grade A',
      'Limit 4.0 °C',
      'overdue',
      'version 1',
      'page 1 of',
    ]) {
      expect(english).toContain(words)
    }
    const chinese = wordsOf(await draw(badReport, 'zh'))
    for (const words of ['这份食品温度过高的时间太长。', '请不要食用。', '上限 4.0 °C', '分拣记录'])
      expect(chinese).toContain(words)
  },
)

test.runIf(present)('a recall stands first, and nothing after it sounds like leave to eat', async () => {
  const recall = { sinceMs: 1, source: 'L0', hazard: 'pathogen', reason: 'Listeria was found', recall: 'R1' } as const
  const lots = goodReport.lots.map((trace) => ({
    ...trace,
    standing: { state: 'recalled', ...recall } as const,
    verdict: 'recalled' as const,
    advice: 'return-it' as const,
  }))
  const words = wordsOf(await draw({ ...goodReport, lots }, 'en'))
  expect(words.indexOf('Listeria was found')).toBeGreaterThan(0)
  expect(words.indexOf('Listeria was found')).toBeLessThan(words.indexOf('What to do now'))
  expect(words).not.toMatch(/Life left|High confidence/)
})

test.runIf(present)('an order has every lot of it', async () => {
  const words = wordsOf(await draw(orderReport, 'en'))
  for (const { lot } of orderReport.lots) expect(words).toContain(lot.id)
})

test('after it has stopped the next report starts it again', async () => {
  await drawer.stop()
  expect((await draw(badReport, 'en')).length).toBeGreaterThan(10_000)
})

test('more than it can hold are refused with what to do', async () => {
  const many = Array.from({ length: 40 }, async () => draw(badReport, 'en'))
  const outcomes = await Promise.allSettled(many)
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  expect(refused.length).toBe(20)
  expect(refused[0]).toMatchObject({ status: 503, message: expect.stringContaining('try again') })
})
