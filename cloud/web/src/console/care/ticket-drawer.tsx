import type { CompensationCause, CompensationForm } from '@larder/contracts/compensation'
import type { Ticket, TicketEvent } from '@larder/contracts/ticket'
import { useState } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Icon, type IconName } from '../../look/icon.tsx'
import { Fact } from '../../report/facts.tsx'
import { useResource } from '../../resource.ts'
import { Drawer } from '../drawer.tsx'
import { useLive } from '../known.tsx'
import { carePaths } from './care-paths.ts'
import { yuan } from './money.ts'
import { TicketActions } from './ticket-actions.tsx'
import { TicketEvidenceView } from './ticket-evidence.tsx'
import { TicketFiles } from './ticket-files.tsx'
import { upToDate } from './ticket-order.ts'
import { TicketRelated } from './ticket-related.tsx'

/** One ticket in full: what was said, what the report said then, what people did, and what can be done now. */
export function TicketDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLanguage()
  const heard = useLive().tickets.get(id)
  const { value, failure } = useResource(carePaths.ticket(id))
  const known = value?.id === id ? [value] : []
  const [ticket] = upToDate(known, heard === undefined ? [] : [heard])
  const title = ticket === undefined ? t('nav.care') : `${t(`scene.${ticket.scene}`)} · ${ticket.reference}`
  return (
    <Drawer title={title} onClose={onClose}>
      {ticket !== undefined && <Details ticket={ticket} />}
      {ticket === undefined && <p className="muted">{t(failure === undefined ? 'loading' : 'ticket.gone')}</p>}
    </Drawer>
  )
}

function Details({ ticket }: { ticket: Ticket }) {
  const { t, format } = useLanguage()
  const { priority, state, order, lot } = ticket
  const look = { urgent: 'critical', high: 'warning', normal: '', low: '' }[priority]
  return (
    <>
      <p className="drawer-tags">
        <span className={`tag ${look}`}>{t(`priority.${priority}`)}</span>
        <span className={state === 'resolved' ? 'tag ok' : 'tag'}>{t(`ticket.state.${state}`)}</span>
        {ticket.contactNumber > 1 && (
          <span className="tag warning">{t('ticket.contact-number', { n: ticket.contactNumber })}</span>
        )}
        {ticket.rating !== null && <span className="tag">{t('ticket.rating', { score: ticket.rating.score })}</span>}
        {ticket.reports > 1 && <span className="tag warning">{t('ticket.reports', { n: ticket.reports })}</span>}
      </p>
      <figure className="said">
        <figcaption className="muted small">{t('ticket.said')}</figcaption>
        <blockquote>{ticket.text}</blockquote>
      </figure>
      <dl className="facts">
        {order !== null && (
          <Fact name={t('ticket.order')}>
            <Link href={`/goods/order/${encodeURIComponent(order)}`}>{order}</Link>
          </Fact>
        )}
        {lot !== null && (
          <Fact name={t('ticket.lot')}>
            <Link href={`/goods/lot/${encodeURIComponent(lot)}`}>{lot}</Link>
          </Fact>
        )}
        <Fact name={t('ticket.owner')}>{ticket.assignedTo ?? t('ticket.nobody')}</Fact>
        <Fact name={t('ticket.opened')}>{format.dateTime(ticket.openedAtMs)}</Fact>
        <Fact name={t(ticket.firstAnsweredAtMs === null ? 'ticket.answer-due' : 'ticket.answered')}>
          {format.dateTime(ticket.firstAnsweredAtMs ?? ticket.firstAnswerDueAtMs)}
        </Fact>
        <Fact name={t('ticket.resolution-due')}>{format.dateTime(ticket.resolutionDueAtMs)}</Fact>
      </dl>
      {ticket.mergedInto !== null && (
        <p className="notice">
          <Link href={`/care/tickets/${ticket.mergedInto}`}>{t('ticket.merged-into')}</Link>
        </p>
      )}
      {ticket.conversation !== null && (
        <p>
          <Link href={`/agent/${ticket.conversation}`} className="button">
            <Icon name="comment" size={18} />
            {t('ticket.conversation')}
          </Link>
        </p>
      )}
      <Contacts ticket={ticket} />
      {state !== 'closed' && <TicketActions key={ticket.id} ticket={ticket} />}
      <TicketFiles ticket={ticket} />
      <TicketRelated ticket={ticket} />
      <TicketEvidenceView ticket={ticket} />
      {(ticket.state === 'resolved' || ticket.state === 'closed') && ticket.rating === null && (
        <p className="muted small break">
          {t('ticket.rating.ask')} <code>{`${location.origin}/r/${ticket.reference}`}</code>
        </p>
      )}
      <section>
        <h3>{t('ticket.history')}</h3>
        <History ticket={ticket} />
      </section>
    </>
  )
}

/** Personal, so it is fetched when somebody asks for it, and not before. */
function Contacts({ ticket }: { ticket: Ticket }) {
  const { t } = useLanguage()
  const [asked, setAsked] = useState(false)
  const contacts = useResource(asked ? carePaths.contacts(ticket.id) : null).value?.contacts
  if (!ticket.hasContact) return <p className="muted small">{t('ticket.contact.none')}</p>
  return (
    <div className="contacts">
      {contacts === undefined ? (
        <button type="button" className="button" onClick={() => setAsked(true)}>
          <Icon name="you" size={18} />
          {t('ticket.contact')}
        </button>
      ) : (
        <p>
          <strong>{contacts.join(', ')}</strong>
        </p>
      )}
      <p className="muted small">{t('ticket.contact.text')}</p>
    </div>
  )
}

const actionIcon: Record<TicketEvent['action'], IconName> = {
  opened: 'care',
  'reported-again': 'comment',
  assigned: 'assign',
  noted: 'comment',
  answered: 'check',
  started: 'next',
  waiting: 'clock',
  resolved: 'ok',
  closed: 'ok',
  reopened: 'reset',
  compensation: 'coupon',
  unassigned: 'assign',
  merged: 'copy',
  attached: 'upload',
  'lot-held': 'warning',
  rated: 'check',
}

function History({ ticket }: { ticket: Ticket }) {
  const { t, format } = useLanguage()
  const actor = (by: string): string => (by === 'customer' || by === 'larder' || by === 'risk' ? t(`by.${by}`) : by)
  /** The server's own line of a compensation, in the reader's words. */
  const noteOf = ({ action, note }: TicketEvent): string => {
    const [step, form, cause, fen] = note.split(' ')
    if (action === 'attached') return note.split('/').at(-1)?.toUpperCase() ?? note
    if (action !== 'compensation' || fen === undefined) return note
    const what = step === 'redeemed' ? t('payout.redeemed') : t(`payout.state.${step as 'proposed'}`)
    const how = t(`payout.form.${form as CompensationForm}`)
    return `${what}: ${how} ${yuan(Number(fen), format)} · ${t(`payout.cause.${cause as CompensationCause}`)}`
  }
  return (
    <ol className="history">
      {ticket.history.map((event) => (
        <li key={`${event.atMs}/${event.action}/${event.by}/${event.note}`}>
          <Icon name={actionIcon[event.action]} size={18} />
          <div>
            <p>
              <strong>{t(`ticket.action.${event.action}`)}</strong> <span className="muted">{actor(event.by)}</span>
            </p>
            {event.note !== '' && <p className="break">{noteOf(event)}</p>}
          </div>
          <time className="muted figure" dateTime={new Date(event.atMs).toISOString()}>
            {format.dateTime(event.atMs)}
          </time>
        </li>
      ))}
    </ol>
  )
}
