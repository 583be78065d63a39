import type { ConversationSummary } from '@larder/contracts/conversation'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useLive } from '../known.tsx'
import { soundCall } from '../sound.ts'

const canNotify = (): boolean => 'Notification' in window && isSecureContext
/** What has waited longer than this when the page opens is no news. */
const newsMs = 30_000

/** On every page: a sound, a line and, where allowed, the desktop's own notice when a shopper begins to wait. */
export function WaitingNotice() {
  const { t } = useLanguage()
  const [path, go] = useLocation()
  const conversations = useLive().conversations
  const told = useRef(new Set<string>())
  const [latest, setLatest] = useState<string | null>(null)

  useEffect(() => {
    const keyOf = ({ id, handOff }: ConversationSummary): string => `${id}/${handOff?.atMs ?? 0}`
    for (const one of conversations.values()) {
      if (one.mode !== 'waiting' || told.current.has(keyOf(one))) continue
      told.current.add(keyOf(one))
      if (Date.now() - (one.handOff?.atMs ?? one.lastAtMs) > newsMs) continue
      setLatest(one.id)
      soundCall()
      if (!canNotify() || Notification.permission !== 'granted' || !document.hidden) continue
      // Nothing that was said: a desktop's notices are read by whoever passes.
      const text = t('agent.notice', { reason: t(`agent.reason.${one.handOff?.reason ?? 'asked'}`) })
      const notice = new Notification('Larder', { body: text, tag: one.id })
      notice.onclick = () => {
        window.focus()
        go(`/agent/${one.id}`)
        notice.close()
      }
    }
  }, [conversations, t, go])

  const waiting = latest === null ? undefined : conversations.get(latest)
  const shown = waiting?.mode === 'waiting' && !path.startsWith('/agent') ? waiting : undefined
  return (
    <div aria-live="assertive">
      {shown !== undefined && (
        <p className="agent-notice">
          <Icon name="comment" />
          <span>{t('agent.notice', { reason: t(`agent.reason.${shown.handOff?.reason ?? 'asked'}`) })}</span>
          <Link href={`/agent/${shown.id}`} className="button primary">
            {t('agent.notice.open')}
          </Link>
          <button type="button" className="button quiet square" aria-label={t('close')} onClick={() => setLatest(null)}>
            <Icon name="close" size={18} />
          </button>
        </p>
      )}
    </div>
  )
}

/** Browsers ask only after a press. */
export function AllowNotices() {
  const { t } = useLanguage()
  const [asked, setAsked] = useState(() => !canNotify() || Notification.permission !== 'default')
  if (asked) return null
  return (
    <button
      type="button"
      className="button"
      title={t('agent.notice.allow.text')}
      onClick={() => void Notification.requestPermission().finally(() => setAsked(true))}
    >
      <Icon name="alerts" size={18} />
      {t('agent.notice.allow')}
    </button>
  )
}
