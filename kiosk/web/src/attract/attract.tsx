import type { Language } from '@larder/contracts/language'
import { useEffect } from 'react'
import type { Kiosk } from '../kiosk.ts'
import { say, useSpeech } from '../language/speech.tsx'
import type { Access } from '../look/access.ts'
import { StillLife } from '../look/food.tsx'
import { Head } from '../look/head.tsx'
import { Icon, type IconName } from '../look/icon.tsx'
import type { ScreenState } from '../state/screen-state.ts'
import './attract.css'
import { examples } from './examples.ts'

/** A language that somebody chose and left: the next shopper finds the shop's own. */
const homeAgainMs = 30_000

export function Attract(props: { kiosk: Kiosk; state: ScreenState; access: Access; ask(text: string): void }) {
  const { kiosk, state, access, ask } = props
  const { t, language } = useSpeech()
  const other: Language = language === 'zh' ? 'en' : 'zh'
  const open = state.link === 'open' && state.ready !== null
  const hears = kiosk.canHear(language)

  useEffect(() => {
    if (language === state.home) return
    const timer = setTimeout(() => kiosk.setLanguage(state.home), homeAgainMs)
    return () => clearTimeout(timer)
  }, [kiosk, language, state.home])

  const begin = (): void => kiosk.begin(language, { speaking: true })
  return (
    <div className="attract">
      <Head
        store={state.ready?.storeName}
        access={access}
        changeAccess={access.set}
        otherLanguage={() => kiosk.setLanguage(other)}
      />
      <main className="attract-main">
        <StillLife className="attract-art" />
        <div className="attract-words">
          <h1>{t('attract.title')}</h1>
          <p className="attract-other" lang={other === 'zh' ? 'zh-CN' : 'en'}>
            {say(other, 'attract.title')}
          </p>
          <p className="attract-text">{t('attract.text')}</p>
        </div>
        <div className="attract-start">
          <button type="button" className="start" onClick={begin} disabled={!open}>
            <span className="start-ring">
              <Icon name={hears ? 'microphone' : 'comment'} size={1} />
            </span>
            <span className="start-words">
              {t(hears ? 'attract.speak' : 'attract.touch')}
              <span lang={other === 'zh' ? 'zh-CN' : 'en'}>
                {say(other, hears ? 'attract.speak' : 'attract.touch')}
              </span>
            </span>
          </button>
          <Standing kiosk={kiosk} state={state} />
        </div>
        <section className="attract-examples" aria-label={t('attract.examples')}>
          <h2>{t('attract.examples')}</h2>
          <ul>
            {examples.map(({ key, icon }) => (
              <li key={key}>
                <Example icon={icon} text={t(key)} ask={ask} disabled={!open} />
              </li>
            ))}
          </ul>
        </section>
      </main>
      <footer className="attract-privacy">{t('attract.privacy')}</footer>
    </div>
  )
}

function Example(props: { icon: IconName; text: string; ask(text: string): void; disabled: boolean }) {
  const { icon, text, ask, disabled } = props
  return (
    <button type="button" className="example" onClick={() => ask(text)} disabled={disabled}>
      <Icon name={icon} />
      {text}
    </button>
  )
}

/** What keeps the kiosk from being spoken to, in plain words; nothing when all is well. */
function Standing({ kiosk, state }: { kiosk: Kiosk; state: ScreenState }) {
  const { t, language } = useSpeech()
  if (state.link === 'lost') return <Said icon="offline" text={t('attract.away')} />
  if (state.ready === null) return <Said icon="clock" text={t('attract.starting')} />
  if (kiosk.canHear(language)) return null
  const why = state.ready.missing.hearing ?? 'this-language'
  return <Said icon="keyboard" text={t(`missing.${why}`)} />
}

const Said = ({ icon, text }: { icon: IconName; text: string }) => (
  <p className="attract-standing" role="status">
    <Icon name={icon} />
    {text}
  </p>
)
