import type { ConversationView } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import type { Bilingual } from '@larder/contracts/site'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { post, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { refusalOf } from '../care/refusal-of.ts'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { agentPaths } from './agent-paths.ts'
import { outgoing } from './outgoing.ts'

const mostArticles = 3

/** Words to the shopper: one's own, or a ready answer that reaches the shopper in the shopper's language. */
export function Composer({ view, onSaid }: { view: ConversationView; onSaid: () => void }) {
  const { t, language } = useLanguage()
  const { session } = useKnown()
  const [text, setText] = useState('')
  const [writtenIn, setWrittenIn] = useState<Language>(language)
  const [ready, setReady] = useState<Bilingual | null>(null)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [sending, setSending] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const mine = view.mode === 'agent' && view.agent === session.name
  const answers = useReadyAnswers(view)
  const sent = outgoing({ text, writtenIn, ready, shopper: view.language })

  useEffect(() => {
    if (mine) field.current?.focus()
  }, [mine])

  const take = (answer: Bilingual): void => {
    setReady(answer)
    setText(answer[language])
    setWrittenIn(language)
    field.current?.focus()
  }
  const send = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault()
    if (sent.text === '' || sending) return
    setSending(true)
    setFailure(null)
    try {
      await post(agentPaths.say(view.id), sent)
      setText('')
      setReady(null)
      onSaid()
    } catch (cause) {
      setFailure(refusalOf(cause))
    } finally {
      setSending(false)
    }
  }
  const onKey = (event: KeyboardEvent): void => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
    if (event.altKey && digit !== undefined) {
      const chosen = answers[Number(digit) - 1]
      if (chosen === undefined) return
      event.preventDefault()
      take(chosen.text)
      return
    }
    // While an input method is composing, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }

  if (view.mode === 'ended') return null
  if (!mine) return <p className="agent-composer muted small">{t('agent.say.join-first')}</p>
  return (
    <form className="agent-composer" onSubmit={send} onKeyDown={onKey}>
      {answers.length > 0 && (
        <ul className="agent-ready" aria-label={t('agent.ready')}>
          {answers.map(({ id, text: answer, article }, index) => (
            <li key={id}>
              <button
                type="button"
                className={article ? 'chip article' : 'chip'}
                title={article ? `${t('agent.articles')}: ${answer[view.language]}` : answer[view.language]}
                aria-pressed={ready === answer}
                onClick={() => take(answer)}
              >
                <kbd>{index + 1}</kbd> {answer[language]}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="agent-write">
        <label className="field">
          <span className="unseen">{t('agent.say')}</span>
          <textarea
            ref={field}
            rows={2}
            maxLength={2000}
            value={text}
            placeholder={t('agent.say')}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="button primary" disabled={sending || sent.text === ''}>
          {t('agent.send')}
        </button>
      </div>
      {text !== '' && sent.language === view.language && sent.text !== text.trim() && (
        <p className="agent-gets">
          <span className="muted">{t('agent.shopper-gets')}:</span> <q lang={view.language}>{sent.text}</q>
        </p>
      )}
      {text !== '' && sent.language !== view.language && (
        <p className="agent-gets warning">
          {t('agent.as-written', {
            language: t(`agent.language.${sent.language}`),
            shopper: t(`agent.language.${view.language}`),
          })}{' '}
          <button
            type="button"
            className="chip"
            onClick={() => {
              setReady(null)
              setWrittenIn(view.language)
            }}
          >
            {t('agent.written-in')}: {t(`agent.language.${view.language}`)}
          </button>
        </p>
      )}
      <p className="muted small agent-hint">{t('agent.say.hint')}</p>
      {failure !== null && <Failure failure={failure} />}
    </form>
  )
}

interface ReadyAnswer {
  id: string
  text: Bilingual
  article: boolean
}

/** What fits the conversation, then what the knowledge base says to the shopper's last words. */
function useReadyAnswers(view: ConversationView): ReadyAnswer[] {
  const asked = view.turns.findLast(({ by, text }) => by === 'shopper' && text !== '')?.text.trim() ?? ''
  const canned = useResource(
    `${agentPaths.canned(view.id)}?after=${view.turns.length}` as ReturnType<typeof agentPaths.canned>,
  )
  const articles = useResource(asked === '' ? null : agentPaths.suggestions(asked, view.language))
  const found = (articles.value ?? []).slice(0, mostArticles)
  return [
    ...found.map(({ article, answer }) => ({ id: `article/${article}`, text: answer, article: true })),
    ...(canned.value ?? []).map(({ id, text }) => ({ id, text, article: false })),
  ].slice(0, 9)
}
