import type { Phase } from '@larder/contracts/consignment'
import type { LegTrace, LotTrace } from '@larder/contracts/report'
import type { ReactNode } from 'react'
import { useLanguage } from '../language/report-language.tsx'
import { Icon, type IconName } from '../look/icon.tsx'
import { journeyOf, type Step } from './journey.ts'

const phaseIcon: Record<Phase, IconName> = {
  origin: 'origin',
  transit: 'truck',
  storage: 'warehouse',
  cabinet: 'cabinet',
}

const keyOf = (step: Step): string => (step.kind === 'you' ? 'you' : `${step.kind}/${step.atMs}`)

export function Journey({ trace }: { trace: LotTrace }) {
  return (
    <ol className="journey">
      {journeyOf(trace).map((step) => (
        <StepRow key={keyOf(step)} step={step} />
      ))}
    </ol>
  )
}

function StepRow({ step }: { step: Step }) {
  const { t, pick, format } = useLanguage()
  switch (step.kind) {
    case 'packed':
      return (
        <Row icon="goods" title={t('journey.packed')} place={pick(step.place)}>
          <p className="muted">{format.dateTime(step.atMs)}</p>
        </Row>
      )
    case 'sorted':
      return (
        <Row
          icon="sorting"
          title={t('journey.sorted')}
          place={t('journey.sorted.text', {
            grade: step.record.grade === 'rejected' ? t('sorting.rejected-grade') : step.record.grade,
            line: step.record.line,
          })}
        >
          <p className="muted">{format.dateTime(step.atMs)}</p>
        </Row>
      )
    case 'leg':
      return (
        <Row icon={phaseIcon[step.phase]} title={t(`phase.${step.phase}`)} place={pick(step.leg.name)}>
          <LegTime leg={step.leg} />
          <LegTemperature leg={step.leg} />
          {(step.coldest !== null || step.warmest !== null) && (
            <p className="extremes">
              {step.coldest !== null && (
                <span className="tag cold">
                  <Icon name="snow" size={14} />
                  {t('journey.coldest', { celsius: format.celsius(step.coldest.celsius) })}
                </span>
              )}
              {step.warmest !== null && (
                <span className="tag warm">
                  <Icon name="thermometer" size={14} />
                  {t('journey.warmest', { celsius: format.celsius(step.warmest.celsius) })}
                </span>
              )}
            </p>
          )}
        </Row>
      )
    case 'you':
      return (
        <Row icon="you" title={t('journey.you')} place="">
          <p className="muted">{t('journey.you.text')}</p>
        </Row>
      )
  }
}

function Row({ icon, title, place, children }: { icon: IconName; title: string; place: string; children: ReactNode }) {
  return (
    <li>
      <span className="journey-icon">
        <Icon name={icon} />
      </span>
      <div>
        <h4>{title}</h4>
        {place !== '' && <p className="journey-place">{place}</p>}
        {children}
      </div>
    </li>
  )
}

function LegTime({ leg }: { leg: LegTrace }) {
  const { t, format } = useLanguage()
  if (leg.ongoing) return <p className="muted">{t('journey.ongoing', { from: format.dateTime(leg.fromMs) })}</p>
  return <p className="muted">{format.span(leg.fromMs, leg.untilMs)}</p>
}

function LegTemperature({ leg }: { leg: LegTrace }) {
  const { t, format } = useLanguage()
  if (leg.minCelsius === null || leg.maxCelsius === null) return <p className="muted">{t('journey.no-temperature')}</p>
  return (
    <p className="journey-range">
      <span className="figure">
        {format.degrees(leg.minCelsius)} … {format.celsius(leg.maxCelsius)}
      </span>
      <span className="muted">
        {t('journey.coverage', { percent: format.number(Math.floor(leg.coveragePercent)) })}
      </span>
    </p>
  )
}
