import { useMemo } from 'react'
import { type Speech, useLanguage as useReportLanguage } from './report-language.tsx'
import { type MessageKey, type Parameters, say } from './say.ts'

/** In the console: the same language, with all of its words. */
export function useLanguage(): Speech<MessageKey> {
  const speech = useReportLanguage()
  return useMemo(
    () => ({ ...speech, t: (key: MessageKey, parameters?: Parameters) => say(speech.language, key, parameters) }),
    [speech],
  )
}
