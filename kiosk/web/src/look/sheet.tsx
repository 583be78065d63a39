import { type ReactNode, useEffect, useId, useRef } from 'react'

/** A question above everything else, with the focus inside it. */
export function Sheet(props: { title: string; close(): void; className?: string; children: ReactNode }) {
  const { title, close, className = '', children } = props
  const place = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    place.current?.showModal()
  }, [])
  return (
    <dialog
      ref={place}
      className={`sheet ${className}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}
