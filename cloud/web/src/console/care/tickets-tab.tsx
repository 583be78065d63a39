import type { Priority, Ticket } from '@larder/contracts/ticket'
import { type ReactNode, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Icon, type IconName } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Choice } from '../choice.tsx'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { useLive, useNow } from '../known.tsx'
import { carePaths } from './care-paths.ts'
import { TicketDrawer } from './ticket-drawer.tsx'
import { byDue, bySettled, clockOf, isActive, isLate, upToDate } from './ticket-order.ts'

const renewMs = 60_000

type Shown = 'active' | 'unassigned' | 'ended'

const priorityIcon: Record<Priority, IconName> = {
  urgent: 'critical',
  high: 'warning',
  normal: 'comment',
  low: 'comment',
}
/** As the alerts are coloured: urgent is critical, high a warning. */
const priorityLook: Record<Priority, string> = { urgent: 'critical', high: 'warning', normal: '', low: '' }

export function TicketsTab({ tabs, selected }: { tabs: ReactNode; selected: string | null }) {
  const { t } = useLanguage()
  const [, go] = useLocation()
  const nowMs = useNow(10_000)
  const [shown, setShown] = useState<Shown>('active')
  const heard = useLive().tickets
  const {
    value: listed,
    failure,
    reload,
  } = useResource(carePaths.tickets(shown === 'ended' ? 'ended' : 'active'), renewMs)
  const rows = useMemo(() => {
    const all = upToDate(listed ?? [], heard.values())
    if (shown === 'ended') return all.filter((one) => !isActive(one)).sort(bySettled)
    return all.filter((one) => isActive(one) && (shown === 'active' || one.assignedTo === null)).sort(byDue)
  }, [listed, heard, shown])
  const late = rows.filter((one) => isLate(one, nowMs)).length
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{t('nav.care')}</h1>
          {shown !== 'ended' && <p className="muted">{t('care.count', { n: rows.length, late })}</p>}
        </div>
        <div className="page-tools">
          {tabs}
          <Choice
            label={t('care.filter')}
            value={shown}
            onChange={setShown}
            options={[
              { value: 'active', label: t('care.active') },
              { value: 'unassigned', label: t('care.unassigned') },
              { value: 'ended', label: t('care.ended') },
            ]}
          />
        </div>
      </header>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {rows.length > 0 && (
        <ul className="alert-list ticket-list">
          {rows.map((ticket) => (
            <TicketRow key={ticket.id} ticket={ticket} current={ticket.id === selected} nowMs={nowMs} />
          ))}
        </ul>
      )}
      {rows.length === 0 && listed !== undefined && (
        <Empty icon={shown === 'ended' ? 'care' : 'ok'} title={t(`care.none.${shown}`)}>
          {t(`care.none.${shown}.text`)}
        </Empty>
      )}
      {selected !== null && <TicketDrawer id={selected} onClose={() => go('/care/tickets')} />}
    </>
  )
}

function TicketRow({ ticket, current, nowMs }: { ticket: Ticket; current: boolean; nowMs: number }) {
  const { t } = useLanguage()
  const { id, priority, state } = ticket
  const look = priorityLook[priority]
  return (
    <li className={`alert-row ${look}${isActive(ticket) ? '' : ' closed'}`}>
      <Link href={`/care/tickets/${id}`} aria-current={current ? 'true' : undefined}>
        <span className={`severity ${look}`}>
          <Icon name={priorityIcon[priority]} size={22} />
          <span>{t(`priority.${priority}`)}</span>
        </span>
        <span className="alert-what">
          <strong>
            {t(`scene.${ticket.scene}`)}
            {ticket.order !== null && ` · ${ticket.order}`}
            {ticket.order === null && ticket.lot !== null && ` · ${ticket.lot}`}
          </strong>
          <span className="muted ticket-excerpt">{ticket.text}</span>
        </span>
        <span className="alert-marks">
          {ticket.contactNumber > 1 && (
            <span className="tag warning">{t('ticket.contact-number', { n: ticket.contactNumber })}</span>
          )}
          {ticket.reports > 1 && <span className="tag warning">{t('ticket.reports', { n: ticket.reports })}</span>}
          <span className={state === 'resolved' ? 'tag ok' : 'tag'}>{t(`ticket.state.${state}`)}</span>
        </span>
        <span className="alert-owner">
          <small>{t('ticket.owner')}</small>
          {ticket.assignedTo ?? t('ticket.nobody')}
        </span>
        <TicketClock ticket={ticket} nowMs={nowMs} />
      </Link>
    </li>
  )
}

function TicketClock({ ticket, nowMs }: { ticket: Ticket; nowMs: number }) {
  const { t, format } = useLanguage()
  const clock = clockOf(ticket, nowMs)
  if (!('ms' in clock)) {
    const { resolvedAtMs } = ticket
    return (
      <span className="alert-timer figure">
        <small>{t(`ticket.${clock.kind}`)}</small>
        {resolvedAtMs === null ? '–' : format.dateTime(resolvedAtMs)}
      </span>
    )
  }
  return (
    <span className={`alert-timer figure${clock.kind.endsWith('late') ? ' overdue' : ''}`}>
      <small>{t(`ticket.${clock.kind}`)}</small>
      {format.duration(clock.ms)}
    </span>
  )
}
