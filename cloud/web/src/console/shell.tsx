import type { Alert } from '@larder/contracts/alert'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { type Session, signOut } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { Brand, LanguageSwitch, ThemeSwitch } from '../look/switches.tsx'
import { WaitingNotice } from './agent/waiting-notice.tsx'
import { AlertsPage } from './alerts-page.tsx'
import { AssetsPage } from './assets-page.tsx'
import { DevicesPage } from './devices-page.tsx'
import { useEvidence } from './evidence.ts'
import { KnownProvider, SiteTime, useKnown, useLive, useNames } from './known.tsx'
import { Live } from './live.ts'
import { Navigation } from './navigation.tsx'
import { soundAlarm } from './sound.ts'

const AssetPage = lazy(() => import('./asset-page.tsx'))
const MapPage = lazy(() => import('./map-page.tsx'))
const GoodsPage = lazy(() => import('./goods-page.tsx'))
const GoodsReport = lazy(() => import('./goods-report.tsx'))
const AgentPage = lazy(() => import('./agent/agent-page.tsx'))
const CarePage = lazy(() => import('./care/care-page.tsx'))
const ConsignmentPage = lazy(() => import('./life/consignment-page.tsx'))
const RecognitionPage = lazy(() => import('./recognition/recognition-page.tsx'))
const KnowledgePage = lazy(() => import('./knowledge/knowledge-page.tsx'))
const FootfallPage = lazy(() => import('./footfall/footfall-page.tsx'))
const ServicePage = lazy(() => import('./service-health/service-page.tsx'))
const RecordsPage = lazy(() => import('./records/records-page.tsx'))
const RiskPage = lazy(() => import('./risk/risk-page.tsx'))
const RulesPage = lazy(() => import('./rules/rules-page.tsx'))
const QualityPage = lazy(() => import('./quality/quality-page.tsx'))
const SystemPage = lazy(() => import('./system-page.tsx'))

/** The console of a signed-in person: navigation, connection, announcements, and the page asked for. */
export function Shell({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const [news, setNews] = useState<Alert | null>(null)
  const [live] = useState(
    () =>
      new Live((alert) => {
        setNews(alert)
        if (alert.situation.severity === 'critical') soundAlarm()
      }),
  )
  useEffect(() => {
    live.start()
    return () => live.stop()
  }, [live])
  return (
    <KnownProvider session={session} live={live}>
      <SiteTime>
        <Frame news={news} onSignOut={onSignOut} />
      </SiteTime>
    </KnownProvider>
  )
}

function Frame({ news, onSignOut }: { news: Alert | null; onSignOut: () => void }) {
  const { t, format } = useLanguage()
  const { session } = useKnown()
  const [path] = useLocation()
  const main = useRef<HTMLElement>(null)
  const section = path.split('/')[1] ?? ''

  const leave = async (): Promise<void> => {
    await signOut().catch(() => undefined)
    onSignOut()
  }

  return (
    <div className="shell">
      <button type="button" className="skip button" onClick={() => main.current?.focus()}>
        {t('skip-to-content')}
      </button>
      <aside className="side">
        <Brand />
        <Navigation section={section} />
        <div className="side-foot">
          <p className="who">
            <Icon name="you" size={18} />
            <span>
              {session.name}
              <small>{t(`role.${session.role}`)}</small>
            </span>
          </p>
          <p className="side-zone">{t('times.zone', { zone: format.zone })}</p>
          <div className="side-switches">
            <LanguageSwitch />
            <ThemeSwitch />
            <button
              type="button"
              className="button quiet square"
              aria-label={t('sign-out')}
              title={t('sign-out')}
              onClick={leave}
            >
              <Icon name="leave" size={18} />
            </button>
          </div>
        </div>
      </aside>
      <main className="main" ref={main} tabIndex={-1}>
        <LostConnection />
        <Announcement news={news} />
        <WaitingNotice />
        <Suspense fallback={<p className="page muted">{t('loading')}</p>}>
          <Switch>
            <Route path="/">
              <Redirect to="/alerts" replace />
            </Route>
            <Route path="/alerts/:id?">{({ id }) => <AlertsPage selected={id ?? null} />}</Route>
            <Route path="/assets">
              <AssetsPage />
            </Route>
            <Route path="/assets/:site/:asset">
              {({ site, asset }) => (
                <SiteTime site={site}>
                  <AssetPage key={`${site}/${asset}`} site={site} asset={asset} />
                </SiteTime>
              )}
            </Route>
            <Route path="/map">
              <MapPage />
            </Route>
            <Route path="/devices">
              <DevicesPage />
            </Route>
            <Route path="/goods">
              <GoodsPage />
            </Route>
            <Route path="/goods/consignment/:id">{({ id }) => <ConsignmentPage id={decodeURIComponent(id)} />}</Route>
            <Route path="/goods/:kind/:id">
              {({ kind, id }) => <GoodsReport kind={kind === 'order' ? 'order' : 'lot'} id={decodeURIComponent(id)} />}
            </Route>
            <Route path="/care/:tab?/:id?">
              {({ tab, id }) => (
                <CarePage tab={tab === 'compensation' || tab === 'people' ? tab : 'tickets'} selected={id ?? null} />
              )}
            </Route>
            <Route path="/agent/:id?">{({ id }) => <AgentPage selected={id ?? null} />}</Route>
            <Route path="/risk">
              <RiskPage />
            </Route>
            <Route path="/rules/:name?">{({ name }) => <RulesPage name={name ?? null} />}</Route>
            <Route path="/quality/:tab?/:id?">
              {({ tab, id }) => <QualityPage tab={tab} id={id === undefined ? null : decodeURIComponent(id)} />}
            </Route>
            <Route path="/recognition">
              <RecognitionPage />
            </Route>
            <Route path="/knowledge/:tab?/:id?">{({ tab, id }) => <KnowledgePage tab={tab} id={id ?? null} />}</Route>
            <Route path="/footfall">
              <FootfallPage />
            </Route>
            <Route path="/service/:id?">{({ id }) => <ServicePage selected={id ?? null} />}</Route>
            <Route path="/records">
              <RecordsPage />
            </Route>
            <Route path="/system">
              <SystemPage />
            </Route>
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Suspense>
      </main>
    </div>
  )
}

function LostConnection() {
  const { t, format } = useLanguage()
  const { connection, heardAtMs } = useLive()
  return (
    <div role="status">
      {connection === 'lost' && (
        <p className="lost">
          <Icon name="offline" />
          <span>
            <strong>{t('lost.title')}</strong>{' '}
            {t('lost.text', { time: heardAtMs === 0 ? '–' : format.time(heardAtMs) })}
          </span>
        </p>
      )}
    </div>
  )
}

/** Said aloud by a screen reader, and by nothing else: the row itself appears in the list. */
function Announcement({ news }: { news: Alert | null }) {
  const { t } = useLanguage()
  const names = useNames()
  const evidence = useEvidence()
  return (
    <div className="unseen" aria-live="assertive" data-testid="announcement">
      {news !== null &&
        t('alerts.announce', {
          severity: t(`severity.${news.situation.severity}`),
          what: t(`cause.${news.situation.cause}`),
          where: names.asset(news.situation.site, news.situation.asset),
          value: evidence(news.situation) ?? '',
        })}
    </div>
  )
}

function NotFound() {
  const { t } = useLanguage()
  return (
    <div className="page">
      <section className="empty">
        <Icon name="unknown" size={36} />
        <h1>{t('not-found.title')}</h1>
        <p>{t('not-found.text')}</p>
        <Link href="/alerts" className="button">
          {t('not-found.back')}
        </Link>
      </section>
    </div>
  )
}
