import { type FormEvent, useState } from 'react'
import { post, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Failure } from '../failure.tsx'
import { carePaths } from './care-paths.ts'
import { fenOf, yuan } from './money.ts'
import { refusalOf } from './refusal-of.ts'

/** At the till: takes a coupon's code, once. */
export function RedeemForm({ onRedeemed }: { onRedeemed: () => void }) {
  const { t, format } = useLanguage()
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [done, setDone] = useState('')
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    setFailure(null)
    setDone('')
    try {
      const spendFen = fenOf(String(fields.get('spend'))) ?? 0
      const redeemed = await post(carePaths.redeem, { code: String(fields.get('code')), spendFen })
      setDone(t('payout.redeem.done', { amount: yuan(redeemed.amountFen, format) }))
      form.reset()
      onRedeemed()
    } catch (cause) {
      setFailure(refusalOf(cause))
    }
  }
  return (
    <details className="disclosure">
      <summary>{t('payout.redeem')}</summary>
      <form className="inline-form" onSubmit={submit}>
        <label className="field">
          {t('payout.code')}
          <input
            name="code"
            required
            minLength={8}
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="characters"
          />
        </label>
        <label className="field">
          {t('payout.redeem.spend')}
          <input name="spend" required inputMode="decimal" pattern="[0-9]{1,7}(\.[0-9]{1,2})?" />
        </label>
        <button type="submit" className="button primary">
          {t('payout.redeem')}
        </button>
        <p className="small" aria-live="polite">
          {done}
        </p>
      </form>
      {failure !== null && <Failure failure={failure} />}
    </details>
  )
}
