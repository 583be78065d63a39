import type { Situation } from '@larder/contracts/situation'
import { useLanguage } from '../language/language.tsx'

/** "6.1 °C, limit 4.0 °C", or null where the cause is not a temperature. */
export function useEvidence(): (situation: Situation) => string | null {
  const { t, format } = useLanguage()
  return (situation) => {
    const celsius =
      situation.state === 'open' ? (situation.latestCelsius ?? situation.peakCelsius) : situation.peakCelsius
    if (celsius === undefined) return null
    const value = format.celsius(celsius)
    if (situation.limitCelsius === undefined) return value
    return t('alerts.value', { value, limit: format.celsius(situation.limitCelsius) })
  }
}
