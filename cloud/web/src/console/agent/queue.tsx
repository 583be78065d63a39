import type { ConversationSummary } from '@larder/contracts/conversation'
import { Link } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { Empty } from '../empty.tsx'
import { useLive, useNames, useNow } from '../known.tsx'
import { type Group, groups, waitingSinceMs } from './queue-order.ts'
import { AllowNotices } from './waiting-notice.tsx'

interface QueueProps {
  queue: Record<Group, ConversationSummary[]>
  selected: string | null
}

/** Who talks now; who waits for a person stands first. */
export function Queue({ queue, selected }: QueueProps) {
  const { t } = useLanguage()
  const nowMs = useNow(1000)
  const { waiting, mine, colleagues, assistant } = queue
  const live = mine.length + colleagues.length + assistant.length
  const { connection } = useLive()
  const empty = connection !== 'connecting' && groups.every((group) => queue[group].length === 0)
  return (
    <nav className="agent-queue" aria-label={t('agent.queue')}>
      <header>
        <h1>{t('nav.agent')}</h1>
        <p className="muted small" role="status">
          {t('agent.lead', { waiting: waiting.length, live })}
        </p>
        <AllowNotices />
      </header>
      {empty && (
        <Empty icon="comment" title={t('agent.none')}>
          {t('agent.none.text')}
        </Empty>
      )}
      {groups
        .filter((group) => queue[group].length > 0)
        .map((group) => (
          <section key={group}>
            <h2>
              {t(`agent.group.${group}`)} <span className="muted figure">{queue[group].length}</span>
            </h2>
            <ul>
              {queue[group].map((one) => (
                <QueueLine key={one.id} one={one} current={one.id === selected} nowMs={nowMs} />
              ))}
            </ul>
          </section>
        ))}
    </nav>
  )
}

const moodLook = { angry: 'tag critical', worried: 'tag warning', content: 'tag ok', neutral: 'tag' } as const

export function Mood({ mood }: { mood: ConversationSummary['mood'] }) {
  const { t } = useLanguage()
  return <span className={moodLook[mood]}>{t(`agent.mood.${mood}`)}</span>
}

function QueueLine({ one, current, nowMs }: { one: ConversationSummary; current: boolean; nowMs: number }) {
  const { t, format } = useLanguage()
  const names = useNames()
  const waits = one.mode === 'waiting'
  const urgent = waits && (one.handOff?.priority === 'urgent' || one.handOff?.priority === 'high')
  const title = waits && one.handOff !== null ? t(`agent.reason.${one.handOff.reason}`) : null
  return (
    <li className={`agent-line ${one.mode}${urgent ? ' urgent' : ''}`}>
      <Link href={`/agent/${one.id}`} aria-current={current ? 'true' : undefined}>
        <span className="agent-line-head">
          <strong>{title ?? (one.lastText === '' ? t(`agent.channel.${one.channel}`) : one.lastText)}</strong>
          <time className="figure">
            {waits
              ? t('agent.waits', { time: format.duration(nowMs - waitingSinceMs(one)) })
              : format.ago(one.lastAtMs, nowMs)}
          </time>
        </span>
        {title !== null && one.lastText !== '' && <span className="agent-line-text">{one.lastText}</span>}
        <span className="agent-line-tags">
          {(waits || one.mood !== 'neutral') && <Mood mood={one.mood} />}
          {one.handOff?.scene != null && <span className="tag">{t(`scene.${one.handOff.scene}`)}</span>}
          <span className="muted small">
            <Icon name={one.channel === 'kiosk' ? 'cabinet' : 'language'} size={14} /> {names.site(one.site)} ·{' '}
            {t(`agent.language.${one.language}`)}
            {one.mode === 'agent' && ` · ${one.agent}`}
          </span>
        </span>
      </Link>
    </li>
  )
}
