import { type ReactNode, useEffect, useId, useRef } from 'react'

const isOutside = ({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean =>
  x < left || x > right || y < top || y > bottom

/** A question above everything else, with the focus inside it. */
export function Sheet(props: {
  title: string
  close(): void
  className?: string
  meansItself?: boolean
  children: ReactNode
}) {
  const { title, close, className = '', meansItself = false, children } = props
  const place = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    place.current?.showModal()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog
      ref={place}
      className={`sheet ${className}`}
      aria-labelledby={id}
      {...(meansItself && { 'data-means-itself': '' })}
      onClick={({ currentTarget, clientX, clientY, detail }) => {
        if (detail > 0 && isOutside(currentTarget.getBoundingClientRect(), clientX, clientY)) close()
      }}
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
