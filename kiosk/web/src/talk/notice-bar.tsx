import { useEffect } from 'react'
import type { Kiosk } from '../kiosk.ts'
import { type Speech, useSpeech } from '../language/speech.tsx'
import { Icon, type IconName } from '../look/icon.tsx'
import type { Notice, ScreenState } from '../state/screen-state.ts'

const shownMs = 4000

/** What goes wrong or was changed, in words; it never covers what is being read. */
export function NoticeBar({ kiosk, state }: { kiosk: Kiosk; state: ScreenState }) {
  const speech = useSpeech()
  const { notice } = state
  useEffect(() => {
    if (notice?.kind !== 'voice' && notice?.kind !== 'sound-dropped') return
    const timer = setTimeout(() => kiosk.dismissNotice(), shownMs)
    return () => clearTimeout(timer)
  }, [kiosk, notice])

  if (state.link !== 'open') return <Bar icon="offline" text={speech.t('notice.lost')} tone="warning" />
  if (notice !== null) {
    const { icon, text } = said(notice, speech)
    return <Bar icon={icon} text={text} dismiss={() => kiosk.dismissNotice()} />
  }
  if (!kiosk.canHear(state.language)) {
    return <Bar icon="keyboard" text={speech.t(`missing.${state.ready?.missing.hearing ?? 'this-language'}`)} />
  }
  if (!state.cloud) return <Bar icon="offline" text={speech.t('notice.offline')} />
  return null
}

function said(notice: Notice, { t }: Speech): { icon: IconName; text: string } {
  switch (notice.kind) {
    case 'microphone':
      return { icon: 'silent', text: t(`notice.microphone.${notice.fault}`) }
    case 'sound-dropped':
      return { icon: 'offline', text: t('notice.sound-dropped') }
    case 'not-heard':
      return { icon: 'unknown', text: t('notice.not-heard') }
    case 'refused':
      return { icon: 'warning', text: t('notice.refused') }
    case 'voice': {
      const percent = { speed: Math.round(notice.speed * 100), volume: Math.round(notice.volume * 100) }
      return { icon: 'sound', text: t(notice.muted ? 'notice.voice.muted' : 'notice.voice', percent) }
    }
  }
}

function Bar({
  icon,
  text,
  tone = '',
  dismiss,
}: {
  icon: IconName
  text: string
  tone?: string
  dismiss?: () => void
}) {
  const { t } = useSpeech()
  return (
    <div className={`notice ${tone}`} role="status">
      <Icon name={icon} />
      <p>{text}</p>
      {dismiss !== undefined && (
        <button type="button" className="key bare" onClick={dismiss}>
          {t('notice.dismiss')}
        </button>
      )}
    </div>
  )
}
