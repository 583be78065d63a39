import type { RiskFactor } from '@larder/contracts/risk'
import type { Format } from '../../language/format.ts'
import { catalogues, type Language, type MessageKey, type Parameters } from '../../language/say.ts'

type Say = (key: MessageKey, parameters?: Parameters) => string

const isKey = (language: Language, key: string): key is MessageKey => Object.hasOwn(catalogues[language], key)

/** The factor's name; a column of somebody's own file is called as it is there. */
export function factorName(factor: string, language: Language, t: Say): string {
  const key = `risk.factor.${factor}`
  return isKey(language, key) ? t(key) : factor
}

/** Contributions below this are noise to a reader. */
const telling = 0.1

/** Why the score is high: the factors that raise it, the strongest first, three at most, each with what was seen. */
export function because(
  factors: readonly RiskFactor[],
  { t, format, language }: { t: Say; format: Format; language: Language },
): string[] {
  return factors
    .filter(({ contribution }) => contribution >= telling)
    .slice(0, 3)
    .map((factor) => reason(factor, t, format, language))
}

function reason({ factor, value, figures }: RiskFactor, t: Say, format: Format, language: Language): string {
  const shown = (number: number | null | undefined, digits: number): string =>
    number === null || number === undefined ? '–' : format.number(number, digits)
  if (factor === 'overLimitCelsius') {
    const max = figures?.max ?? 0
    if (max <= 0) return t('risk.because.overLimitCelsius.below', { max: shown(-max, 1) })
    const minutes = shown(figures?.longestAboveMinutes, 0)
    return t('risk.because.overLimitCelsius', { max: shown(max, 1), minutes })
  }
  if (factor === 'delayMinutes') {
    const last = figures?.last ?? 0
    return last > 0 ? t('risk.because.delayMinutes', { last: shown(last, 0) }) : t('risk.because.delayMinutes.none')
  }
  if (factor === 'shockG') return t('risk.because.shockG', { max: shown(figures?.max, 1) })
  const key = `risk.because.${factor}`
  const told = typeof value === 'number' ? shown(value, Number.isInteger(value) ? 0 : 1) : (value ?? '–')
  if (isKey(language, key)) return t(key, { value: told })
  return t('risk.because.other', { factor: factorName(factor, language, t), value: told })
}
