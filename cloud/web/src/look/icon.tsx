/** Line drawings on a 24 × 24 grid; each is one path, so that an icon costs no request and no font. */
const drawings = {
  ok: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.3l2.7 2.7L16 9.5',
  warning: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.1',
  critical: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.8v5.4M12 16.2v.1',
  unknown: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.7v.1',
  alerts: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4',
  assets: 'M6 3h12v18H6zM6 10h12M9 6v1.5M9 13v3',
  map: 'M9 4 3.5 6v14L9 18l6 2 5.5-2V4L15 6zM9 4v14M15 6v14',
  devices:
    'M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M8.1 15.9a5.5 5.5 0 0 1 0-7.8M15.9 8.1a5.5 5.5 0 0 1 0 7.8M5.3 18.7a9.5 9.5 0 0 1 0-13.4M18.7 5.3a9.5 9.5 0 0 1 0 13.4',
  goods: 'M12 3 4 7v10l8 4 8-4V7zM4 7l8 4 8-4M12 11v10',
  system: 'M4 4.5h16v6H4zM4 13.5h16v6H4zM7.5 7.5v.1M7.5 16.5v.1',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5',
  language:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c2.5 2.5 3.8 5.5 3.8 9S14.5 18.5 12 21c-2.5-2.5-3.8-5.5-3.8-9S9.5 5.5 12 3',
  door: 'M6 3.5h12V21M3.5 21h17M6 3.5V21M14.5 12v.8',
  snow: 'M12 3v18M4.2 7.5l15.6 9M4.2 16.5l15.6-9M9.5 4.5 12 7l2.5-2.5M9.5 19.5 12 17l2.5 2.5',
  truck:
    'M2.5 6h11v10.5h-11zM13.5 9.5h4l3.5 3.5v3.5h-7.5M6.5 19.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4M17 19.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4',
  origin: 'M12 21v-8M12 13c0-4.5-3-7-8-7 0 4.5 3 7 8 7M12 11c0-3.5 2.5-6 8-6 0 4.5-3 7-8 7',
  sorting: 'M4 6h10M4 12h7M4 18h4M16.5 9v11M13.5 17l3 3 3-3',
  warehouse: 'M3 20.5V9l9-5 9 5v11.5M7.5 20.5V13h9v7.5M7.5 16.7h9',
  cabinet: 'M5 3.5h14v17H5zM5 9h14M5 14.7h14',
  you: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c.8-3.7 3.7-5.8 7.5-5.8s6.7 2.1 7.5 5.8',
  battery: 'M3 8h15v8H3zM20.5 10.5v3M6 10.5v3M9 10.5v3',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  silent: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
  close: 'M6 6l12 12M18 6 6 18',
  next: 'M9 5.5 15.5 12 9 18.5',
  back: 'M15 5.5 8.5 12l6.5 6.5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 20.5 20.5',
  upload: 'M12 16V4.5M7.5 9 12 4.5 16.5 9M4 16v4h16v-4',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5z',
  offline: 'M3 3l18 18M8.5 8.6A11 11 0 0 0 4 11M12 7c3 0 5.8 1.3 8 4M7.5 14.5a6.5 6.5 0 0 1 4-1.9M12 18.5v.1',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5.3l3.5 2',
  comment: 'M4 5h16v11H10l-4.5 4v-4H4z',
  check: 'M4.5 12.5 10 18 19.5 6.5',
  assign:
    'M10 11a3.7 3.7 0 1 0 0-7.4A3.7 3.7 0 0 0 10 11M3.5 20c.6-3.4 3-5.3 6.5-5.3 1.3 0 2.5.3 3.5.8M18 14.5v6M15 17.5h6',
  escalate: 'M12 20V5M6 11l6-6 6 6',
  leave: 'M10 4H4.5v16H10M14.5 8l4 4-4 4M18.5 12H9',
  print: 'M7 8.5v-5h10v5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z',
  reset: 'M4.5 5v5h5M5 10a8 8 0 1 1-.8 5',
  pin: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11M12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6',
  thermometer: 'M10 13.5V5a2 2 0 1 1 4 0v8.5a4.3 4.3 0 1 1-4 0M12 9v8',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
} as const

export type IconName = keyof typeof drawings

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
