import type { Quarantined } from '@larder/contracts/quarantine'

const publishedPerSecond = 5
const waitingAtMost = 50

/**
 * Tells the site of what was kept aside, at most five a second: a device gone mad must not drown the others.
 * What is not told is on disk and counted all the same. When too many wait, the oldest of the same reason give way.
 */
export class QuarantineNews {
  #publish: (kept: Quarantined) => Promise<void>
  #waiting: Quarantined[] = []

  constructor(publish: (kept: Quarantined) => Promise<void>) {
    this.#publish = publish
  }

  offer(kept: readonly Quarantined[]): void {
    this.#waiting.push(...kept.slice(-waitingAtMost))
    while (this.#waiting.length > waitingAtMost) this.#waiting.splice(this.#mostCommonIndex(), 1)
  }

  /** Call every second. */
  tick(): void {
    for (const kept of this.#waiting.splice(0, publishedPerSecond)) this.#publish(kept).catch(() => undefined)
  }

  /** The oldest entry of the source and reason that has the most waiting. */
  #mostCommonIndex(): number {
    const counts = new Map<string, number>()
    for (const kept of this.#waiting) counts.set(keyOf(kept), (counts.get(keyOf(kept)) ?? 0) + 1)
    const [most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))
    return this.#waiting.findIndex((kept) => keyOf(kept) === most)
  }
}

const keyOf = ({ source, reason }: Quarantined): string => `${reason} ${source}`
