import type { Card, ConversationView } from '@larder/contracts/conversation'
import { type Scene, scene as sceneName, type Ticket } from '@larder/contracts/ticket'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { post, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { Fact } from '../../report/facts.tsx'
import { useResource } from '../../resource.ts'
import { carePaths } from '../care/care-paths.ts'
import { ProposeForm } from '../care/propose-form.tsx'
import { refusalOf } from '../care/refusal-of.ts'
import { TicketEvidenceView } from '../care/ticket-evidence.tsx'
import { clockOf, upToDate } from '../care/ticket-order.ts'
import { Failure } from '../failure.tsx'
import { useLive, useNow } from '../known.tsx'
import { agentPaths } from './agent-paths.ts'

/** Beside the talk: why a person, what was offered, the evidence, the ticket with its clock. */
export function FactsPane({ view, onChanged }: { view: ConversationView; onChanged: () => void }) {
  const { t } = useLanguage()
  const heard = useLive().tickets
  const listed = useResource(view.ticket === null ? null : carePaths.ticket(view.ticket)).value
  const known = listed?.id === view.ticket ? [listed] : []
  const live = view.ticket === null ? undefined : heard.get(view.ticket)
  const [ticket] = upToDate(known, live === undefined ? [] : [live])
  const { handOff } = view
  return (
    <aside className="agent-facts" aria-label={t('agent.facts')}>
      {handOff !== null && (
        <section>
          <h3>{t('agent.why')}</h3>
          <p>
            <strong>{t(`agent.reason.${handOff.reason}`)}</strong>{' '}
            <span className={handOff.priority === 'urgent' ? 'tag critical' : 'tag'}>
              {t(`priority.${handOff.priority}`)}
            </span>
          </p>
          <dl className="facts">
            {handOff.scene !== null && <Fact name={t('agent.ticket.scene')}>{t(`scene.${handOff.scene}`)}</Fact>}
            {handOff.order !== null && (
              <Fact name={t('ticket.order')}>
                <Link href={`/goods/order/${encodeURIComponent(handOff.order)}`}>{handOff.order}</Link>
              </Fact>
            )}
            {handOff.lot !== null && (
              <Fact name={t('ticket.lot')}>
                <Link href={`/goods/lot/${encodeURIComponent(handOff.lot)}`}>{handOff.lot}</Link>
              </Fact>
            )}
          </dl>
        </section>
      )}
      <section>
        <h3>{t('agent.offered')}</h3>
        {(handOff?.offered.length ?? 0) === 0 ? (
          <p className="muted small">{t('agent.offered.none')}</p>
        ) : (
          <ul className="agent-offered">
            {handOff?.offered.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
      </section>
      {ticket === undefined ? <TraceFacts view={view} /> : <TicketFacts ticket={ticket} />}
      {ticket === undefined && view.mode !== 'ended' && <OpenTicket view={view} onOpened={onChanged} />}
    </aside>
  )
}

function TraceFacts({ view }: { view: ConversationView }) {
  const { t, pick, format } = useLanguage()
  const shown = view.turns.flatMap(({ cards }) => cards)
  const trace = shown.findLast((card): card is Extract<Card, { kind: 'trace' }> => card.kind === 'trace')
  if (trace === undefined) return null
  const { subject, lots } = trace.brief
  const look = {
    recalled: 'tag critical',
    excursion: 'tag warning',
    'within-limits': 'tag ok',
    'not-enough-data': 'tag',
  }
  return (
    <section className="evidence">
      <h3>{t('agent.evidence')}</h3>
      <ul>
        {lots.map((lot) => (
          <li key={lot.lot}>
            <span>
              <strong>{pick(lot.name)}</strong> <span className="muted">{lot.lot}</span>
            </span>
            <span className={look[lot.verdict]}>{t(`ticket.verdict.${lot.verdict}`)}</span>
            {lot.excursions.map((one) => (
              <span key={`${one.asset}/${one.fromMs}`} className="small">
                {t('ticket.evidence.excursion', {
                  where: one.asset,
                  peak: format.celsius(one.peakCelsius),
                  limit: format.celsius(one.limitCelsius),
                })}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <Link href={`/goods/${subject.kind}/${encodeURIComponent(subject.id)}`}>{t('agent.evidence.open')}</Link>
    </section>
  )
}

function TicketFacts({ ticket }: { ticket: Ticket }) {
  const { t, format } = useLanguage()
  const clock = clockOf(ticket, useNow(10_000))
  const [proposing, setProposing] = useState(false)
  const late = clock.kind.endsWith('late')
  return (
    <>
      <section>
        <h3>{t('agent.ticket')}</h3>
        <p className="agent-ticket">
          <Link href={`/care/tickets/${ticket.id}`}>{ticket.reference}</Link>
          <span className={ticket.state === 'resolved' ? 'tag ok' : 'tag'}>{t(`ticket.state.${ticket.state}`)}</span>
          {ticket.contactNumber > 1 && (
            <span className="tag warning">{t('ticket.contact-number', { n: ticket.contactNumber })}</span>
          )}
        </p>
        <p className={late ? 'agent-clock overdue' : 'agent-clock'}>
          <Icon name="clock" size={16} /> {t(`ticket.${clock.kind}`)}{' '}
          {'ms' in clock && <strong className="figure">{format.duration(clock.ms)}</strong>}
        </p>
        {ticket.order !== null && (
          <button type="button" className="button" aria-pressed={proposing} onClick={() => setProposing(!proposing)}>
            <Icon name="coupon" size={18} />
            {t('ticket.compensate')}
          </button>
        )}
      </section>
      {proposing && ticket.order !== null && <ProposeForm ticket={ticket} order={ticket.order} />}
      <TicketEvidenceView ticket={ticket} />
    </>
  )
}

function OpenTicket({ view, onOpened }: { view: ConversationView; onOpened: () => void }) {
  const { t } = useLanguage()
  const [asked, setAsked] = useState(false)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const { handOff } = view
  const said = view.turns
    .filter(({ by, text }) => by === 'shopper' && text !== '')
    .slice(-4)
    .map(({ text }) => text)
    .join('\n')

  const open = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string): string => String(fields.get(name) ?? '').trim()
    const orNull = (name: string): string | null => text(name) || null
    setFailure(null)
    try {
      await post(agentPaths.ticket(view.id), {
        scene: text('scene') as Scene,
        order: orNull('order'),
        lot: orNull('lot'),
        text: text('text'),
        contact: orNull('contact'),
      })
      onOpened()
    } catch (cause) {
      setFailure(refusalOf(cause))
    }
  }

  if (!asked) {
    return (
      <button type="button" className="button" onClick={() => setAsked(true)}>
        <Icon name="care" size={18} />
        {t('agent.ticket.open')}
      </button>
    )
  }
  return (
    <form className="action-form" onSubmit={open}>
      <h3>{t('agent.ticket.open')}</h3>
      <label className="field">
        {t('agent.ticket.scene')}
        <select name="scene" defaultValue={handOff?.scene ?? 'other'}>
          {sceneName.options.map((one) => (
            <option key={one} value={one}>
              {t(`scene.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <div className="form-pair">
        <label className="field">
          {t('ticket.order')}
          <input name="order" maxLength={64} defaultValue={handOff?.order ?? ''} />
        </label>
        <label className="field">
          {t('ticket.lot')}
          <input name="lot" maxLength={64} defaultValue={handOff?.lot ?? ''} />
        </label>
      </div>
      <label className="field">
        {t('agent.ticket.text')}
        <textarea name="text" rows={3} required maxLength={2000} defaultValue={said} />
      </label>
      <label className="field">
        {t('agent.ticket.contact')}
        <input name="contact" minLength={3} maxLength={120} autoComplete="off" />
      </label>
      {failure !== null && <Failure failure={failure} />}
      <div className="form-end">
        <button type="button" className="button quiet" onClick={() => setAsked(false)}>
          {t('agent.result.later')}
        </button>
        <button type="submit" className="button primary">
          {t('agent.ticket.open')}
        </button>
      </div>
    </form>
  )
}
