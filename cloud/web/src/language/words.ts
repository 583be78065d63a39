import { type ReportKey, reportEn } from './report-en.ts'
import { reportZh } from './report-zh.ts'

export type Language = 'zh' | 'en'
export type Parameters = Record<string, string | number>
export type Catalogues<Key extends string> = Record<Language, Record<Key, string>>

/** Apart from the console's words, so that a shopper's phone does not load what only staff read. */
export const reportCatalogues: Catalogues<ReportKey> = { zh: reportZh, en: reportEn }

/**
 * Fills `{name}` with a parameter and `{name|singular|plural}` with the word for its count.
 * A parameter that is missing stays visible, so that a test or a reader notices.
 */
export const fill = (message: string, parameters: Parameters): string =>
  message.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = parameters[name]
    if (value === undefined) return whole
    return many === undefined ? String(value) : String(Number(value) === 1 ? one : many)
  })

export const sayOf =
  <Key extends string>(catalogues: Catalogues<Key>) =>
  (language: Language, key: Key, parameters: Parameters = {}): string =>
    fill(catalogues[language][key], parameters)

/** The first of the browser's languages that we speak; English otherwise. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split('-')[0]
    if (primary === 'zh' || primary === 'en') return primary
  }
  return 'en'
}
