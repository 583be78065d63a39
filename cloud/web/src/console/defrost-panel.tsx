import type { LearnedDefrostsView } from '@larder/contracts/backtest'
import type { ReactNode } from 'react'
import { paths } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { useResource } from '../resource.ts'
import { Failure } from './failure.tsx'
import { useNow } from './known.tsx'
import './defrost-panel.css'

const minuteMs = 60_000
const renewMs = 10 * minuteMs

/** What an asset's air has taught of its defrosts: how many, how long, how warm, how often, and when the next one is due. */
export function DefrostPanel({ site, asset }: { site: string; asset: string }) {
  const { t } = useLanguage()
  const { value, failure, reload } = useResource(paths.defrosts(site, asset), renewMs)
  if (failure?.status === 404 || value?.probes.length === 0) return null
  const learned =
    value?.probes.flatMap((one) => (one.learned === null ? [] : [{ ...one.learned, probe: one.probe }])) ?? []
  return (
    <section className="panel">
      <h2>{t('defrosts.title')}</h2>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {value !== undefined && learned.length === 0 && <p className="muted">{t('defrosts.none')}</p>}
      {learned.map((one) => (
        <Learned key={one.probe} learned={one} />
      ))}
    </section>
  )
}

function Learned({ learned }: { learned: LearnedDefrostsView }) {
  const { t, format } = useLanguage()
  const nowMs = useNow(minuteMs)
  const { count, sure, durationMinutes, peakCelsius, periodHours, lastFromMs, nextExpectedMs } = learned
  const range = (least: string, most: string): string => (least === most ? '' : t('defrosts.range', { least, most }))
  const minutes = (value: number): string => format.duration(Math.round(value) * minuteMs)
  const hours = (value: number): string => format.duration(Math.round(value * 60) * minuteMs)
  return (
    <>
      <dl className="defrost-figures">
        <Figure name={t('defrosts.count')} value={format.number(count)} />
        <Figure
          name={t('defrosts.duration')}
          value={minutes(durationMinutes.typical)}
          range={range(minutes(durationMinutes.least), minutes(durationMinutes.most))}
        />
        <Figure
          name={t('defrosts.peak')}
          value={format.celsius(peakCelsius.typical)}
          range={range(format.celsius(peakCelsius.least), format.celsius(peakCelsius.most))}
        />
        {periodHours !== null && (
          <Figure
            name={t('defrosts.period')}
            value={hours(periodHours.typical)}
            range={range(hours(periodHours.least), hours(periodHours.most))}
          />
        )}
        <Figure name={t('defrosts.last')} value={format.ago(lastFromMs, nowMs)} range={format.dateTime(lastFromMs)} />
        {nextExpectedMs !== null && <Figure name={t('defrosts.next')} value={format.dateTime(nextExpectedMs)} />}
      </dl>
      <p className="muted small">{t(sure ? 'defrosts.sure' : 'defrosts.learning')}</p>
    </>
  )
}

function Figure({ name, value, range = '' }: { name: string; value: ReactNode; range?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figure">{value}</dd>
      {range !== '' && <dd className="defrost-range figure">{range}</dd>}
    </div>
  )
}
