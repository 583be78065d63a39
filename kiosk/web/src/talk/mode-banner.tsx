import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'
import type { ScreenState } from '../state/screen-state.ts'

/** Who answers now, when it is not the assistant. */
export function ModeBanner({ state }: { state: ScreenState }) {
  const { t } = useSpeech()
  const { mode, agent } = state
  if (mode === 'assistant') return null
  const title =
    mode === 'agent'
      ? agent === null
        ? t('mode.agent.nameless')
        : t('mode.agent', { name: agent })
      : t(`mode.${mode}`)
  return (
    <section className={`mode ${mode}`} aria-label={title}>
      <Icon name={mode === 'ended' ? 'ok' : mode === 'agent' ? 'you' : 'care'} size={1.8} />
      <div role="status">
        <p className="mode-title">{title}</p>
        <p>{t(`mode.${mode}.text`)}</p>
      </div>
    </section>
  )
}
