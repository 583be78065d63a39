import type { Clock } from '../clock.ts'

const mostInConversation = 3
const mostAtKiosk = 12
const lockedMs = 10 * 60_000

/**
 * How often orders may be tried with wrong digits: four digits are soon guessed. A shopper has three tries; a kiosk has
 * twelve in ten minutes, whoever stands before it.
 */
export class OrderTries {
  readonly #clock: Clock
  /** When each wrong try was made. */
  #failedAtMs: number[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** One for each conversation. */
  ofConversation(): ConversationTries {
    return new ConversationTries(this)
  }

  failed(): void {
    this.#failedAtMs.push(this.#clock.nowMs())
  }

  /** Until when no order is opened at this kiosk; null when it may be tried. */
  lockedUntilMs(): number | null {
    const nowMs = this.#clock.nowMs()
    this.#failedAtMs = this.#failedAtMs.filter((atMs) => nowMs - atMs < lockedMs)
    const [oldest] = this.#failedAtMs
    return oldest !== undefined && this.#failedAtMs.length >= mostAtKiosk ? oldest + lockedMs : null
  }

  conversationLockedUntilMs(): number {
    return this.#clock.nowMs() + lockedMs
  }
}

export class ConversationTries {
  readonly #kiosk: OrderTries
  #failed = 0

  constructor(kiosk: OrderTries) {
    this.#kiosk = kiosk
  }

  lockedUntilMs(): number | null {
    if (this.#failed >= mostInConversation) return this.#kiosk.conversationLockedUntilMs()
    return this.#kiosk.lockedUntilMs()
  }

  /** @returns tries that are left */
  failed(): number {
    this.#failed++
    this.#kiosk.failed()
    return mostInConversation - this.#failed
  }
}
