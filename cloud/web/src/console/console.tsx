import { useEffect, useState } from 'react'
import { get, paths, Refusal, type Session, signedOut } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Failure } from './failure.tsx'
import { Shell } from './shell.tsx'
import { SignIn } from './sign-in.tsx'

type Standing = 'asking' | 'signed-out' | { session: Session } | { failure: Refusal }

/** Who is there: the sign-in page, or the console for this account. */
export function Console() {
  const { t } = useLanguage()
  const [standing, setStanding] = useState<Standing>('asking')
  useEffect(() => {
    if (standing !== 'asking') return
    get(paths.session).then(
      (session) => setStanding({ session }),
      (cause: unknown) => {
        const failure = cause instanceof Refusal ? cause : new Refusal(0, String(cause))
        setStanding(failure.status === 401 ? 'signed-out' : { failure })
      },
    )
  }, [standing])
  useEffect(() => {
    const leave = (): void => setStanding('signed-out')
    window.addEventListener(signedOut, leave)
    return () => window.removeEventListener(signedOut, leave)
  }, [])
  useEffect(() => {
    document.title = 'Larder'
  }, [])
  if (standing === 'asking') return <p className="page muted">{t('loading')}</p>
  if (standing === 'signed-out') return <SignIn onSignedIn={(session) => setStanding({ session })} />
  if ('failure' in standing) {
    return (
      <main className="page">
        <Failure failure={standing.failure} onRetry={() => setStanding('asking')} />
      </main>
    )
  }
  return <Shell session={standing.session} onSignOut={() => setStanding('signed-out')} />
}
