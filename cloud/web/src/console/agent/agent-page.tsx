import { useEffect, useMemo } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Empty } from '../empty.tsx'
import { useKnown, useLive } from '../known.tsx'
import { agentPaths } from './agent-paths.ts'
import { ConversationPane } from './conversation-pane.tsx'
import { Queue } from './queue.tsx'
import { queueOf } from './queue-order.ts'
import '../care/care-page.css'
import './agent-page.css'

/** Conversations with shoppers, live: who waits, what was said, what is known, and the answer of a person. */
export default function AgentPage({ selected }: { selected: string | null }) {
  const { t } = useLanguage()
  const [, go] = useLocation()
  const { session } = useKnown()
  const live = useLive().conversations
  const ended = useResource(agentPaths.ended).value
  const queue = useMemo(() => {
    const all = new Map((ended ?? []).map((one) => [one.id, one]))
    for (const one of live.values()) all.set(one.id, one)
    return queueOf(all.values(), session.name)
  }, [live, ended, session.name])
  const next = queue.waiting.find(({ id }) => id !== selected)?.id

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.altKey || event.code !== 'KeyN' || next === undefined) return
      event.preventDefault()
      go(`/agent/${next}`)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [next, go])

  return (
    <div className={`agent-page${selected === null ? '' : ' chosen'}`}>
      <Queue queue={queue} selected={selected} />
      {selected === null ? (
        <section className="agent-nothing">
          <Empty icon="comment" title={t('agent.pick')}>
            {t('agent.pick.text')}
          </Empty>
        </section>
      ) : (
        <ConversationPane key={selected} id={selected} />
      )}
    </div>
  )
}
