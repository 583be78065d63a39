import type { Ticket } from '@larder/contracts/ticket'
import { Link } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { carePaths } from './care-paths.ts'

/** What else was reported about the same order, lot or contact within a month. */
export function TicketRelated({ ticket }: { ticket: Ticket }) {
  const { t, format } = useLanguage()
  const related = useResource(carePaths.related(ticket.id)).value ?? []
  if (related.length === 0) return null
  return (
    <section className="ticket-related">
      <h3>
        {t('ticket.related')}{' '}
        {ticket.contactNumber > 1 && (
          <span className="tag warning">{t('ticket.contact-number', { n: ticket.contactNumber })}</span>
        )}
      </h3>
      <ul>
        {related.map((one) => (
          <li key={one.id}>
            <Link href={`/care/tickets/${one.id}`}>
              {t(`scene.${one.scene}`)} · {one.reference}
            </Link>
            <span className="muted small">
              {one.by.map((way) => t(`ticket.related.${way}`)).join(', ')} · {t(`ticket.state.${one.state}`)} ·{' '}
              {format.dateTime(one.openedAtMs)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
