import type { Bilingual } from '@larder/contracts/site'
import { useState } from 'react'
import { useSpeech } from '../language/speech.tsx'
import type { Access, AccessChoices } from './access.ts'
import { AccessSheet } from './access-sheet.tsx'
import './head.css'
import { Icon } from './icon.tsx'

interface Props {
  store: Bilingual | undefined
  access: Access
  changeAccess(choices: AccessChoices): void
  otherLanguage(): void
  /** Absent before a conversation. */
  member?: () => void
  /** Absent where there is nothing to end. */
  end?: () => void
}

export function Head({ store, access, changeAccess, otherLanguage, member, end }: Props) {
  const { t, pick, language } = useSpeech()
  const [open, setOpen] = useState(false)
  return (
    <header className="head">
      <p className="head-store">
        <svg className="head-mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <path d="M9 8v12.5A3.5 3.5 0 0 0 12.5 24H23" />
          <path className="head-mark-line" d="M14 17.5l3.2-3.6 2.8 2L23.5 11" />
        </svg>
        <span>{store === undefined ? 'Larder' : pick(store)}</span>
      </p>
      <button type="button" className="key" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <Icon name="access" />
        <span className="head-word">{t('access.open')}</span>
      </button>
      <button type="button" className="key" onClick={otherLanguage} lang={language === 'zh' ? 'en' : 'zh-CN'}>
        <Icon name="language" />
        {t('language.other')}
      </button>
      {member !== undefined && (
        <button type="button" className="key" onClick={member} aria-haspopup="dialog">
          <Icon name="you" />
          <span className="head-word">{t('member.open')}</span>
        </button>
      )}
      {end !== undefined && (
        <button type="button" className="key" onClick={end} data-means-itself>
          <Icon name="leave" />
          <span className="head-word">{t('do.restart')}</span>
        </button>
      )}
      {open && <AccessSheet access={access} change={changeAccess} close={() => setOpen(false)} />}
    </header>
  )
}
