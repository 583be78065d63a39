import { type RefObject, useEffect, useRef } from 'react'

/** A dialog that is open while it is shown. The browser's own keeps focus inside, closes on Escape and gives focus back. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element !== null && !element.open) element.showModal()
  }, [])
  return dialog
}
