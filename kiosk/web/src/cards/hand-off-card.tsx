import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'

export function HandOffCard({ state, reference }: { state: 'waiting' | 'unreachable'; reference: string | null }) {
  const { t } = useSpeech()
  const unreachable = state === 'unreachable'
  const text = unreachable && reference === null ? 'hand-off.unreachable.desk' : (`hand-off.${state}.text` as const)
  return (
    <article className={`card hand-off ${state}`}>
      <span className="hand-off-icon">
        <Icon name={unreachable ? 'offline' : 'care'} size={2.4} />
      </span>
      <div>
        <h2>{t(`hand-off.${state}`)}</h2>
        <p>{t(text)}</p>
        {reference !== null && <p className="reference figure">{reference}</p>}
      </div>
    </article>
  )
}
