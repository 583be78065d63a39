import type { LotBrief } from '@larder/contracts/store-copy'
import type { ReportKey } from '../../../../cloud/web/src/language/report-en.ts'
import { useSpeech } from '../language/speech.tsx'
import { Icon, type IconName } from '../look/icon.tsx'

const phases: Record<string, { icon: IconName; key: ReportKey }> = {
  origin: { icon: 'origin', key: 'phase.origin' },
  transit: { icon: 'truck', key: 'phase.transit' },
  storage: { icon: 'warehouse', key: 'phase.storage' },
  cabinet: { icon: 'cabinet', key: 'phase.cabinet' },
}

/** Where the lot has been and how cold it was there, from the packing to the hand. */
export function JourneyStrip({ lot }: { lot: LotBrief }) {
  const { t, pick, format } = useSpeech()
  return (
    <section className="journey" aria-label={t('journey.title')}>
      <h3>{t('journey.title')}</h3>
      <ol>
        {lot.legs.map((leg) => {
          const phase = phases[leg.phase]
          const celsius = leg.meanCelsius ?? leg.maxCelsius
          return (
            <li key={`${leg.phase}/${leg.fromMs}`}>
              <span className="journey-icon">
                <Icon name={phase?.icon ?? 'pin'} size={1.4} />
              </span>
              <p className="journey-phase">{phase === undefined ? leg.phase : t(phase.key)}</p>
              <p className="journey-place">{pick(leg.name)}</p>
              <p className="journey-time">{leg.ongoing ? t('trace.now') : format.duration(leg.untilMs - leg.fromMs)}</p>
              <p className="journey-celsius figure">
                {celsius === null ? t('trace.unmeasured') : t('trace.mean', { celsius: format.celsius(celsius) })}
              </p>
            </li>
          )
        })}
        <li>
          <span className="journey-icon you">
            <Icon name="you" size={1.4} />
          </span>
          <p className="journey-phase">{t('journey.you')}</p>
        </li>
      </ol>
    </section>
  )
}
