import type { Bilingual } from '@larder/contracts/site'
import { type Format, formatIn } from '../../web/src/language/format.ts'
import { type Language, type MessageKey, type Parameters, say } from '../../web/src/language/say.ts'

/** The page's own words, for paper: one language, the store's own time. */
export interface Words {
  t(key: MessageKey, parameters?: Parameters): string
  pick(text: Bilingual): string
  format: Format
}

export const wordsIn = (language: Language, timeZone: string): Words => ({
  t: (key, parameters) => say(language, key, parameters),
  pick: (text) => text[language],
  format: formatIn(language, timeZone),
})
