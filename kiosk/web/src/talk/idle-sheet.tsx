import { useEffect, useState } from 'react'
import type { Kiosk } from '../kiosk.ts'
import { useSpeech } from '../language/speech.tsx'
import { Sheet } from '../look/sheet.tsx'

/** Before what was said is wiped: the server decides when, any touch says no. */
export function IdleSheet({ untilMs, kiosk }: { untilMs: number; kiosk: Kiosk }) {
  const { t } = useSpeech()
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.ceil((untilMs - nowMs) / 1000))
  return (
    <Sheet title={t('idle.title')} close={() => kiosk.awake()} className="idle-sheet" meansItself>
      <p className="idle-count figure" aria-hidden="true">
        {seconds}
      </p>
      <p role="timer">{t('idle.text', { n: seconds })}</p>
      <div className="sheet-keys">
        <button type="button" className="key strong" onClick={() => kiosk.awake()}>
          {t('idle.stay')}
        </button>
        <button type="button" className="key" onClick={() => kiosk.end()}>
          {t('idle.leave')}
        </button>
      </div>
    </Sheet>
  )
}
