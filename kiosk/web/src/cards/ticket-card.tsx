import type { Card } from '@larder/contracts/conversation'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'

export function TicketCard({ card }: { card: Card & { kind: 'ticket' } }) {
  const { t, format } = useSpeech()
  const { reference, scene, queued, answerDueAtMs } = card
  return (
    <article className="card ticket">
      <p className={`tag ${queued ? 'warning' : 'ok'}`}>
        <Icon name={queued ? 'offline' : 'check'} size={1.2} />
        {t(queued ? 'ticket.queued' : 'ticket.title')}
      </p>
      <h2>{t(`scene.${scene}`)}</h2>
      <p className="muted small">{t('ticket.reference')}</p>
      <p className="reference figure">{reference}</p>
      {answerDueAtMs !== null && (
        <p className="ticket-due">
          <Icon name="clock" />
          {t('ticket.due', { time: format.dateTime(answerDueAtMs) })}
        </p>
      )}
      <p className="muted">{t('ticket.keep')}</p>
    </article>
  )
}
