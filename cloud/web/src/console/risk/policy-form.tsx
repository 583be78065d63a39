import { messageKinds, type RiskPolicy } from '@larder/contracts/risk'
import { type FormEvent, useState } from 'react'
import { changeRiskPolicy, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { asRefusal } from './risk-row.tsx'

/** What happens by itself when an order is at risk: read by all, changed by a manager. */
export function PolicyForm({ policy, onChanged }: { policy: RiskPolicy; onChanged: () => void }) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const mayChange = session.role === 'manager' || session.role === 'administrator'
  const [saved, setSaved] = useState(false)
  const [failure, setFailure] = useState<Refusal>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const share = (name: string) => Number(fields.get(name)) / 100
    const message = (kind: (typeof messageKinds)[number]) => ({
      on: fields.get(kind) === 'on',
      atProbability: share(`${kind}-at`),
    })
    const next: RiskPolicy = {
      alertAtProbability: share('alert'),
      promisedMinutes: Number(fields.get('promised')),
      messages: {
        'delivery-notice': message('delivery-notice'),
        'unpacking-guide': message('unpacking-guide'),
        'coupon-offer': message('coupon-offer'),
      },
    }
    try {
      await changeRiskPolicy(next, String(fields.get('why')))
      setFailure(undefined)
      setSaved(true)
      onChanged()
    } catch (cause) {
      setFailure(asRefusal(cause))
    }
  }
  const percent = (name: string, value: number, label: string) => (
    <label className="risk-percent">
      <span>{label}</span>
      <input name={name} type="number" min={1} max={99} step={1} required defaultValue={Math.round(value * 100)} />
      <span>{t('risk.policy.percent')}</span>
    </label>
  )
  return (
    <section className="group">
      <h2>{t('risk.policy.title')}</h2>
      <form className="panel risk-policy" onSubmit={submit} onChange={() => setSaved(false)}>
        <fieldset disabled={!mayChange}>
          {percent('alert', policy.alertAtProbability, t('risk.policy.alert'))}
          {messageKinds.map((kind) => (
            <div key={kind} className="risk-switch">
              <label>
                <input type="checkbox" name={kind} defaultChecked={policy.messages[kind].on} />
                {t(`risk.message.${kind}`)}
              </label>
              {percent(`${kind}-at`, policy.messages[kind].atProbability, t('risk.policy.message'))}
            </div>
          ))}
          <label className="risk-percent">
            <span>{t('risk.policy.promised')}</span>
            <input name="promised" type="number" min={5} max={10_080} required defaultValue={policy.promisedMinutes} />
          </label>
          {mayChange && (
            <div className="risk-act">
              <label>
                <span className="unseen">{t('risk.policy.why')}</span>
                <input name="why" required minLength={3} maxLength={500} placeholder={t('risk.policy.why')} />
              </label>
              <button type="submit" className="button primary">
                {t('risk.policy.save')}
              </button>
            </div>
          )}
        </fieldset>
        <p className="muted small" aria-live="polite">
          {saved ? t('risk.policy.saved') : mayChange ? '' : t('risk.policy.manager')}
        </p>
        {failure !== undefined && <Failure failure={failure} />}
        <p className="muted small">{t('risk.policy.coupon')}</p>
        <p className="muted small">{t('risk.messages.channel')}</p>
      </form>
    </section>
  )
}
