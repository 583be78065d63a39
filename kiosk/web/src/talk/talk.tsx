import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { CardView } from '../cards/card-view.tsx'
import type { Kiosk } from '../kiosk.ts'
import { useSpeech } from '../language/speech.tsx'
import type { Access } from '../look/access.ts'
import { StillLife } from '../look/food.tsx'
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

const MemberSheet = lazy(() => import('../member/member-sheet.tsx'))

interface Props {
  kiosk: Kiosk
  state: ScreenState
  access: Access
  ask(text: string): void
  draft: string | null
  setDraft(draft: string | null): void
}

const slowly = 0.75

/** What was asked last stands at the top with its answer below: room is made under it, so that older lines are gone. */
function bringToTop(stage: HTMLElement): void {
  const words = stage.querySelector<HTMLElement>('.words')
  const lines = [...stage.querySelectorAll<HTMLElement>('.line')]
  const from = lines.findLast((line) => line.matches('.shopper')) ?? lines.at(-1)
  if (words === null || from === undefined) return
  // Side by side with the cards the words scroll alone.
  const scroller = getComputedStyle(words).overflowY === 'auto' ? words : stage
  for (const one of [stage, words]) one.style.setProperty('--spare', '0px')
  const bottom = scroller.lastElementChild?.getBoundingClientRect().bottom ?? 0
  const spare = Math.max(0, scroller.clientHeight - (bottom - from.getBoundingClientRect().top))
  if (lines.length > 2) scroller.style.setProperty('--spare', `${Math.floor(spare)}px`)
  from.scrollIntoView({ block: 'start' })
  stage.querySelector('.cards')?.scrollTo(0, 0)
}

export default function Talk({ kiosk, state, access, ask, draft, setDraft }: Props) {
  const { t, language } = useSpeech()
  const { slowVoice } = access.choices
  const slowed = useRef(false)
  const [asMember, setAsMember] = useState(false)
  const newest = state.lines.at(-1)?.id
  const stage = useRef<HTMLElement>(null)

  useEffect(() => {
    if (slowed.current === slowVoice) return
    slowed.current = slowVoice
    kiosk.setVoice({ ...kiosk.state().voice, speed: slowVoice ? slowly : 1 })
  }, [kiosk, slowVoice])

  useEffect(() => {
    if (stage.current !== null && newest !== undefined) bringToTop(stage.current)
  }, [newest])

  // Nothing was asked yet: the greeting stands alone.
  const untouched = state.cards.length === 0 && !state.lines.some(({ by }) => by === 'shopper')
  const name = (entry: { kind: string }, index: number): string => `${newest ?? ''}/${entry.kind}/${index}`
  return (
    <div className={`talk ${state.cards.length > 0 ? 'has-cards' : ''} ${untouched ? 'untouched' : ''}`}>
      <Head
        store={state.ready?.storeName}
        access={access}
        changeAccess={access.set}
        otherLanguage={() => kiosk.setLanguage(language === 'zh' ? 'en' : 'zh')}
        member={() => setAsMember(true)}
        end={() => kiosk.end()}
      />
      <ModeBanner state={state} />
      <main className="stage" ref={stage}>
        <h1 className="unseen">{t('talk.title')}</h1>
        {untouched && <StillLife className="greeting-art" />}
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
      {asMember && (
        <Suspense>
          <MemberSheet kiosk={kiosk} state={state} close={() => setAsMember(false)} />
        </Suspense>
      )}
      {state.phoneLink !== null && <PhoneSheet link={state.phoneLink} close={() => kiosk.closePhoneLink()} />}
      {state.idleUntilMs !== null && <IdleSheet untilMs={state.idleUntilMs} kiosk={kiosk} />}
    </div>
  )
}
