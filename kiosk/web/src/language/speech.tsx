import type { Language } from '@larder/contracts/language'
import type { Bilingual } from '@larder/contracts/site'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { type Format, formatIn } from '../../../../cloud/web/src/language/format.ts'
import type { ReportKey } from '../../../../cloud/web/src/language/report-en.ts'
import { type Parameters, reportCatalogues, sayOf } from '../../../../cloud/web/src/language/words.ts'
import { type KioskKey, kioskEn } from './en.ts'
import { kioskZh } from './zh.ts'

/** What the report page says is said in the same words here. */
export type SpeechKey = KioskKey | ReportKey

export const say = sayOf<SpeechKey>({
  zh: { ...reportCatalogues.zh, ...kioskZh },
  en: { ...reportCatalogues.en, ...kioskEn },
})

export interface Speech {
  language: Language
  t(key: SpeechKey, parameters?: Parameters): string
  pick(text: Bilingual): string
  money(fen: number): string
  format: Format
}

const SpeechContext = createContext<Speech | null>(null)

/** Language and time zone are the conversation's and the store's: nothing of them is remembered by the browser. */
export function SpeechProvider(props: { language: Language; timeZone: string | undefined; children: ReactNode }) {
  const { language, timeZone, children } = props
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const speech = useMemo<Speech>(
    () => ({
      language,
      t: (key, parameters) => say(language, key, parameters),
      pick: (text) => text[language],
      money: (fen) => `¥${(fen / 100).toFixed(2)}`,
      format: formatIn(language, timeZone),
    }),
    [language, timeZone],
  )
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('a component that speaks stands outside SpeechProvider')
  return speech
}
