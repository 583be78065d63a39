import { drawings, type IconName } from './drawings.ts'

export type { IconName }

/** An icon is decoration beside words: hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  )
}

/** The same drawing as markup, for what React does not render (markers on the map). */
export const iconMarkup = (name: IconName): string =>
  `<svg class="icon" width="18" height="18" viewBox="0 0 24 24" aria-hidden="true"><path d="${drawings[name]}"/></svg>`
