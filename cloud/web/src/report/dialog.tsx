import type { ReactNode } from 'react'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { useModal } from '../modal.ts'

/** A sheet over the report. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useLanguage()
  const dialog = useModal()
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
