import type { Bilingual } from '@larder/contracts/site'
import { type Format, formatIn } from '../../web/src/language/format.ts'
import type { ReportKey } from '../../web/src/language/report-en.ts'
import { fill, type Language, type Parameters, reportCatalogues, sayOf } from '../../web/src/language/words.ts'

const paper = {
  zh: {
    code: '扫码核验本副本',
    foot: 'Larder 溯源报告 · 第 {version} 版 · 内容指纹 {hash} · 第 {page} 页，共 {pages} 页',
  },
  en: {
    code: 'Scan to check this copy',
    foot: 'Larder trace report · version {version} · content {hash} · page {page} of {pages}',
  },
} as const satisfies Record<Language, object>

const say = sayOf(reportCatalogues)

/** The page's own words, for paper: one language, the store's own time. */
export interface Words {
  t(key: ReportKey, parameters?: Parameters): string
  /** What only a sheet of paper says. */
  onPaper(key: keyof (typeof paper)['en'], parameters?: Parameters): string
  pick(text: Bilingual): string
  format: Format
}

export const wordsIn = (language: Language, timeZone: string): Words => ({
  t: (key, parameters) => say(language, key, parameters),
  onPaper: (key, parameters = {}) => fill(paper[language][key], parameters),
  pick: (text) => text[language],
  format: formatIn(language, timeZone),
})
