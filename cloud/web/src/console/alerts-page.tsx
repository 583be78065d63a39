import type { Alert } from '@larder/contracts/alert'
import { useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { paths } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import { AlertDrawer } from './alert-drawer.tsx'
import { byClosing, byUrgency, countOf, isOpen, isWithdrawn, lastedMs, nextEscalationMs } from './alert-order.ts'
import { Choice } from './choice.tsx'
import { Empty } from './empty.tsx'
import { useEvidence } from './evidence.ts'
import { SiteTime, useKnown, useLive, useNames, useNow } from './known.tsx'
import { soundIsOn, switchSound } from './sound.ts'
import './alerts-page.css'

export function AlertsPage({ selected }: { selected: string | null }) {
  const { t } = useLanguage()
  const live = useLive()
  const [, go] = useLocation()
  const [shown, setShown] = useState<'open' | 'closed'>('open')
  const closed = useResource(shown === 'closed' ? paths.alerts('closed', 100) : null).value
  const rows = useMemo(() => {
    const known = [...live.alerts.values()]
    if (shown === 'open') return known.filter(isOpen).sort(byUrgency)
    const all = new Map([...(closed ?? []), ...known.filter((one) => !isOpen(one))].map((one) => [one.id, one]))
    return [...all.values()].sort(byClosing)
  }, [live.alerts, closed, shown])
  const count = countOf(live.alerts.values())
  const settled = shown === 'open' ? live.connection !== 'connecting' : closed !== undefined

  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{t('nav.alerts')}</h1>
          <p className="muted">{t('alerts.count', { n: count.open, critical: count.critical })}</p>
        </div>
        <div className="page-tools">
          <SoundSwitch />
          <Choice
            label={t('alerts.filter')}
            value={shown}
            onChange={setShown}
            options={[
              { value: 'open', label: t('alerts.open') },
              { value: 'closed', label: t('alerts.closed') },
            ]}
          />
        </div>
      </header>
      {rows.length > 0 && (
        <ul className="alert-list">
          {rows.map((alert) => (
            <SiteTime key={alert.id} site={alert.situation.site}>
              <AlertRow alert={alert} current={alert.id === selected} />
            </SiteTime>
          ))}
        </ul>
      )}
      {rows.length === 0 && settled && <NoAlerts shown={shown} />}
      {selected !== null && <AlertDrawer id={selected} onClose={() => go('/alerts')} />}
    </div>
  )
}

function AlertRow({ alert, current }: { alert: Alert; current: boolean }) {
  const { t, format } = useLanguage()
  const names = useNames()
  const evidence = useEvidence()
  const nowMs = useNow(1000)
  const { situation } = alert
  const what = t(`cause.${situation.cause}`)
  const where = names.asset(situation.site, situation.asset)
  const value = evidence(situation)
  return (
    <li className={`alert-row ${situation.severity}${isOpen(alert) ? '' : ' closed'}`}>
      <Link href={`/alerts/${alert.id}`} aria-current={current ? 'true' : undefined}>
        <span className={`severity ${situation.severity}`}>
          <Icon name={situation.severity} size={22} />
          <span>{t(`severity.${situation.severity}`)}</span>
        </span>
        <span className="alert-what">
          <strong>
            {where} · {what}
          </strong>
          <span className="muted">
            {names.site(situation.site)}
            {value !== null && <span className="alert-value figure"> · {value}</span>}
          </span>
        </span>
        <span className="alert-marks">
          {isWithdrawn(situation) && (
            <span className="tag">
              <Icon name="close" size={14} />
              {t('alert.withdrawn')}
            </span>
          )}
          {situation.past && !isWithdrawn(situation) && (
            <span className="tag">
              <Icon name="clock" size={14} />
              {t('alert.past')}
            </span>
          )}
          {alert.escalationLevel > 0 && (
            <span className="tag warning">
              <Icon name="escalate" size={14} />
              {t('alert.level.short', { level: alert.escalationLevel })}
            </span>
          )}
          {alert.acknowledgedBy === null ? (
            isOpen(alert) && <Waiting alert={alert} nowMs={nowMs} />
          ) : (
            <span className="tag ok">
              <Icon name="check" size={14} />
              {t('alert.acknowledged', { who: alert.acknowledgedBy })}
            </span>
          )}
        </span>
        <span className="alert-owner">
          <small>{t('alert.owner')}</small>
          {alert.assignedTo ?? t('alert.nobody')}
        </span>
        <span className="alert-timer figure">
          <small>
            {alert.closedAtMs === null ? t('alert.since') : format.dateTime(situation.untilMs ?? alert.closedAtMs)}
          </small>
          {isWithdrawn(situation) ? '–' : format.duration(lastedMs(alert, nowMs))}
        </span>
      </Link>
    </li>
  )
}

function Waiting({ alert, nowMs }: { alert: Alert; nowMs: number }) {
  const { t, format } = useLanguage()
  const { escalateAfterMinutes } = useKnown().places
  const dueMs = nextEscalationMs(alert, escalateAfterMinutes)
  const soon = dueMs !== null && Number.isFinite(dueMs) && dueMs > nowMs
  return (
    <span className="tag">
      {t('alert.waiting')}
      {soon && ` · ${t('alert.escalates', { time: format.duration(dueMs - nowMs) })}`}
    </span>
  )
}

function SoundSwitch() {
  const { t } = useLanguage()
  const [on, setOn] = useState(soundIsOn)
  const label = t(on ? 'alerts.sound-on' : 'alerts.sound-off')
  return (
    <button
      type="button"
      className="button"
      aria-pressed={on}
      title={label}
      onClick={() => {
        switchSound(!on)
        setOn(!on)
      }}
    >
      <Icon name={on ? 'sound' : 'silent'} size={18} />
      <span>{t('alerts.sound')}</span>
      <span className="unseen">{label}</span>
    </button>
  )
}

function NoAlerts({ shown }: { shown: 'open' | 'closed' }) {
  const { t } = useLanguage()
  if (shown === 'closed') {
    return (
      <Empty icon="alerts" title={t('alerts.none-closed')}>
        {t('alerts.none-closed.text')}
      </Empty>
    )
  }
  return (
    <Empty icon="ok" title={t('alerts.none-open')} command="npm run larder -- scenario door-left-open">
      {t('alerts.none-open.text')} {t('alerts.none-open.try')}
    </Empty>
  )
}
