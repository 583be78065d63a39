import type { ReactNode } from 'react'
import { Icon, type IconName } from '../look/icon.tsx'

interface EmptyProps {
  icon: IconName
  title: string
  children: ReactNode
  /** The exact command that brings data. */
  command?: string
}

/** A page without data says why, and how to get some. */
export function Empty({ icon, title, children, command }: EmptyProps) {
  return (
    <section className="empty">
      <Icon name={icon} size={36} />
      <h2>{title}</h2>
      <p>{children}</p>
      {command !== undefined && <pre>{command}</pre>}
    </section>
  )
}
