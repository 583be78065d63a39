import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { Attract } from './attract/attract.tsx'
import type { Kiosk } from './kiosk.ts'
import { SpeechProvider } from './language/speech.tsx'
import { useAccess } from './look/access.ts'
import { useKeyboardAnywhere } from './talk/keyboard-anywhere.ts'

const loadTalk = () => import('./talk/talk.tsx')
const Talk = lazy(loadTalk)

/** Where touching must not count as presence or interruption: the button itself says what it does. */
const meansItself = (target: EventTarget | null, attribute: string): boolean =>
  target instanceof Element && target.closest(`[${attribute}]`) !== null

export function App({ kiosk }: { kiosk: Kiosk }) {
  const state = useSyncExternalStore(kiosk.subscribe, kiosk.state)
  const access = useAccess(state.conversation)
  /** What is being typed; null while the keyboard is put away. */
  const [draft, setDraft] = useState<string | null>(null)
  const { conversation, language } = state

  // The first conversation must not wait for its code.
  useEffect(() => void loadTalk(), [])
  useEffect(() => {
    if (conversation === null) setDraft(null)
  }, [conversation])

  useEffect(() => {
    const touched = ({ target }: Event): void => {
      if (!meansItself(target, 'data-means-itself')) kiosk.awake()
      if (!meansItself(target, 'data-keeps-voice')) kiosk.interrupt()
    }
    const typed = ({ target }: Event): void => {
      if (!meansItself(target, 'data-means-itself')) kiosk.awake()
    }
    // A mouse that trembles does not answer whether somebody is there.
    const moved = (): void => {
      if (kiosk.state().idleUntilMs === null) kiosk.awake()
    }
    document.addEventListener('pointerdown', touched, true)
    document.addEventListener('keydown', typed, true)
    document.addEventListener('pointermove', moved, { capture: true, passive: true })
    return () => {
      document.removeEventListener('pointerdown', touched, true)
      document.removeEventListener('keydown', typed, true)
      document.removeEventListener('pointermove', moved, true)
    }
  }, [kiosk])

  const ask = useCallback(
    (text: string) => {
      setDraft(null)
      if (kiosk.state().conversation !== null) kiosk.type(text)
      else kiosk.begin(language, { speaking: false, afterwards: () => kiosk.type(text) })
    },
    [kiosk, language],
  )
  const typed = useCallback(
    (text: string) => {
      setDraft((before) => (before ?? '') + text)
      if (kiosk.state().conversation === null) kiosk.begin(language, { speaking: false })
    },
    [kiosk, language],
  )
  useKeyboardAnywhere({ entered: ask, typed })

  return (
    <SpeechProvider language={language} timeZone={state.ready?.timeZone}>
      {conversation === null ? (
        <Attract kiosk={kiosk} state={state} access={access} ask={ask} />
      ) : (
        <Suspense>
          <Talk kiosk={kiosk} state={state} access={access} ask={ask} draft={draft} setDraft={setDraft} />
        </Suspense>
      )}
    </SpeechProvider>
  )
}
