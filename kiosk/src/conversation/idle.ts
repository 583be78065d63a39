export interface IdleTimes {
  warningMs: number
  wipeMs: number
}

export type Idleness =
  | { state: 'awake'; nextInMs: number }
  /** Warned each second, for the count on the screen. */
  | { state: 'warning'; secondsLeft: number; nextInMs: number }
  | { state: 'wipe' }

/** What is due so long after somebody was last there, and when to look again. */
export function idleness(idleMs: number, { warningMs, wipeMs }: IdleTimes): Idleness {
  if (idleMs >= wipeMs) return { state: 'wipe' }
  if (idleMs < warningMs) return { state: 'awake', nextInMs: warningMs - idleMs }
  const leftMs = wipeMs - idleMs
  return { state: 'warning', secondsLeft: Math.ceil(leftMs / 1000), nextInMs: leftMs % 1000 || Math.min(1000, leftMs) }
}
