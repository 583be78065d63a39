import type { Bilingual } from '@larder/contracts/site'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { recall, remember } from '../remember.ts'
import { type Format, formatIn } from './format.ts'
import { type Language, languageOf, type MessageKey, type Parameters, say } from './say.ts'

interface Speech {
  language: Language
  setLanguage(language: Language): void
  t(key: MessageKey, parameters?: Parameters): string
  pick(text: Bilingual): string
  format: Format
}

const SpeechContext = createContext<Speech | null>(null)

const firstLanguage = (): Language => {
  const chosen = recall('language')
  return chosen === 'zh' || chosen === 'en' ? chosen : languageOf(navigator.languages)
}

export function LanguageProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, choose] = useState<Language>(() => initial ?? firstLanguage())
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const speech = useMemo<Speech>(
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

export function useLanguage(): Speech {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('a component that speaks stands outside LanguageProvider')
  return speech
}
