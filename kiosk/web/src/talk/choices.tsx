import { examples } from '../attract/examples.ts'
import type { Kiosk } from '../kiosk.ts'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'
import type { ScreenState } from '../state/screen-state.ts'

/** What can be answered by a touch; where nothing was asked, what else can be asked. */
export function Choices({ kiosk, state, ask }: { kiosk: Kiosk; state: ScreenState; ask(text: string): void }) {
  const { t } = useSpeech()
  if (state.choices.length > 0) {
    return (
      <fieldset className="choices">
        <legend className="unseen">{t('talk.choices')}</legend>
        {state.choices.map(({ id, label }) => (
          <button key={id} type="button" className="key choice" onClick={() => kiosk.choose(id, label)}>
            {label}
          </button>
        ))}
      </fieldset>
    )
  }
  const idle = state.mode === 'assistant' && state.expects === 'open' && !state.thinking && state.listening === 'off'
  if (!idle) return null
  return (
    <fieldset className="choices more">
      <legend className="unseen">{t('talk.ask-more')}</legend>
      {examples.map(({ key, icon }) => (
        <button key={key} type="button" className="key" onClick={() => ask(t(key))}>
          <Icon name={icon} size={1.2} />
          {t(key)}
        </button>
      ))}
    </fieldset>
  )
}
