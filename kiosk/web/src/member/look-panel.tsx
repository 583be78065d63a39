import { useEffect, useRef, useState } from 'react'
import { useSpeech } from '../language/speech.tsx'
import { PictureFault, sendLook } from './pictures.ts'
import { useCamera } from './use-camera.ts'

const pauseMs = 250

/** Looks a few times after a touch; who is not known is told so, and nothing of the pictures is kept. */
export function LookPanel({ look, ended }: { look: string; ended(): void }) {
  const { t } = useSpeech()
  const { video, state, picture } = useCamera()
  const [said, setSaid] = useState<'looking' | 'unknown' | 'failed'>('looking')
  const takePicture = useRef(picture)
  takePicture.current = picture

  useEffect(() => {
    if (state !== 'open') return
    let shown = true
    const again = async (): Promise<void> => {
      while (shown) {
        const answer = await sendLook(look, await takePicture.current())
        if (!shown || answer.state === 'known') return
        if (answer.state === 'unknown') return setSaid('unknown')
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }
    again().catch((fault: unknown) => {
      if (shown) setSaid(fault instanceof PictureFault && fault.code === 'gone' ? 'unknown' : 'failed')
    })
    return () => {
      shown = false
    }
  }, [look, state])

  const words = state === 'failed' ? t('member.no-camera') : t(`member.look.${said}`)
  return (
    <div className="member-look">
      <video ref={video} className="member-video" muted playsInline aria-label={t('member.own-picture')} />
      <p role="status">{words}</p>
      {(said !== 'looking' || state === 'failed') && (
        <button type="button" className="key strong" onClick={ended}>
          {t('member.look.back')}
        </button>
      )}
    </div>
  )
}
