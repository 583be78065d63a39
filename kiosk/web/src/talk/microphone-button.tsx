import { useEffect, useRef } from 'react'
import type { Kiosk } from '../kiosk.ts'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'
import type { ScreenState } from '../state/screen-state.ts'

const bars = [0.55, 0.8, 1, 0.8, 0.55]

/** The way to be heard. The halo and the bars show how loud one is, so that a silent microphone is noticed. */
export function MicrophoneButton({ kiosk, state }: { kiosk: Kiosk; state: ScreenState }) {
  const { t, language } = useSpeech()
  const place = useRef<HTMLButtonElement>(null)
  const listening = state.listening !== 'off'

  useEffect(() => kiosk.onLevel((share) => place.current?.style.setProperty('--level', share.toFixed(2))), [kiosk])
  useEffect(() => {
    if (!listening) place.current?.style.setProperty('--level', '0')
  }, [listening])
  useEffect(() => place.current?.focus({ preventScroll: true }), [])

  return (
    <button
      ref={place}
      type="button"
      className={`microphone ${state.listening}`}
      aria-pressed={listening}
      aria-label={t(listening ? 'talk.stop' : 'talk.start')}
      disabled={state.link !== 'open' || !kiosk.canHear(language)}
      onClick={() => kiosk.talk()}
    >
      {listening ? (
        <span className="bars" aria-hidden="true">
          {bars.map((share, index) => (
            <i key={index} style={{ '--share': share } as React.CSSProperties} />
          ))}
        </span>
      ) : (
        <Icon name="microphone" size={1} />
      )}
    </button>
  )
}
