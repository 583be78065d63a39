import { drawings } from '../../../../cloud/web/src/look/drawings.ts'

/** What the consoles have no use for, in the same hand. */
const kioskDrawings = {
  microphone: 'M12 3.5a3 3 0 0 0-3 3V12a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M8.5 21h7',
  stop: 'M7.5 7.5h9v9h-9z',
  keyboard: 'M3 6.5h18v11H3zM6.5 10v.1M10.2 10v.1M13.8 10v.1M17.5 10v.1M6.5 13.8v.1M17.5 13.8v.1M9.8 14h4.4',
  phone: 'M7.5 2.5h9a1 1 0 0 1 1 1v17a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-17a1 1 0 0 1 1-1M11 18.5h2',
  access:
    'M12 5.6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M5 8.5c2.2.7 4.6 1 7 1s4.8-.3 7-1M10 9.4V14l-2 7M14 9.4V14l2 7M10 14h4',
  repeat: 'M5 12a7 7 0 0 1 12-4.9L19.5 9.5M19.5 4.5v5h-5M19 12a7 7 0 0 1-12 4.9L4.5 14.5M4.5 19.5v-5h5',
  slow: 'M12 5a8 8 0 1 0 8 8M12 9v4.3l-3 1.8M17 3.5v5M20.5 3.5v5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 14.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4',
  'eye-shut': 'M3.5 9.5C5 12 8 14.5 12 14.5s7-2.5 8.5-5M6 12.5 4.5 15M10 14.3 9.5 17M14 14.3l.5 2.7M18 12.5l1.5 2.5',
  erase: 'M8.5 5.5H21v13H8.5L2.5 12zM11.5 9.3l5.4 5.4M16.9 9.3l-5.4 5.4',
  send: 'M4 12 20.5 4.5 16 20l-4.5-5.5zM11.5 14.5 20.5 4.5',
  bag: 'M5 8.5h14l1 12H4zM8.5 8.5V7a3.5 3.5 0 0 1 7 0v1.5',
  tag: 'M3.5 12.2V4.5h7.7l9.3 9.3-7.7 7.7zM8 8.9v.1',
} as const

export type IconName = keyof typeof drawings | keyof typeof kioskDrawings

const all: Record<IconName, string> = { ...drawings, ...kioskDrawings }

/** Decoration beside words, as large as they are: hidden from screen readers. */
export function Icon({ name, size = 1.4 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={`${size}em`} height={`${size}em`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={all[name]} />
    </svg>
  )
}
