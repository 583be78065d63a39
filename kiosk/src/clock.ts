/** Time as the room knows it; a test hands in its own. */
export interface Clock {
  nowMs(): number
  /** Runs once after so long; the returned function cancels. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
