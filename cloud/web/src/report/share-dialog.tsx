import type { ShareView } from '@larder/contracts/report-version'
import { useState } from 'react'
import { shareReport } from '../api.ts'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { Dialog } from './dialog.tsx'
import { whyRefused } from './refused.ts'

const choices = [1, 7, 30] as const

/** Makes a link that ends, and gives it to the phone's own share sheet or to the clipboard. */
export default function ShareDialog({ token, onClose }: { token: string; onClose: () => void }) {
  const { t, format } = useLanguage()
  const [days, setDays] = useState<(typeof choices)[number]>(7)
  const [made, setMade] = useState<ShareView | null>(null)
  const [copied, setCopied] = useState(false)
  const [fault, setFault] = useState<string | null>(null)

  const make = async (): Promise<void> => {
    setFault(null)
    try {
      setMade(await shareReport(token, days))
    } catch (cause) {
      setFault(whyRefused(cause, t))
    }
  }
  const pass = async (url: string): Promise<void> => {
    if ('share' in navigator) await navigator.share({ url }).catch(() => undefined)
    else setCopied(await copy(url))
  }

  return (
    <Dialog title={t('share.title')} onClose={onClose}>
      <p className="muted">{t('share.text')}</p>
      <fieldset className="choices">
        <legend>{t('share.days')}</legend>
        {choices.map((one) => (
          <label key={one} className="choice-pill">
            <input type="radio" name="days" checked={days === one} onChange={() => setDays(one)} />
            {t('share.days.n', { days: one })}
          </label>
        ))}
      </fieldset>
      {made === null ? (
        <button type="button" className="button primary wide" onClick={make}>
          {t('share.make')}
        </button>
      ) : (
        <>
          <input className="share-url" readOnly value={made.url} aria-label={t('share.link')} />
          <p className="muted small">{t('share.ends', { at: format.dateTime(made.expiresAtMs) })}</p>
          <button type="button" className="button primary wide" onClick={() => pass(made.url)}>
            <Icon name={copied ? 'check' : 'copy'} size={18} />
            {t(copied ? 'share.copied' : 'share.copy')}
          </button>
        </>
      )}
      <p role="alert" className="fault">
        {fault}
      </p>
    </Dialog>
  )
}

const copy = (text: string): Promise<boolean> =>
  (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))).then(
    () => true,
    () => false,
  )
