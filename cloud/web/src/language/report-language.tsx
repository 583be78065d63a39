import type { Bilingual } from '@larder/contracts/site'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { recall, remember } from '../remember.ts'
import { type Format, formatIn } from './format.ts'
import type { ReportKey } from './report-en.ts'
import { type Language, languageOf, type Parameters, reportCatalogues, sayOf } from './words.ts'

const say = sayOf(reportCatalogues)

/** How a page speaks, in the words of `Key`. */
export interface Speech<Key extends string> {
  language: Language
  setLanguage(language: Language): void
  t(key: Key, parameters?: Parameters): string
  pick(text: Bilingual): string
  format: Format
}

const SpeechContext = createContext<Speech<ReportKey> | null>(null)

const firstLanguage = (): Language => {
  const chosen = recall('language')
  return chosen === 'zh' || chosen === 'en' ? chosen : languageOf(navigator.languages)
}

export function LanguageProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, choose] = useState<Language>(() => initial ?? firstLanguage())
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const speech = useMemo<Speech<ReportKey>>(
    () => ({
      language,
      setLanguage: (next) => {
        remember('language', next)
        choose(next)
      },
      t: (key, parameters) => say(language, key, parameters),
      pick: (text) => text[language],
      format: formatIn(language),
    }),
    [language],
  )
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

/** Tells every time beneath it by the clocks of one place instead of the reader's. */
export function InTimeZone({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  const around = useLanguage()
  const speech = useMemo(() => ({ ...around, format: formatIn(around.language, timeZone) }), [around, timeZone])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

/** In the report, and in what the report shares with the console. */
export function useLanguage(): Speech<ReportKey> {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('a component that speaks stands outside LanguageProvider')
  return speech
}
