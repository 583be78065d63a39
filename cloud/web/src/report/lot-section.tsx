import type { MapTiles } from '@larder/contracts/console'
import type { LotTrace } from '@larder/contracts/report'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { Goods, Probes, SortingRecords } from './facts.tsx'
import { stopsOf } from './journey.ts'
import { Journey } from './journey.tsx'
import { LifeLeft } from './life-left.tsx'
import { StandingBanner } from './standing-banner.tsx'
import { adviceTone, iconOf, sentenceOf, toneOf, worstExcursion } from './verdict.ts'

const ReportChart = lazy(() => import('../chart/report-chart.tsx'))
const RouteMap = lazy(() => import('../map/route-map.tsx'))

/** One lot, in the order a shopper asks: is it good, what now, how long, where was it, and what is that based on. */
export function LotSection({ trace, tiles, folded }: { trace: LotTrace; tiles: MapTiles; folded: boolean }) {
  const { t, pick, format } = useLanguage()
  const stops = useMemo(() => stopsOf(trace), [trace])
  return (
    <article className="lot" id={`lot-${trace.lot.id}`} aria-label={pick(trace.product.name)}>
      <StandingBanner standing={trace.standing} />
      <Verdict trace={trace} />
      <Advice trace={trace} />
      {trace.life !== null && trace.verdict !== 'recalled' && (
        <LifeLeft life={trace.life} useByMs={trace.lot.useByMs} />
      )}
      <Panel title={t('journey.title')}>
        <Journey trace={trace} />
        <p className="journey-zone muted small">{t('report.zone', { zone: format.zone })}</p>
      </Panel>
      <Panel title={t('chart.title')}>
        <Suspense fallback={<div className="chart-place" />}>
          <ReportChart chart={trace.chart} />
        </Suspense>
        {trace.goodsEstimate !== null && (
          <p className="muted small">
            {t('asset.estimate', {
              pack: pick(trace.goodsEstimate.name),
              minutes: format.number(trace.goodsEstimate.timeConstantMinutes),
            })}
          </p>
        )}
        <Excursions trace={trace} />
      </Panel>
      <Panel title={t('route.title')}>
        {trace.route.length === 0 ? (
          <p className="muted">{t('route.none')}</p>
        ) : (
          <Suspense fallback={<div className="map-place" />}>
            <RouteMap route={trace.route} stops={stops} tiles={tiles} />
          </Suspense>
        )}
      </Panel>
      <Ground title={t('lot.title')} folded={folded}>
        <Goods trace={trace} />
      </Ground>
      <Ground title={t('sorting.title')} folded={folded}>
        <SortingRecords records={trace.sorting} />
      </Ground>
      <Ground title={t('probes.title')} folded={folded}>
        <Probes trace={trace} />
      </Ground>
    </article>
  )
}

export function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel">
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/** What the verdict stands on; among several lots on a phone it waits folded, so that each verdict stays near the next. */
function Ground({ title, folded, children }: { title: string; folded: boolean; children: ReactNode }) {
  if (!folded) return <Panel title={title}>{children}</Panel>
  return (
    <details className="panel ground">
      <summary>
        <h3>{title}</h3>
      </summary>
      {children}
    </details>
  )
}

function Verdict({ trace }: { trace: LotTrace }) {
  const { t, pick, format } = useLanguage()
  const tone = toneOf(trace)
  const worst = worstExcursion(trace)
  const place = trace.legs.find((leg) => leg.site === worst?.site && leg.asset === worst?.asset)?.name
  return (
    <header className={`verdict ${tone}`}>
      <p className="verdict-product">
        <strong>{pick(trace.product.name)}</strong>
        <span>
          {pick(trace.lot.origin)} · {trace.lot.id}
        </span>
      </p>
      <div className="verdict-mark">
        <Icon name={iconOf[tone]} size={44} />
        <span>{t(`verdict.${trace.verdict}.word`)}</span>
      </div>
      <h2>{t(sentenceOf(trace))}</h2>
      {trace.verdict === 'excursion' && worst !== undefined && (
        <p className="verdict-detail">
          {t(`verdict.worst.${worst.kind}`, {
            peak: format.celsius(worst.peakCelsius),
            limit: format.celsius(worst.limitCelsius),
            time: format.duration(worst.untilMs - worst.fromMs),
            place: place === undefined ? worst.asset : pick(place),
          })}
        </p>
      )}
      {trace.verdict !== 'recalled' && <Grounds trace={trace} />}
    </header>
  )
}

/** How much the sentence above rests on. */
function Grounds({ trace }: { trace: LotTrace }) {
  const { t, format } = useLanguage()
  return (
    <ul className="verdict-grounds">
      <li>
        <Confidence level={trace.confidence} />
        {t(`confidence.${trace.confidence}`)}
      </li>
      <li>{t('confidence.coverage', { percent: format.number(Math.floor(trace.coverage.percent)) })}</li>
      <li>{t(`basis.${trace.basis}`)}</li>
    </ul>
  )
}

/** Three bars, as many filled as the confidence deserves; the words stand beside them. */
function Confidence({ level }: { level: LotTrace['confidence'] }) {
  const filled = { low: 1, medium: 2, high: 3 }[level]
  return (
    <svg className="confidence" width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
      {[1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 6.5}
          y={14 - bar * 4.5}
          width="4.5"
          height={bar * 4.5}
          rx="1"
          opacity={bar <= filled ? 1 : 0.25}
        />
      ))}
    </svg>
  )
}

function Advice({ trace }: { trace: LotTrace }) {
  const { t } = useLanguage()
  const tone = adviceTone[trace.advice]
  return (
    <section className={`panel advice ${tone}`}>
      <h3>{t('advice.title')}</h3>
      <p className="advice-what">
        <Icon name={iconOf[tone]} size={22} />
        {t(`advice.${trace.advice}`)}
      </p>
      <p className="muted">{t(`advice.${trace.advice}.text`)}</p>
    </section>
  )
}

function Excursions({ trace }: { trace: LotTrace }) {
  const { t, format } = useLanguage()
  if (trace.excursions.length === 0) return null
  return (
    <div className="excursions">
      <h4>{t('excursions.title')}</h4>
      <ul>
        {trace.excursions.map((one) => (
          <li key={`${one.asset}/${one.probe}/${one.fromMs}`} className={one.severity}>
            <Icon name={one.severity} size={18} />
            <span>
              <strong>{t(`cause.${one.kind}`)}</strong> · {format.dateTime(one.fromMs)} ·{' '}
              {format.duration(one.untilMs - one.fromMs)}
            </span>
            <span className="figure">
              {t('alerts.value', { value: format.celsius(one.peakCelsius), limit: format.celsius(one.limitCelsius) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
