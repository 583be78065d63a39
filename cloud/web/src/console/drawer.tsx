import type { ReactNode } from 'react'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { useModal } from '../modal.ts'

/** A panel over the page. */
export function Drawer({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useLanguage()
  const dialog = useModal()
  return (
    <dialog className="drawer" ref={dialog} onClose={onClose} closedby="any" aria-label={title}>
      <header className="drawer-head">
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
      <div className="drawer-body">{children}</div>
    </dialog>
  )
}
