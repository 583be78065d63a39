import type { Crossing } from '../counting/line.ts'

/** Longer than a word at the door; who stays out longer comes back to shop. */
const quickMs = 120_000

/**
 * Who goes out and soon in again by the same line, and never left the camera's sight meanwhile. Nobody is recognised:
 * the tracker has followed this person all the while, or it is somebody new.
 */
export class ReEntries {
  readonly #left = new Map<string, number>()

  /** @returns whether this crossing is a quick re-entry; crossings come in order */
  see({ atMs, direction, line, person }: Crossing): boolean {
    for (const [key, leftMs] of this.#left) if (atMs - leftMs > quickMs) this.#left.delete(key)
    const key = `${person} ${line}`
    if (direction === 'out') {
      this.#left.set(key, atMs)
      return false
    }
    return this.#left.delete(key)
  }
}
