import type { Situation } from '@larder/contracts/situation'
import { useState } from 'react'
import { Link } from 'wouter'
import { paths } from '../api.ts'
import { ChartTable } from '../chart/figure.tsx'
import { extent } from '../chart/segments.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import { isWithdrawn } from './alert-order.ts'
import { AssetChart } from './asset-chart.tsx'
import { assetNow, stateOf } from './asset-state.ts'
import { Limits, Signs, StateTag } from './asset-words.tsx'
import { Choice } from './choice.tsx'
import { DefrostPanel } from './defrost-panel.tsx'
import { DeviceTable } from './device-table.tsx'
import { Empty } from './empty.tsx'
import { useEvidence } from './evidence.ts'
import { Failure } from './failure.tsx'
import { ForecastPanel } from './forecast-panel.tsx'
import { InnerHead } from './inner-head.tsx'
import { assetIn, useKnown, useLive, useNames, useNow } from './known.tsx'
import { MarkedGoodsNotice } from './quality/standings.tsx'
import './asset-page.css'

const hour = 3_600_000
const ranges = { '1h': hour, '24h': 24 * hour, '7d': 168 * hour, '30d': 720 * hour } as const
type Range = keyof typeof ranges
/** How often the drawn history is asked for again: often where a reading is a visible step. */
const renewMs: Record<Range, number> = { '1h': 10_000, '24h': 60_000, '7d': 300_000, '30d': 600_000 }

export default function AssetPage({ site, asset }: { site: string; asset: string }) {
  const { t, format, pick } = useLanguage()
  const names = useNames()
  const { places, profiles } = useKnown()
  const live = useLive()
  const nowMs = useNow(5000)
  const [range, setRange] = useState<Range>('24h')
  const untilMs = Math.ceil(useNow(renewMs[range]) / renewMs[range]) * renewMs[range]
  const history = useResource(paths.history(site, asset, untilMs - ranges[range], untilMs, 600))
  const devices =
    useResource(paths.devices, 15_000).value?.filter((one) => one.site === site && one.asset === asset) ?? []
  const configured = assetIn(places, site, asset)
  const profile = profiles[configured?.profile ?? 'chilled']
  const now = assetNow(live.readings.values(), site, asset, configured)
  const state = stateOf(live.alerts.values(), site, asset, now, profile, nowMs)
  const chart = history.value?.chart
  if (history.failure?.status === 404) return <UnknownAsset id={`${site}/${asset}`} />

  return (
    <div className="page">
      <InnerHead
        parent={{ href: '/assets', name: t('nav.assets') }}
        title={names.asset(site, asset)}
        under={
          <p className="asset-state">
            <StateTag state={state} />
            <Signs now={now} state={state} />
          </p>
        }
      >
        <dl className="asset-now">
          {now.product?.celsius !== undefined && <BigFigure name={t('role.product')} celsius={now.product.celsius} />}
          {now.air?.celsius !== undefined && <BigFigure name={t('role.air')} celsius={now.air.celsius} />}
          <div>
            <dt>{t('assets.limits')}</dt>
            <dd className="figure limits-figure">
              <Limits profile={profile} />
            </dd>
          </div>
        </dl>
      </InnerHead>
      <MarkedGoodsNotice site={site} asset={asset} />
      <section className="panel">
        <div className="panel-head">
          <h2>{t('chart.title')}</h2>
          <small className="muted">
            {now.newestMs !== undefined && t('asset.updated', { ago: format.ago(now.newestMs, nowMs) })}
          </small>
          <Choice
            label={t('chart.ranges')}
            value={range}
            onChange={setRange}
            options={(Object.keys(ranges) as Range[]).map((value) => ({ value, label: t(`chart.range.${value}`) }))}
          />
        </div>
        {history.failure !== undefined && <Failure failure={history.failure} onRetry={history.reload} />}
        {chart !== undefined && extent(chart) === null && (
          <Empty icon="thermometer" title={t('asset.no-data')} command="npm start -- --history 30d">
            {t('asset.no-data.text')}
          </Empty>
        )}
        {history.value !== undefined && chart !== undefined && extent(chart) !== null && (
          <>
            <AssetChart key={range} history={history.value} />
            {history.value.estimate !== null && (
              <p className="muted small">
                {t('asset.estimate', {
                  pack: pick(history.value.estimate.name),
                  minutes: format.number(history.value.estimate.timeConstantMinutes),
                })}
              </p>
            )}
            <ChartTable chart={chart} />
          </>
        )}
        {chart === undefined && history.failure === undefined && <div className="asset-chart-place" />}
      </section>
      <ForecastPanel key={`${site}/${asset}`} site={site} asset={asset} />
      <DefrostPanel key={`defrosts/${site}/${asset}`} site={site} asset={asset} />
      <section className="panel">
        <h2>{t('asset.alerts')}</h2>
        <Situations situations={history.value?.situations ?? []} />
      </section>
      {devices.length > 0 && (
        <section className="panel">
          <h2>{t('asset.probes')}</h2>
          <DeviceTable devices={devices} withAsset={false} />
        </section>
      )}
    </div>
  )
}

function UnknownAsset({ id }: { id: string }) {
  const { t } = useLanguage()
  return (
    <div className="page">
      <section className="empty">
        <Icon name="unknown" size={36} />
        <h1>{t('asset.unknown', { id })}</h1>
        <p>{t('asset.unknown.text')}</p>
        <Link href="/assets" className="button">
          {t('nav.assets')}
        </Link>
      </section>
    </div>
  )
}

function BigFigure({ name, celsius }: { name: string; celsius: number }) {
  const { format } = useLanguage()
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figure">{format.celsius(celsius)}</dd>
    </div>
  )
}

function Situations({ situations }: { situations: Situation[] }) {
  const { t, format } = useLanguage()
  const evidence = useEvidence()
  const shown = situations.filter((one) => !isWithdrawn(one)).sort((a, b) => b.fromMs - a.fromMs)
  if (shown.length === 0) return <p className="muted">{t('asset.alerts.none')}</p>
  return (
    <ul className="situations">
      {shown.map((one) => (
        <li key={one.id}>
          <Link href={`/alerts/${one.id}`}>
            <span className={`severity ${one.severity}`}>
              <Icon name={one.severity} />
              <span>{t(`severity.${one.severity}`)}</span>
            </span>
            <strong>{t(`cause.${one.cause}`)}</strong>
            <span className="figure">{evidence(one)}</span>
            <span className="muted figure">{format.span(one.fromMs, one.untilMs)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
