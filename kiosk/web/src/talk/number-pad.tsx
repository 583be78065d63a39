import { useState } from 'react'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'
import { maskDigits } from '../state/mask-digits.ts'

interface Props {
  draft: string
  setDraft(draft: string | null): void
  enter(text: string): void
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
/** As long as an order number gets. */
const longest = 64

/** For order numbers and the last digits of a phone: who stands behind sees dots. */
export function NumberPad({ draft, setDraft, enter }: Props) {
  const { t } = useSpeech()
  const [shown, setShown] = useState(false)
  const add = (key: string): void => setDraft((draft + key).slice(0, longest))
  return (
    <form
      className="pad"
      aria-label={t('pad.title')}
      onSubmit={(event) => {
        event.preventDefault()
        if (draft !== '') enter(draft)
      }}
    >
      <div className="pad-entry">
        <output className="figure" aria-label={t('pad.entered', { n: draft.length })}>
          {draft === '' ? <span className="pad-empty">{t('pad.title')}</span> : shown ? draft : maskDigits(draft)}
        </output>
        <button
          type="button"
          className="key bare"
          aria-pressed={shown}
          aria-label={t(shown ? 'pad.hide' : 'pad.show')}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? 'eye-shut' : 'eye'} />
        </button>
      </div>
      <div className="pad-keys">
        {keys.map((key) => (
          <button key={key} type="button" className="key" onClick={() => add(key)}>
            {key}
          </button>
        ))}
        <button
          type="button"
          className="key"
          aria-label={t('pad.delete')}
          onClick={() => setDraft(draft.slice(0, -1))}
          disabled={draft === ''}
        >
          <Icon name="erase" />
        </button>
        <button type="button" className="key" onClick={() => add('0')}>
          0
        </button>
        <button type="submit" className="key strong" aria-label={t('pad.ok')} disabled={draft === ''}>
          <Icon name="check" />
        </button>
      </div>
    </form>
  )
}
