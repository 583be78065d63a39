import type { Compensation, CompensationEvidence } from '@larder/contracts/compensation'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { post, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Fact } from '../../report/facts.tsx'
import { useResource } from '../../resource.ts'
import { Drawer } from '../drawer.tsx'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { carePaths } from './care-paths.ts'
import { PayoutState } from './compensation-tab.tsx'
import { measureText } from './measure-text.ts'
import { yuan } from './money.ts'
import { refusalOf } from './refusal-of.ts'

type Verb = 'approve' | 'refuse' | 'void' | 'pay'

interface PayoutDrawerProps {
  id: string
  onClose(): void
  onDecided(): void
}

/** One compensation: what it rests on, how the policy came to it, and the decision. */
export function PayoutDrawer({ id, onClose, onDecided }: PayoutDrawerProps) {
  const { t, format } = useLanguage()
  const { value: one, failure, reload } = useResource(carePaths.compensations('all'))
  const payout = one?.find((some) => some.id === id)
  const title =
    payout === undefined
      ? t('care.compensation')
      : t('payout.title', { amount: yuan(payout.amountFen, format), order: payout.order })
  const decided = () => {
    reload()
    onDecided()
  }
  return (
    <Drawer title={title} onClose={onClose}>
      {payout !== undefined && <Details key={payout.state} payout={payout} onDecided={decided} />}
      {payout === undefined && (
        <p className="muted">{t(failure === undefined && one === undefined ? 'loading' : 'ticket.gone')}</p>
      )}
    </Drawer>
  )
}

function Details({ payout, onDecided }: { payout: Compensation; onDecided: () => void }) {
  const { t, format } = useLanguage()
  const spend = payout.minimumSpendFen
  const terms = spend === 0 ? t('payout.no-minimum') : t('payout.minimum', { amount: yuan(spend, format) })
  return (
    <>
      <p className="drawer-tags">
        <PayoutState one={payout} />
        <span className="tag">{t(`payout.form.${payout.form}`)}</span>
        <span className="tag">{payout.form === 'coupon' ? terms : t('payout.refund-of')}</span>
      </p>
      {payout.code !== null && (
        <p className="coupon">
          <code>{payout.code}</code>
          {payout.validUntilMs !== null && (
            <span className="muted small">{t('payout.valid-until', { date: format.date(payout.validUntilMs) })}</span>
          )}
        </p>
      )}
      <dl className="facts">
        <Fact name={t('payout.cause')}>
          {t(`payout.cause.${payout.cause}`)}, {measureText(payout.cause, payout.magnitude, t, format)}
        </Fact>
        <Fact name={t('payout.policy')}>
          {t('payout.policy.text', {
            version: payout.policyVersion,
            measure: measureText(payout.cause, payout.tierFrom, t, format),
          })}
        </Fact>
        {payout.lot !== null && <Fact name={t('ticket.lot')}>{payout.lot}</Fact>}
        <Fact name={t('payout.proposed')}>
          {format.dateTime(payout.proposedAtMs)} {payout.proposedBy === 'larder' ? t('by.larder') : payout.proposedBy}
        </Fact>
        {payout.decidedAtMs !== null && (
          <Fact name={t('payout.decide')}>
            {format.dateTime(payout.decidedAtMs)} {payout.decidedBy}
          </Fact>
        )}
        {payout.payment !== null && <Fact name={t('payout.pay')}>{payout.payment}</Fact>}
      </dl>
      <section>
        <h3>{t('payout.rests-on')}</h3>
        <ul className="plain-links">
          {payout.evidence.map((one) => (
            <li key={`${one.kind}/${one.id}`}>
              <EvidenceLink one={one} />
            </li>
          ))}
        </ul>
      </section>
      <Decisions payout={payout} onDecided={onDecided} />
    </>
  )
}

function EvidenceLink({ one }: { one: CompensationEvidence }) {
  const { t } = useLanguage()
  const id = encodeURIComponent(one.id)
  const addresses = {
    ticket: [`/care/tickets/${id}`, t('care.tickets')],
    report: [`/goods/order/${encodeURIComponent(one.id.split('@')[0] ?? '')}`, t('goods.report')],
    order: [`/goods/order/${id}`, t('ticket.order')],
    lot: [`/goods/lot/${id}`, t('ticket.lot')],
    alert: [`/alerts/${id}`, t('nav.alerts')],
    risk: ['/risk', t('by.risk')],
  } as const
  const [href, name] = addresses[one.kind]
  return (
    <Link href={href} className="button">
      {name} {one.id}
    </Link>
  )
}

function Decisions({ payout, onDecided }: { payout: Compensation; onDecided: () => void }) {
  const { t } = useLanguage()
  const { role } = useKnown().session
  const [verb, setVerb] = useState<Verb | null>(null)
  const [text, setText] = useState('')
  const [failure, setFailure] = useState<Refusal | null>(null)
  const mayVoid = role === 'manager' || role === 'administrator'
  const untouched = payout.redeemedAtMs === null && payout.payment === null
  const verbs: Verb[] = [
    ...(payout.state === 'proposed' ? (['approve', 'refuse'] as const) : []),
    ...(payout.state === 'approved' ? (['pay'] as const) : []),
    ...(mayVoid && untouched && payout.state !== 'voided' ? (['void'] as const) : []),
  ]
  if (verbs.length === 0) return null
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (verb === null) return
    setFailure(null)
    try {
      await post(carePaths.compensationVerb(payout.id, verb), verb === 'pay' ? { payment: text } : { reason: text })
      onDecided()
    } catch (cause) {
      setFailure(refusalOf(cause))
    }
  }
  return (
    <section className="actions">
      <div className="action-bar">
        {verbs.map((one) => (
          <button
            key={one}
            type="button"
            className={one === 'approve' ? 'button primary' : 'button'}
            aria-pressed={verb === one}
            onClick={() => setVerb(one)}
          >
            {t(`payout.${one}`)}
          </button>
        ))}
      </div>
      {failure !== null && <Failure failure={failure} />}
      {verb !== null && (
        <form className="action-form" onSubmit={submit}>
          <label className="field">
            {t(verb === 'pay' ? 'payout.payment' : 'ticket.reason')}
            <textarea
              rows={2}
              value={text}
              required
              minLength={3}
              maxLength={verb === 'pay' ? 120 : 500}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <p className="muted small">{t('ticket.reason.hint')}</p>
          <div className="form-end">
            <button type="submit" className="button primary" disabled={text.trim().length < 3}>
              {t(`payout.${verb}`)}
            </button>
          </div>
        </form>
      )}
    </section>
  )
}
