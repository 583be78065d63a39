import type { AgentResult } from '@larder/contracts/agent-console'
import { agentResult } from '@larder/contracts/agent-console'
import type { ConversationView } from '@larder/contracts/conversation'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { post, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { refusalOf } from '../care/refusal-of.ts'
import { Failure } from '../failure.tsx'
import { useKnown, useLive, useNames } from '../known.tsx'
import { agentPaths } from './agent-paths.ts'
import { Composer } from './composer.tsx'
import { FactsPane } from './facts-pane.tsx'
import { Mood } from './queue.tsx'
import { Transcript } from './transcript.tsx'

/** One conversation: what was said in the middle, what is known beside it. */
export function ConversationPane({ id }: { id: string }) {
  const { t } = useLanguage()
  const heard = useLive().conversations.get(id)
  const { value: view, failure, reload } = useResource(agentPaths.conversation(id))
  const moved = heard === undefined ? '' : `${heard.mode}/${heard.agent}/${heard.turnCount}/${heard.ticket}`
  useEffect(() => reload(), [moved, reload])
  if (view === undefined) {
    return (
      <section className="agent-nothing">
        <p className="muted">{t(failure === undefined ? 'loading' : 'agent.gone')}</p>
      </section>
    )
  }
  return (
    <>
      <section className="agent-talk">
        <TalkHead view={view} onChanged={reload} />
        <Transcript view={view} />
        <Composer view={view} onSaid={reload} />
      </section>
      <FactsPane view={view} onChanged={reload} />
    </>
  )
}

function TalkHead({ view, onChanged }: { view: ConversationView; onChanged: () => void }) {
  const { t } = useLanguage()
  const names = useNames()
  const { session, live } = useKnown()
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [leaving, setLeaving] = useState<'end' | 'leave' | null>(null)
  const { id, mode, agent } = view
  const mine = mode === 'agent' && agent === session.name
  const act = async (path: ReturnType<typeof agentPaths.join>, body: object): Promise<void> => {
    setFailure(null)
    try {
      live.learnConversation(await post(path, body))
      setLeaving(null)
    } catch (cause) {
      setFailure(refusalOf(cause))
    }
    onChanged()
  }
  const join = (): Promise<void> => act(agentPaths.join(id), {})
  const leave = (result: AgentResult): Promise<void> => act(agentPaths.leave(id), { end: leaving === 'end', result })

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.altKey || event.code !== 'KeyT' || mine) return
      event.preventDefault()
      void join()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  return (
    <header className="agent-head">
      <div className="agent-head-row">
        <Link href="/agent" className="button quiet square agent-back" aria-label={t('agent.queue')}>
          <Icon name="back" />
        </Link>
        <div className="agent-title">
          <h2>{mode === 'agent' ? t('agent.mode.agent', { agent: agent ?? '' }) : t(`agent.mode.${mode}`)}</h2>
          <p className="muted small">
            {names.site(view.site)} · {view.kiosk ?? t(`agent.channel.${view.channel}`)} ·{' '}
            {t(`agent.language.${view.language}`)}
          </p>
        </div>
        <Mood mood={view.mood} />
        <span className="agent-buttons">
          {!mine && mode !== 'ended' && (
            <button type="button" className="button primary" title="Alt + T" onClick={() => void join()}>
              <Icon name="you" size={18} />
              {t('agent.join')}
            </button>
          )}
          {mine && (
            <>
              <button
                type="button"
                className="button"
                aria-pressed={leaving === 'leave'}
                onClick={() => setLeaving('leave')}
              >
                {t('agent.leave')}
              </button>
              <button
                type="button"
                className="button"
                aria-pressed={leaving === 'end'}
                onClick={() => setLeaving('end')}
              >
                <Icon name="check" size={18} />
                {t('agent.end')}
              </button>
            </>
          )}
        </span>
      </div>
      {mine && leaving !== null && (
        <div className="agent-result">
          <strong>{t('agent.result')}</strong>
          {agentResult.options.map((one) => (
            <button key={one} type="button" className="chip" onClick={() => void leave(one)}>
              {t(`agent.result.${one}`)}
            </button>
          ))}
          <button type="button" className="button quiet" onClick={() => setLeaving(null)}>
            {t('agent.result.later')}
          </button>
        </div>
      )}
      {view.rating !== null && (
        <p className="small">
          <span className={view.rating.score >= 4 ? 'tag ok' : 'tag warning'}>
            {t('agent.rated', { score: view.rating.score })}
          </span>{' '}
          {view.rating.text}
        </p>
      )}
      {failure !== null && <Failure failure={failure} />}
    </header>
  )
}
