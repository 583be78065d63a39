import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { InTimeZone, useLanguage } from '../../language/report-language.tsx'
import { Icon } from '../../look/icon.tsx'
import { ChatCards } from './chat-cards.tsx'
import { type ChatShown, type ChatWay, useChat } from './use-chat.ts'
import { type ChatKey, say as sayIn } from './words.ts'
import './chat.css'

/** A whole chat: what was said, what may be touched, and where to write. */
export function ChatPanel({ way }: { way: ChatWay }) {
  const { language } = useLanguage()
  const chat = useChat(way)
  const say = (key: ChatKey, parameters = {}) => sayIn(language, key, parameters)
  if (chat.failure !== null) return <Failed chat={chat} way={way} say={say} />
  return (
    <InTimeZone timeZone={chat.view?.timeZone ?? 'UTC'}>
      <div className="chat">
        <Status chat={chat} say={say} />
        <Transcript chat={chat} say={say} />
        <Writing chat={chat} say={say} />
      </div>
    </InTimeZone>
  )
}

const retryMs = 4000

interface Part {
  chat: ChatShown
  say(key: ChatKey, parameters?: object): string
}

function Failed({ chat, way, say }: Part & { way: ChatWay }) {
  const gone = chat.failure?.status === 404 || chat.failure?.status === 410
  const { retry } = chat
  useEffect(() => {
    if (gone) return
    const timer = setTimeout(retry, retryMs)
    return () => clearTimeout(timer)
  }, [gone, retry])
  const text = gone ? say('code' in way ? 'gone.text' : 'gone.report') : say('away.text')
  return (
    <div className="chat failed" role="alert">
      <Icon name={gone ? 'unknown' : 'offline'} size={44} />
      <h2>{say('gone.title')}</h2>
      <p>{text}</p>
      {!gone && (
        <button type="button" className="button primary" onClick={chat.retry}>
          {say('retry')}
        </button>
      )}
    </div>
  )
}

function Status({ chat: { view, connected }, say }: Part) {
  const text = !connected
    ? say('offline')
    : view?.mode === 'agent'
      ? say('joined', { agent: view.agent ?? '' })
      : view?.mode === 'waiting'
        ? say('waiting')
        : view?.mode === 'ended'
          ? say('ended')
          : ''
  return (
    <p className={`chat-status ${connected ? (view?.mode ?? '') : 'offline'}`} role="status">
      {text}
    </p>
  )
}

function Transcript({ chat, say }: Part) {
  const { view, turns, unsent, answering } = chat
  const end = useRef<HTMLDivElement>(null)
  const count = turns.length + unsent.length
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: 'end' })
  }, [count])
  const last = turns.at(-1)
  // The person's button stands below at all times.
  const offered = last?.choices.filter(({ id }) => !/^(intent:)?human$/.test(id)) ?? []
  const choices = last?.by === 'assistant' && unsent.length === 0 ? offered : []
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="chat-log" role="log" aria-label={say('log')} tabIndex={0}>
      <p className="chat-note muted">{say('note')}</p>
      {view === null && <p className="muted center">{say('opening')}</p>}
      {turns.map((turn) => (
        <article key={turn.id} className={`chat-line ${turn.by}`} lang={turn.language === 'zh' ? 'zh-CN' : 'en'}>
          <span className="unseen">
            {turn.by === 'shopper' ? say('you') : turn.by === 'agent' ? '' : say('assistant')}
          </span>
          {turn.by === 'agent' && <small className="chat-who">{view?.agent}</small>}
          {turn.text !== '' && <p>{turn.text}</p>}
          <ChatCards cards={turn.cards} mine={chat.mine} />
        </article>
      ))}
      {unsent.map((one) => (
        <article key={one.key} className="chat-line shopper unsent">
          <p>{one.text}</p>
          {one.failed !== null && (
            <small>
              {one.failed === 'away' ? say('unsent') : say('refused', { message: one.why })}{' '}
              <button type="button" className="link" onClick={() => chat.sendAgain(one)}>
                {say('again')}
              </button>
            </small>
          )}
        </article>
      ))}
      {answering && <p className="chat-thinking muted">{say('thinking')}</p>}
      {choices.length > 0 && (
        <div className="chat-choices">
          {choices.map(({ id, label }) => (
            <button key={id} type="button" className="button" onClick={() => chat.choose(id, label)}>
              {label}
            </button>
          ))}
        </div>
      )}
      <Rating chat={chat} say={say} />
      <div ref={end} />
    </div>
  )
}

function Rating({ chat: { view, turns, rate }, say }: Part) {
  const asked = view?.mode === 'ended' || turns.at(-1)?.cards.some(({ kind }) => kind === 'rate') === true
  if (view === null || (!asked && view.rating === null)) return null
  if (view.rating !== null) return <p className="chat-rating muted">{say('rate.thanks')}</p>
  return (
    <fieldset className="chat-rating">
      <legend>{say('rate.ask')}</legend>
      {[1, 2, 3, 4, 5].map((score) => (
        <button
          key={score}
          type="button"
          className="button square"
          aria-label={say('rate.star', { n: score })}
          onClick={() => rate(score)}
        >
          {score}
        </button>
      ))}
    </fieldset>
  )
}

function Writing({ chat, say }: Part) {
  const [text, setText] = useState('')
  const { view } = chat
  const send = (event?: FormEvent): void => {
    event?.preventDefault()
    const words = text.trim()
    if (words === '' || view === null) return
    chat.say(words)
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that picks a word of an input method writes, and sends nothing.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      send()
    }
  }
  return (
    <form className="chat-writing" onSubmit={send}>
      {(view?.mode === 'assistant' || view?.mode === 'ended') && (
        <button type="button" className="button quiet human" onClick={() => chat.choose('human', say('human'))}>
          <Icon name="care" size={18} />
          {say('human')}
        </button>
      )}
      <div>
        <textarea
          aria-label={say('placeholder')}
          placeholder={say('placeholder')}
          rows={1}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="button primary" disabled={text.trim() === '' || view === null}>
          {say('send')}
        </button>
      </div>
    </form>
  )
}
