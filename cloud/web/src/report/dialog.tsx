import { type ReactNode, useEffect, useRef } from 'react'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'

/** A sheet over the report. The browser's own dialog keeps focus inside, closes on Escape and gives focus back. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useLanguage()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element !== null && !element.open) element.showModal()
  }, [])
  return (
    <dialog className="sheet" ref={dialog} onClose={onClose} closedby="any" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button
          type="button"
          className="button quiet square"
          aria-label={t('close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  )
}
