/** How often and how patiently a delivery is tried. */
export interface Patience {
  attempts: number
  firstWaitMs: number
  longestWaitMs: number
  /** At a stop, how long a delivery that is on its way may take; what hangs longer is given up and told after the start. */
  stopMs: number
}

/** About a minute in all: long enough for a restart at the other end, short enough to be news. */
export const patience: Patience = { attempts: 7, firstWaitMs: 1000, longestWaitMs: 30_000, stopMs: 3000 }

/** The wait after the given failed attempt (1 for the first), doubling up to the longest. */
export const waitMs = (attempt: number, { firstWaitMs, longestWaitMs }: Patience): number =>
  Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs)

/** Resolves after the time, or at once when the signal aborts. */
export const wait = (timeMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, timeMs)
    signal.addEventListener('abort', done)
  })
