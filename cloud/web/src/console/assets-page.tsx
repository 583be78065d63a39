import type { Asset } from '@larder/contracts/site'
import type { Standing } from '@larder/contracts/standing'
import { Link } from 'wouter'
import { useLanguage } from '../language/language.tsx'
import { Icon, type IconName } from '../look/icon.tsx'
import { assetNow, stateOf } from './asset-state.ts'
import { Limits, Signs, StateTag } from './asset-words.tsx'
import { useKnown, useLive, useNow } from './known.tsx'
import { NoDevices } from './no-devices.tsx'
import { StandingTag, useMarkedAssets } from './quality/standings.tsx'
import { Sparkline } from './sparkline.tsx'
import './assets-page.css'

const kindIcon: Record<Asset['kind'], IconName> = { truck: 'truck', warehouse: 'warehouse', cabinet: 'cabinet' }

export function AssetsPage() {
  const { t, pick } = useLanguage()
  const { places } = useKnown()
  const markedIn = useMarkedAssets()
  const nothing = places.sites.every((site) => site.assets.length === 0) && places.unconfigured.length === 0
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('nav.assets')}</h1>
      </header>
      {nothing && (
        <NoDevices icon="assets" title={t('assets.none')}>
          {t('assets.none.text')}
        </NoDevices>
      )}
      {places.sites
        .filter((site) => site.assets.length > 0)
        .map((site) => (
          <section key={site.id} className="group">
            <h2>{pick(site.name)}</h2>
            <ul className="cards">
              {site.assets.map((asset) => (
                <AssetCard key={asset.id} site={site.id} asset={asset} marked={markedIn(site.id, asset.id)} />
              ))}
            </ul>
          </section>
        ))}
      {places.unconfigured.length > 0 && (
        <section className="group">
          <h2>{t('assets.unconfigured')}</h2>
          <p className="muted">{t('assets.unconfigured.text')}</p>
          <ul className="plain-links">
            {places.unconfigured.map((one) => (
              <li key={`${one.site}/${one.asset}`}>
                <Link href={`/assets/${one.site}/${one.asset}`} className="button">
                  <Icon name="unknown" size={18} />
                  {one.site} / {one.asset}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

interface AssetCardProps {
  site: string
  asset: Asset
  /** The worst standing of the goods in it that must not be sold. */
  marked: Standing | undefined
}

function AssetCard({ site, asset, marked }: AssetCardProps) {
  const { t, pick, format } = useLanguage()
  const { profiles } = useKnown()
  const live = useLive()
  const nowMs = useNow(5000)
  const profile = profiles[asset.profile]
  const now = assetNow(live.readings.values(), site, asset.id, asset)
  const state = stateOf(live.alerts.values(), site, asset.id, now, profile, nowMs)
  const main = now.product ?? now.air
  return (
    <li className={`card ${state.kind === 'alert' ? state.alert.situation.severity : state.kind}`}>
      <div className="card-head">
        <Icon name={kindIcon[asset.kind]} />
        <h3>
          <Link href={`/assets/${site}/${asset.id}`}>{pick(asset.name)}</Link>
        </h3>
        {marked !== undefined && <StandingTag standing={marked} />}
        <StateTag state={state} />
      </div>
      <div className="card-figures">
        <p className="card-now figure">
          {main?.celsius === undefined ? '–' : format.degrees(main.celsius)}
          <small>°C</small>
        </p>
        <Sparkline site={site} asset={asset.id} />
      </div>
      <p className="card-line muted">
        <span>
          {main?.sensorFault !== undefined
            ? t('assets.fault')
            : main !== undefined && t(main === now.product ? 'role.product' : 'role.air')}
          {now.product !== undefined && now.air?.celsius !== undefined && (
            <>
              {' '}
              · {t('role.air')} {format.celsius(now.air.celsius)}
            </>
          )}
        </span>
        <span>
          {t('assets.limits')} <Limits profile={profile} />
        </span>
      </p>
      <div className="card-foot">
        <Signs now={now} state={state} />
        <small className="muted">{now.newestMs !== undefined && format.ago(now.newestMs, nowMs)}</small>
      </div>
    </li>
  )
}
