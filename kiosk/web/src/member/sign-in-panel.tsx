import { useState } from 'react'
import type { Kiosk } from '../kiosk.ts'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'

/** The card or the telephone number first; the face is the convenience beside them. */
export function SignInPanel({ kiosk, recognises }: { kiosk: Kiosk; recognises: boolean }) {
  const { t } = useSpeech()
  const [value, setValue] = useState('')
  const isPhone = /^[\d\s+-]{6,20}$/.test(value.trim())
  return (
    <>
      <p>{t('member.text')}</p>
      <form
        className="member-sign-in"
        onSubmit={(event) => {
          event.preventDefault()
          if (value.trim() !== '') kiosk.member(isPhone ? 'phone' : 'code', value.trim().slice(-64))
          setValue('')
        }}
      >
        <label className="member-field">
          {t('member.code')}
          <input
            value={value}
            onChange={(event) => setValue(event.target.value)}
            autoComplete="off"
            maxLength={300}
            // biome-ignore lint/a11y/noAutofocus: the scanner types into it without a touch
            autoFocus
          />
        </label>
        <button type="submit" className="key strong" disabled={value.trim() === ''}>
          {t('member.enter')}
        </button>
      </form>
      {recognises && (
        <button type="button" className="key member-face" onClick={() => kiosk.lookForMe()}>
          <Icon name="you" />
          {t('member.look')}
        </button>
      )}
      <p className="muted">{t(recognises ? 'member.privacy.face' : 'member.privacy')}</p>
    </>
  )
}
