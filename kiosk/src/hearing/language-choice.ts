import { type Language, languages } from '@larder/contracts/language'
import type { Heard } from './utterance.ts'

/** Below this the two decoders are as sure as each other: the kiosk asks which language it shall be. */
export const clearMargin = 0.05

export interface LanguageChoice {
  heard: Heard
  /** How sure each decoder is of its words, 0 to 1. */
  sureness: Partial<Record<Language, number>>
  clear: boolean
}

/** The first utterance goes to a decoder of each language; the one that is surer of its words has understood the language. */
export function chooseLanguage(all: Heard[], margin = clearMargin): LanguageChoice {
  const ranked = all.map((heard) => ({ heard, sureness: surenessOf(heard) })).sort((a, b) => b.sureness - a.sureness)
  const [first, second] = ranked
  if (first === undefined) throw new Error('no decoder has heard anything')
  return {
    heard: first.heard,
    sureness: Object.fromEntries(
      languages.flatMap((language) => {
        const one = ranked.find(({ heard }) => heard.language === language)
        return one ? [[language, Math.round(one.sureness * 1000) / 1000]] : []
      }),
    ),
    clear: second === undefined || first.sureness - second.sureness >= margin,
  }
}

/** Mean confidence of the words, each weighted by how long it sounds: a wrong language is unsure for most of the time. */
export function surenessOf({ words }: Pick<Heard, 'words'>): number {
  const lengthMs = words.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)
  if (lengthMs === 0) return 0
  return words.reduce((sum, { startMs, endMs, confidence }) => sum + (endMs - startMs) * confidence, 0) / lengthMs
}
