import { useState } from 'react'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { useKnown } from './known.tsx'

/** Whose it is from now on: mine with one press, or another account's. */
export function AssignForm({ onSubmit }: { onSubmit: (to: string) => Promise<void> }) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const [to, setTo] = useState('')
  return (
    <form
      className="action-form"
      onSubmit={(event) => {
        event.preventDefault()
        void onSubmit(to.trim())
      }}
    >
      <button type="button" className="button" onClick={() => void onSubmit(session.name)}>
        <Icon name="you" size={18} />
        {t('alert.assign.me')}
      </button>
      <label className="field">
        {t('alert.assign.to')}
        <input
          value={to}
          required
          maxLength={60}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setTo(event.target.value)}
        />
      </label>
      <div className="form-end">
        <button type="submit" className="button primary" disabled={to.trim() === ''}>
          {t('alert.assign')}
        </button>
      </div>
    </form>
  )
}
