import type { ReportChange } from '@larder/contracts/report-version'
import { useLanguage } from '../language/report-language.tsx'

const changeOf = (before: unknown, after: unknown): 'added' | 'removed' | 'changed' =>
  before === null ? 'added' : after === null ? 'removed' : 'changed'

/** A change as a sentence. */
export function useChangeWords(): (change: ReportChange) => string {
  const { t, pick, format } = useLanguage()
  return (change) => {
    switch (change.what) {
      case 'lot':
        return t(`changes.lot.${change.change}`)
      case 'standing':
        return t(`changes.standing.${change.after}`)
      case 'verdict':
        return t('changes.verdict', {
          before: t(`verdict.${change.before}.word`),
          after: t(`verdict.${change.after}.word`),
        })
      case 'advice':
        return t('changes.advice', { before: t(`advice.${change.before}`), after: t(`advice.${change.after}`) })
      case 'confidence':
        return t('changes.confidence', {
          before: t(`confidence.${change.before}`),
          after: t(`confidence.${change.after}`),
        })
      case 'coverage':
        return t('changes.coverage', { before: format.number(change.before), after: format.number(change.after) })
      case 'life':
        return t('changes.life', { before: format.number(change.before, 1), after: format.number(change.after, 1) })
      case 'excursion': {
        const one = change.after ?? change.before
        if (one === null) return ''
        return t(`changes.excursion.${changeOf(change.before, change.after)}`, {
          what: t(`cause.${one.kind}`),
          from: format.dateTime(one.fromMs),
          time: format.duration(one.untilMs - one.fromMs),
          peak: format.celsius(one.peakCelsius),
        })
      }
      case 'leg': {
        const leg = change.after ?? change.before
        if (leg === null) return ''
        const where = `${t(`phase.${leg.phase}`)} · ${pick(leg.name)}`
        return t(`changes.leg.${changeOf(change.before, change.after)}`, { where })
      }
      case 'sorting':
        return t(`changes.sorting.${change.change}`)
      case 'calibration':
        return t('changes.calibration', { probe: `${change.asset} · ${change.probe}` })
      case 'record':
        return t(`changes.record.${change.field}`)
    }
  }
}
