import { useSpeech } from '../language/speech.tsx'
import type { Line, ScreenState } from '../state/screen-state.ts'
import { sentencesOf } from '../state/sentences.ts'

/** What was said, newest large; every spoken word stands here too. */
export function Words({ state }: { state: ScreenState }) {
  const { t } = useSpeech()
  const lastAnswer = state.lines.findLastIndex(({ by }) => by !== 'shopper')
  const lastAsked = state.lines.findLastIndex(({ by }) => by === 'shopper')
  const old = (index: number): boolean => index < Math.min(lastAnswer, Math.max(lastAsked, lastAnswer - 1))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="words" aria-label={t('talk.title')} tabIndex={0}>
      <div role="log" aria-live="polite">
        {state.lines.map((line, index) => (
          <LineView
            key={line.id}
            line={line}
            agent={state.agent}
            old={old(index)}
            sentence={state.speaking?.turn === line.id ? state.speaking.sentence : null}
          />
        ))}
      </div>
      {state.thinking && (
        <p className="thinking" role="status">
          <span className="unseen">{t('talk.thinking')}</span>
          <i />
          <i />
          <i />
        </p>
      )}
    </section>
  )
}

/** A Chinese character holds about as much as two and a half Latin letters. */
const isLong = (text: string): boolean => [...text].reduce((sum, letter) => sum + (letter > '⺀' ? 2.5 : 1), 0) > 200

function LineView(props: { line: Line; agent: string | null; old: boolean; sentence: number | null }) {
  const { line, agent, old, sentence } = props
  const { t } = useSpeech()
  const lang = line.language === 'zh' ? 'zh-CN' : 'en'
  const who = line.by === 'shopper' ? t('talk.said') : line.by === 'agent' ? t('talk.agent', { name: agent ?? '' }) : ''
  return (
    <div className={`line ${line.by} ${old ? 'old' : ''}`}>
      {who !== '' && <p className="line-who">{who}</p>}
      <p className={isLong(line.text) ? 'line-text long' : 'line-text'} lang={lang}>
        {line.by === 'shopper' ? line.text : <Spoken text={line.text} sentence={sentence} />}
      </p>
    </div>
  )
}

/** The sentence that is being heard is marked, as the eye of somebody who hears little needs it. */
function Spoken({ text, sentence }: { text: string; sentence: number | null }) {
  const sentences = sentencesOf(text)
  const now = sentence === null ? null : Math.min(sentence, sentences.length - 1)
  return sentences.map((one, index) => (
    <span key={index} className={index === now ? 'sentence now' : 'sentence'}>
      {one}
    </span>
  ))
}
