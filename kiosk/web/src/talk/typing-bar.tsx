import { useEffect, useRef } from 'react'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'

interface Props {
  draft: string
  setDraft(draft: string | null): void
  send(text: string): void
}

export function TypingBar({ draft, setDraft, send }: Props) {
  const { t } = useSpeech()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      className="typing"
      onSubmit={(event) => {
        event.preventDefault()
        if (draft.trim() !== '') send(draft)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null)
      }}
    >
      <input
        ref={field}
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
        maxLength={2000}
        enterKeyHint="send"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder={t('do.type.label')}
        aria-label={t('do.type.label')}
      />
      <button type="submit" className="key strong" disabled={draft.trim() === ''}>
        <Icon name="send" />
        {t('do.send')}
      </button>
      <button type="button" className="key" aria-label={t('do.close-typing')} onClick={() => setDraft(null)}>
        <Icon name="close" />
      </button>
    </form>
  )
}
