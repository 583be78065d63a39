import { useEffect, useRef } from 'react'
import { CardView } from '../cards/card-view.tsx'
import type { Kiosk } from '../kiosk.ts'
import { useSpeech } from '../language/speech.tsx'
import type { Access } from '../look/access.ts'
import { Head } from '../look/head.tsx'
import type { ScreenState } from '../state/screen-state.ts'
import { Choices } from './choices.tsx'
import { Dock } from './dock.tsx'
import { IdleSheet } from './idle-sheet.tsx'
import { ModeBanner } from './mode-banner.tsx'
import { NoticeBar } from './notice-bar.tsx'
import { PhoneSheet } from './phone-sheet.tsx'
import './talk.css'
import { Words } from './words.tsx'

interface Props {
  kiosk: Kiosk
  state: ScreenState
  access: Access
  ask(text: string): void
  draft: string | null
  setDraft(draft: string | null): void
}

const slowly = 0.75

export default function Talk({ kiosk, state, access, ask, draft, setDraft }: Props) {
  const { t, language } = useSpeech()
  const { slowVoice } = access.choices
  const slowed = useRef(false)
  const newest = state.lines.at(-1)?.id
  const stage = useRef<HTMLElement>(null)

  useEffect(() => {
    if (slowed.current === slowVoice) return
    slowed.current = slowVoice
    kiosk.setVoice({ ...kiosk.state().voice, speed: slowVoice ? slowly : 1 })
  }, [kiosk, slowVoice])

  useEffect(() => {
    const lines = stage.current?.querySelectorAll('.line')
    lines?.[lines.length - 1]?.scrollIntoView({ block: 'start' })
    stage.current?.querySelector('.cards')?.scrollTo(0, 0)
  }, [newest])

  const name = (entry: { kind: string }, index: number): string => `${newest ?? ''}/${entry.kind}/${index}`
  return (
    <div className={`talk ${state.cards.length > 0 ? 'has-cards' : ''}`}>
      <Head
        store={state.ready?.storeName}
        access={access}
        changeAccess={access.set}
        otherLanguage={() => kiosk.setLanguage(language === 'zh' ? 'en' : 'zh')}
        end={() => kiosk.end()}
      />
      <main className="stage" ref={stage}>
        <h1 className="unseen">{t('talk.title')}</h1>
        <ModeBanner state={state} />
        <Words state={state} />
        {state.cards.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <section className="cards" aria-label={t('talk.cards')} tabIndex={0}>
            {state.cards.map((card, index) => (
              <CardView key={name(card, index)} card={card} kiosk={kiosk} state={state} />
            ))}
          </section>
        )}
      </main>
      <footer className="foot">
        <NoticeBar kiosk={kiosk} state={state} />
        <Choices kiosk={kiosk} state={state} ask={ask} />
        <Dock kiosk={kiosk} state={state} ask={ask} draft={draft} setDraft={setDraft} />
      </footer>
      {state.phoneLink !== null && <PhoneSheet link={state.phoneLink} close={() => kiosk.closePhoneLink()} />}
      {state.idleUntilMs !== null && <IdleSheet untilMs={state.idleUntilMs} kiosk={kiosk} />}
    </div>
  )
}
