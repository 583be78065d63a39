import {
  type Compensation,
  type CompensationCause,
  causeOfScene,
  compensationCause,
  measureOf,
} from '@larder/contracts/compensation'
import type { Ticket } from '@larder/contracts/ticket'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { post, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { carePaths } from './care-paths.ts'
import { fenOf, yuan } from './money.ts'
import { refusalOf } from './refusal-of.ts'

/** Proposes what the policy pays for a ticket; what stands for its order already is shown first. */
export function ProposeForm({ ticket, order }: { ticket: Ticket; order: string }) {
  const { t, language } = useLanguage()
  const { value: standing, reload } = useResource(carePaths.compensationsOf(order))
  const [cause, setCause] = useState<CompensationCause>(causeOfScene[ticket.scene] ?? 'damaged')
  const [failure, setFailure] = useState<Refusal | null>(null)
  const measure = measureOf[cause]
  const lots = ticket.evidence?.lots ?? []

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string): string => String(fields.get(name) ?? '').trim()
    const paidFen = fenOf(text('paid'))
    setFailure(null)
    try {
      await post(carePaths.propose, {
        order,
        cause,
        ...(text('lot') === '' ? {} : { lot: text('lot') }),
        ...(text('magnitude') === '' ? {} : { magnitude: Number(text('magnitude')) }),
        ...(paidFen === null ? {} : { paidFen }),
        evidence: [{ kind: 'ticket', id: ticket.id }],
      })
      reload()
    } catch (refused) {
      setFailure(refusalOf(refused))
    }
  }

  return (
    <form className="action-form" onSubmit={submit}>
      <h3>{t('payout.propose.title')}</h3>
      {standing?.map((one) => (
        <Standing key={one.id} one={one} />
      ))}
      <label className="field">
        {t('payout.cause')}
        <select value={cause} onChange={(event) => setCause(event.target.value as CompensationCause)}>
          {compensationCause.options.map((one) => (
            <option key={one} value={one}>
              {t(`payout.cause.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {cause !== 'late-delivery' && (
        <>
          <label className="field">
            {t('payout.lot')}
            <select name="lot" defaultValue={ticket.lot ?? ''}>
              <option value="">{t('payout.whole-order')}</option>
              {lots.map((one) => (
                <option key={one.lot} value={one.lot}>
                  {language === 'zh' ? one.nameZh : one.nameEn} · {one.lot}
                </option>
              ))}
              {ticket.lot !== null && lots.length === 0 && <option value={ticket.lot}>{ticket.lot}</option>}
            </select>
          </label>
          <div className="form-pair">
            {measure === 'severity' ? (
              <label className="field">
                {t('payout.cause.excursion')}
                <select name="magnitude" defaultValue="">
                  <option value="">{t('payout.by-report')}</option>
                  <option value="1">{t('severity.warning')}</option>
                  <option value="2">{t('severity.critical')}</option>
                </select>
              </label>
            ) : (
              <label className="field">
                {t('payout.how-much', { unit: t(`payout.unit.${measure}`) })}
                <input name="magnitude" inputMode="decimal" pattern="[0-9]+(\.[0-9]+)?" />
              </label>
            )}
            <label className="field">
              {t('payout.paid')}
              <input name="paid" inputMode="decimal" pattern="[0-9]{1,7}(\.[0-9]{1,2})?" />
            </label>
          </div>
          <p className="muted small">{t('payout.paid.hint')}</p>
        </>
      )}
      {failure !== null && <Failure failure={failure} />}
      <div className="form-end">
        <button type="submit" className="button primary">
          {t('payout.propose')}
        </button>
      </div>
    </form>
  )
}

function Standing({ one }: { one: Compensation }) {
  const { t, format } = useLanguage()
  const state = t(`payout.state.${one.state}`)
  return (
    <p className="notice">
      <Link href={`/care/compensation/${one.id}`}>
        {t(`payout.cause.${one.cause}`)} · {t('payout.stands', { amount: yuan(one.amountFen, format), state })}
      </Link>
    </p>
  )
}
