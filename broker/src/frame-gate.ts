/** How many pictures may come at once after a pause, in seconds of the rate. */
const burstSeconds = 1

/** Lets so many pictures a second of each camera pass. Unlike `Pace` it makes nobody wait: a late picture is worthless. */
export class FrameGate {
  readonly #perSecond: number
  readonly #cameras = new Map<string, { tokens: number; atMs: number }>()

  constructor(perSecond: number) {
    this.#perSecond = perSecond
  }

  /** Only granted topics come here, so there are as many as cameras have accounts. */
  lets(topic: string, nowMs: number): boolean {
    const most = Math.max(1, this.#perSecond * burstSeconds)
    const { tokens, atMs } = this.#cameras.get(topic) ?? { tokens: most, atMs: nowMs }
    const refilled = Math.min(most, tokens + (Math.max(0, nowMs - atMs) / 1000) * this.#perSecond)
    const lets = refilled >= 1
    this.#cameras.set(topic, { tokens: lets ? refilled - 1 : refilled, atMs: nowMs })
    return lets
  }
}
