import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Icon } from '../look/icon.tsx'

interface InnerHeadProps {
  /** The page one level up. */
  parent: { href: string; name: string }
  title: string
  /** Beneath the title. */
  under?: ReactNode
  /** Beside the title. */
  children: ReactNode
}

/** The head of a page that stands beneath another one, with the way back. */
export function InnerHead({ parent, title, under, children }: InnerHeadProps) {
  return (
    <header className="page-head">
      <div>
        <Link href={parent.href} className="back">
          <Icon name="back" size={18} />
          {parent.name}
        </Link>
        <h1>{title}</h1>
        {under}
      </div>
      {children}
    </header>
  )
}
