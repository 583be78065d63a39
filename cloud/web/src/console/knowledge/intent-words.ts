import { useLanguage } from '../../language/language.tsx'
import { catalogues, type MessageKey } from '../../language/say.ts'

/** What an intent is called; one we have no words for is told as the assistant knows it. */
export function useIntentWords(): (intent: string | null) => string {
  const { t } = useLanguage()
  return (intent) => {
    if (intent === null || intent === '') return t('intent.none')
    if (intent.startsWith('article:')) return t('intent.article', { id: intent.slice('article:'.length) })
    const key = [`intent.${intent}`, `scene.${intent}`].find((one) => Object.hasOwn(catalogues.en, one))
    return key === undefined ? intent : t(key as MessageKey)
  }
}
