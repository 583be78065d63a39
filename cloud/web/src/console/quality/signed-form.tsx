import { type FormEvent, type ReactNode, useState } from 'react'
import { Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'

interface SignedFormProps {
  /** What the button says. */
  submit: string
  /** Whether the account's password stands under it. */
  signed?: boolean
  danger?: boolean
  onSubmit(form: FormData): Promise<unknown>
  children: ReactNode
}

/** A form whose sender signs with the account's own password. A refusal is shown and nothing typed is lost. */
export function SignedForm({ submit, signed = true, danger = false, onSubmit, children }: SignedFormProps) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setFailure(null)
    try {
      await onSubmit(new FormData(event.currentTarget))
    } catch (cause) {
      setFailure(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="action-form" onSubmit={send}>
      {children}
      {signed && (
        <label className="field">
          {t('quality.sign', { name: session.name })}
          <input name="password" type="password" autoComplete="current-password" required maxLength={200} />
        </label>
      )}
      {failure !== null && <Failure failure={failure} />}
      <div className="form-end">
        <button type="submit" className={danger ? 'button danger' : 'button primary'} disabled={busy}>
          {submit}
        </button>
      </div>
    </form>
  )
}

/** A text of a form, trimmed. */
export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()

export const mayDecide = (role: string): boolean => role === 'manager' || role === 'administrator'
