import type { ConversationView, Turn, Understanding } from '@larder/contracts/conversation'
import { useLanguage } from '../../language/language.tsx'
import { useIntentWords } from '../knowledge/intent-words.ts'
import { CardBrief } from './card-brief.tsx'

/** Below this the assistant calls a person. */
const confident = 0.7

/** Word for word, with what was understood of it and what the screen showed. */
export function Transcript({ view }: { view: ConversationView }) {
  const { t } = useLanguage()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1)
    <div className="agent-scroll" tabIndex={0}>
      <ol className="agent-turns" aria-label={t('agent.transcript')} aria-live="polite">
        {view.turns.map((turn) => (
          <TurnLine key={turn.id} turn={turn} />
        ))}
      </ol>
    </div>
  )
}

function TurnLine({ turn }: { turn: Turn }) {
  const { t, format } = useLanguage()
  const { by, text, cards, choices, understanding } = turn
  return (
    <li className={`agent-turn ${by}`}>
      <p className="agent-turn-by">
        {t(`agent.by.${by}`)}
        {turn.spoken && ` · ${t('agent.spoken')}`} · <time className="figure">{format.time(turn.atMs)}</time>
      </p>
      <p className="agent-bubble" lang={turn.language === 'zh' ? 'zh-CN' : 'en'}>
        {text === '' ? <span className="muted">{t('agent.erased')}</span> : text}
      </p>
      {by === 'shopper' && understanding !== null && <Understood understanding={understanding} />}
      {cards.length > 0 && (
        <ul className="agent-cards">
          {cards.map((card, index) => (
            <CardBrief key={`${turn.id}/${index}`} card={card} />
          ))}
        </ul>
      )}
      {choices.length > 0 && (
        <p className="muted small">
          {t('agent.choices')}: {choices.map(({ label }) => label).join(' / ')}
        </p>
      )}
    </li>
  )
}

function Understood({ understanding }: { understanding: Understanding }) {
  const { format } = useLanguage()
  const nameOf = useIntentWords()
  const { intent, confidence, second, slots } = understanding
  const percent = (share: number): string => `${format.number(share * 100)} %`
  return (
    <p className="agent-understood">
      <span className={confidence < confident ? 'tag warning' : 'tag'}>
        {nameOf(intent)} {percent(confidence)}
      </span>
      {second !== null && confidence < confident && (
        <span className="tag">
          {nameOf(second.intent)} {percent(second.confidence)}
        </span>
      )}
      {slots.map(({ name, value }) => (
        <span key={`${name}/${value}`} className="tag">
          {name}: {value}
        </span>
      ))}
    </p>
  )
}
