import type { Alert, AlertEvent } from '@larder/contracts/alert'
import { Link } from 'wouter'
import { paths } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon, type IconName } from '../look/icon.tsx'
import { Fact } from '../report/facts.tsx'
import { useResource } from '../resource.ts'
import { AlertActions } from './alert-actions.tsx'
import { isOpen, isWithdrawn, lastedMs } from './alert-order.ts'
import { Drawer } from './drawer.tsx'
import { SiteTime, useLive, useNames, useNow } from './known.tsx'

const actionIcon: Record<Alert['history'][number]['action'], IconName> = {
  opened: 'alerts',
  updated: 'reset',
  acknowledged: 'check',
  assigned: 'assign',
  commented: 'comment',
  notified: 'devices',
  escalated: 'escalate',
  resolved: 'ok',
  closed: 'ok',
}

/** One situation in full: what is known, what people did, and what can be done now. */
export function AlertDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLanguage()
  const names = useNames()
  const known = useLive().alerts.get(id)
  const asked = useResource(known === undefined ? paths.alert(id) : null)
  const alert = known ?? asked.value
  const title =
    alert === undefined
      ? t('nav.alerts')
      : `${names.asset(alert.situation.site, alert.situation.asset)} · ${t(`cause.${alert.situation.cause}`)}`
  return (
    <Drawer title={title} onClose={onClose}>
      {alert !== undefined && (
        <SiteTime site={alert.situation.site}>
          <Details alert={alert} />
        </SiteTime>
      )}
      {alert === undefined && asked.failure !== undefined && <p>{t('alert.gone')}</p>}
      {alert === undefined && asked.failure === undefined && <p className="muted">{t('loading')}</p>}
    </Drawer>
  )
}

function Details({ alert }: { alert: Alert }) {
  const { t } = useLanguage()
  const { situation } = alert
  return (
    <>
      <p className="drawer-tags">
        <span className={`tag ${situation.severity}`}>
          <Icon name={situation.severity} size={14} />
          {t(`severity.${situation.severity}`)}
        </span>
        <span className={alert.acknowledgedBy === null ? 'tag' : 'tag ok'}>
          {alert.acknowledgedBy === null ? t('alert.waiting') : t('alert.acknowledged', { who: alert.acknowledgedBy })}
        </span>
        <span className={alert.escalationLevel > 0 ? 'tag warning' : 'tag'}>
          {alert.escalationLevel > 0 ? t('alert.level', { level: alert.escalationLevel }) : t('alert.not-escalated')}
        </span>
        {situation.state === 'resolved' && <span className="tag ok">{t('alert.ended')}</span>}
      </p>
      {situation.past && (
        <p className="notice">
          <Icon name="clock" />
          {t(isWithdrawn(situation) ? 'alert.withdrawn.text' : 'alert.past.text')}
        </p>
      )}
      <Figures alert={alert} />
      {isOpen(alert) && <AlertActions key={alert.id} alert={alert} />}
      <section>
        <h3>{t('alert.history')}</h3>
        <History alert={alert} />
      </section>
    </>
  )
}

function Figures({ alert }: { alert: Alert }) {
  const { t, format } = useLanguage()
  const nowMs = useNow(1000)
  const { situation } = alert
  return (
    <>
      <dl className="facts figures">
        {situation.latestCelsius !== undefined && (
          <Fact name={t('alert.latest')}>{format.celsius(situation.latestCelsius)}</Fact>
        )}
        {situation.peakCelsius !== undefined && (
          <Fact name={t('alert.peak')}>{format.celsius(situation.peakCelsius)}</Fact>
        )}
        {situation.limitCelsius !== undefined && (
          <Fact name={t('alert.limit')}>{format.celsius(situation.limitCelsius)}</Fact>
        )}
        <Fact name={t(isOpen(alert) ? 'alert.since' : 'alert.lasted')}>
          {isWithdrawn(situation) ? '–' : format.duration(lastedMs(alert, nowMs))}
        </Fact>
      </dl>
      <dl className="facts">
        <Fact name={t('alert.began')}>{format.dateTime(situation.fromMs)}</Fact>
        <Fact name={t('alert.opened')}>{format.dateTime(situation.openedAtMs)}</Fact>
        <Fact name={t('alert.owner')}>{alert.assignedTo ?? t('alert.nobody')}</Fact>
        {situation.probe !== undefined && <Fact name={t('alert.probe')}>{situation.probe}</Fact>}
      </dl>
      <p className="muted small">{t('times.zone', { zone: format.zone })}</p>
      <p>
        <Link href={`/assets/${situation.site}/${situation.asset}`} className="button">
          <Icon name="thermometer" size={18} />
          {t('alert.show-asset')}
        </Link>
      </p>
    </>
  )
}

function History({ alert }: { alert: Alert }) {
  const { t, format } = useLanguage()
  const actor = (by: string): string => (by === 'edge' || by === 'flows' ? t(`by.${by}`) : by)
  /** The server's own notes in the reader's words; what a person wrote stands as written. */
  const noteOf = ({ by, note }: AlertEvent): string => {
    if (by === 'edge' && (note === 'warning' || note === 'critical')) return t(`severity.${note}`)
    if (by === 'flows' && note.startsWith('console: console'))
      return note.replace('console: console', t('channel.console'))
    return note
  }
  return (
    <ol className="history">
      {alert.history.map((event) => (
        <li key={`${event.atMs}/${event.action}/${event.by}/${event.note}`}>
          <Icon name={actionIcon[event.action]} size={18} />
          <div>
            <p>
              <strong>{t(`action.${event.action}`)}</strong> <span className="muted">{actor(event.by)}</span>
            </p>
            {event.note !== '' && <p>{noteOf(event)}</p>}
          </div>
          <time className="muted figure" dateTime={new Date(event.atMs).toISOString()}>
            {format.dateTime(event.atMs)}
          </time>
        </li>
      ))}
    </ol>
  )
}
