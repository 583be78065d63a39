import type { LotBrief, TraceBrief } from '@larder/contracts/store-copy'
import { useState } from 'react'
import type { ReportKey } from '../../../../cloud/web/src/language/report-en.ts'
import { adviceTone, iconOf, type Tone } from '../../../../cloud/web/src/report/verdict.ts'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'
import { JourneyStrip } from './journey-strip.tsx'
import { LifeGauge } from './life-gauge.tsx'
import { QrCode } from './qr-code.tsx'

/** The trace report in short: what the full one says, one touch or one scan away from it. */
export function TraceCard({ brief, url }: { brief: TraceBrief; url: string | null }) {
  const { t, pick, format } = useSpeech()
  const [index, show] = useState(0)
  const lot = brief.lots[Math.min(index, brief.lots.length - 1)]
  if (lot === undefined) return null
  return (
    <article className="card trace">
      <header className="trace-head">
        <div>
          <p className="card-kind">{t('trace.title')}</p>
          <h2>{pick(lot.name)}</h2>
          <p className="muted small">
            {pick(lot.origin)} · {t('trace.lot', { lot: lot.lot })}
          </p>
        </div>
        {url !== null && (
          <div className="trace-code">
            <QrCode text={url} label={t('trace.full')} />
            <p>{t('trace.full')}</p>
          </div>
        )}
      </header>
      {brief.lots.length > 1 && (
        <fieldset className="lots">
          <legend className="unseen">{t('trace.which')}</legend>
          {brief.lots.map((one, place) => (
            <button
              key={one.lot}
              type="button"
              className="key"
              aria-pressed={place === index}
              onClick={() => show(place)}
            >
              {pick(one.name)}
            </button>
          ))}
        </fieldset>
      )}
      <LotTrace lot={lot} />
      <p className="muted small">
        {t('report.version', { version: brief.version, at: format.dateTime(brief.generatedAtMs) })}
      </p>
    </article>
  )
}

function toneOf(lot: LotBrief): Tone {
  if (lot.verdict === 'recalled') return 'critical'
  if (lot.verdict === 'within-limits') return 'ok'
  return lot.verdict === 'not-enough-data' ? 'neutral' : adviceTone[lot.advice]
}

/** Only a probe at the food itself may speak of the food; from air alone the sentence is about the air. */
function sentenceOf({ verdict, basis }: LotBrief): ReportKey {
  if (verdict === 'recalled') return 'verdict.recalled'
  if (verdict !== 'within-limits') return `verdict.${verdict}`
  return basis === 'product' ? 'verdict.within-limits.product' : 'verdict.within-limits.air'
}

function LotTrace({ lot }: { lot: LotBrief }) {
  const { t, pick, format } = useSpeech()
  const tone = toneOf(lot)
  return (
    <>
      <div className={`verdict ${tone}`}>
        <Icon name={iconOf[tone]} size={2} />
        <div>
          <p className="verdict-word">{t(`verdict.${lot.verdict}.word`)}</p>
          <p>{t(sentenceOf(lot))}</p>
          {lot.standing.state === 'held' && <p>{t('trace.held')}</p>}
          {lot.standing.state === 'recalled' && (
            <p>
              {t(`hazard.${lot.standing.hazard}`)} · {lot.standing.reason}
            </p>
          )}
        </div>
      </div>
      <div className="trace-facts">
        {lot.life === null ? <p className="muted">{t('trace.no-life')}</p> : <LifeGauge life={lot.life} />}
        <dl>
          <Fact icon="snow" tone="cold" label={t('trace.coldest')} value={degrees(lot.coldestCelsius)} />
          <Fact icon="thermometer" tone="warm" label={t('trace.warmest')} value={degrees(lot.warmestCelsius)} />
          <Fact
            icon="clock"
            tone=""
            label={t('trace.measured')}
            value={`${format.number(Math.floor(lot.coveragePercent))} %`}
          />
        </dl>
      </div>
      {lot.excursions.length > 0 && (
        <ul className="excursions">
          {lot.excursions.map((one) => (
            <li key={`${one.asset}/${one.fromMs}/${one.kind}`}>
              <Icon name="warning" size={1.3} />
              {t('trace.excursion', {
                where: placeAt(one.fromMs),
                peak: format.celsius(one.peakCelsius),
                limit: format.celsius(one.limitCelsius),
                time: format.duration(one.untilMs - one.fromMs),
              })}
            </li>
          ))}
        </ul>
      )}
      <div className={`advice ${adviceTone[lot.advice]}`}>
        <p className="advice-title">{t(`advice.${lot.advice}`)}</p>
        <p>{t(`advice.${lot.advice}.text`)}</p>
      </div>
      <JourneyStrip lot={lot} />
    </>
  )

  function degrees(celsius: number | null): string {
    return celsius === null ? '–' : format.celsius(celsius)
  }

  function placeAt(atMs: number): string {
    const leg = lot.legs.findLast(({ fromMs }) => fromMs <= atMs)
    return leg === undefined ? '' : pick(leg.name)
  }
}

function Fact(props: { icon: 'snow' | 'thermometer' | 'clock'; tone: string; label: string; value: string }) {
  const { icon, tone, label, value } = props
  return (
    <div className={`trace-fact ${tone}`}>
      <dt>
        <Icon name={icon} size={1.2} />
        {label}
      </dt>
      <dd className="figure">{value}</dd>
    </div>
  )
}
