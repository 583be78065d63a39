import { scene } from '@larder/contracts/ticket'
import { useLanguage } from '../../language/language.tsx'

/** What an intent is called where it is one of the scenes; else as the assistant knows it. */
export function useIntentName(): (intent: string | null) => string {
  const { t } = useLanguage()
  return (intent) => {
    const known = scene.safeParse(intent)
    return known.success ? t(`scene.${known.data}`) : (intent ?? '?')
  }
}
