import { type FormEvent, useState } from 'react'
import { Refusal, type Session, signIn } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { Brand, LanguageSwitch, ThemeSwitch } from '../look/switches.tsx'
import { allowSound } from './sound.ts'
import './sign-in.css'

export function SignIn({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const { t } = useLanguage()
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    allowSound()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setFailure(null)
    try {
      onSignedIn(await signIn(String(form.get('name')).trim(), String(form.get('password'))))
    } catch (cause) {
      setFailure(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className="sign-in">
      <div className="sign-in-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <form className="sign-in-card" onSubmit={submit} aria-labelledby="sign-in-title">
        <Brand />
        <h1 id="sign-in-title">{t('sign-in.title')}</h1>
        <p className="muted">{t('sign-in.lead')}</p>
        <label className="field">
          {t('sign-in.name')}
          <input name="name" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        </label>
        <label className="field">
          {t('sign-in.password')}
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {failure !== null && (
          <p className="field-fault" role="alert">
            <Icon name="warning" size={18} />
            {t(faultOf(failure))}
          </p>
        )}
        <button type="submit" className="button primary wide" disabled={busy}>
          {t('sign-in.submit')}
        </button>
        <p className="muted small">{t('sign-in.first')}</p>
      </form>
    </main>
  )
}

function faultOf(failure: Refusal): 'sign-in.throttled' | 'failed.unreachable' | 'sign-in.wrong' {
  if (failure.status === 429) return 'sign-in.throttled'
  return failure.status === 0 || failure.status >= 500 ? 'failed.unreachable' : 'sign-in.wrong'
}
