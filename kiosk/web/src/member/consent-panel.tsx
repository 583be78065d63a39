import type { ConsentOffered } from '@larder/contracts/kiosk-screen'
import { useId, useState } from 'react'
import { useSpeech } from '../language/speech.tsx'

interface Props {
  consent: ConsentOffered
  agree(ofAge: boolean, guardianCode: string | undefined): void
  cancel(): void
}

/** The whole text before the choice; nothing is ticked beforehand, and saying no is as easy as saying yes. */
export function ConsentPanel({ consent, agree, cancel }: Props) {
  const { t, language } = useSpeech()
  const [who, setWho] = useState<'self' | 'guardian' | null>(null)
  const [code, setCode] = useState('')
  const group = useId()
  const text = consent.texts[language]
  const ready = who === 'self' || (who === 'guardian' && code.trim() !== '')
  return (
    <form
      className="member-consent"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) agree(who === 'self', who === 'guardian' ? code.trim() : undefined)
      }}
    >
      <h3>{text.title}</h3>
      <ul className="member-points">
        {text.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <fieldset className="member-agree">
        <legend>{t('member.agree', { version: consent.version })}</legend>
        <label>
          <input type="radio" name={group} checked={who === 'self'} onChange={() => setWho('self')} />
          {text.agree}
        </label>
        <label>
          <input type="radio" name={group} checked={who === 'guardian'} onChange={() => setWho('guardian')} />
          {text.guardian}
        </label>
      </fieldset>
      {who === 'guardian' && (
        <label className="member-field">
          {t('member.guardian-code')}
          <input value={code} onChange={(event) => setCode(event.target.value)} autoComplete="off" maxLength={200} />
        </label>
      )}
      <div className="member-row">
        <button type="button" className="key" onClick={cancel}>
          {t('member.decline')}
        </button>
        <button type="submit" className="key strong" disabled={!ready}>
          {t('member.accept')}
        </button>
      </div>
    </form>
  )
}
