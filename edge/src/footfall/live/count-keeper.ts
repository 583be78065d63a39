import { type FootfallMessage, type FootfallNow, quarterMs } from '@larder/contracts/footfall'
import type { Stay, ZoneNow } from '../counting/zone.ts'
import type { Counted } from './counted-camera.ts'
import { FootfallFile } from './footfall-file.ts'
import {
  closeQuarter,
  enterCrossing,
  enterStay,
  enterWatching,
  openBook,
  type QuarterBook,
  quarterOf,
} from './quarter-book.ts'
import { afterCorrection, afterEntrance, emptyShop, nowOf, type ShopCount } from './shop-count.ts'

export interface CountKeeperOptions {
  path: string
  /** The shop's day of a moment. */
  dayOf(atMs: number): string
  nowMs: number
  /** Resolves when the message is safe elsewhere; a rejection is tried again at the next tick. */
  send(message: FootfallMessage): Promise<void>
}

/** Today's counts and the quarters on their way, kept on disk within a second of every change. */
export class CountKeeper {
  readonly #options: CountKeeperOptions
  readonly #file: FootfallFile
  #shop: ShopCount
  #book: QuarterBook
  #changed = false
  #sending: Promise<void> | undefined

  constructor(options: CountKeeperOptions) {
    this.#options = options
    this.#file = new FootfallFile(options.path)
    this.#shop = emptyShop('')
    this.#book = openBook(options.nowMs)
  }

  start(): void {
    this.#file.start()
    const kept = this.#file.read()
    if (kept === undefined) return
    this.#shop = kept.shop
    this.#book = kept.book
  }

  async stop(): Promise<void> {
    await this.#sending
    this.#keep()
    this.#file.stop()
  }

  count(camera: string, { crossings, stays }: Counted): void {
    for (const { atMs, direction, entrance, line, reEntry } of crossings) {
      enterCrossing(this.#book, { camera, line, entrance }, direction, reEntry)
      if (entrance) this.#shop = afterEntrance(this.#shop, direction, reEntry, this.#options.dayOf(atMs))
    }
    for (const { fromMs, untilMs, zone } of stays satisfies Stay[]) {
      enterStay(this.#book, { camera, zone }, untilMs - fromMs)
    }
    this.#changed ||= crossings.length + stays.length > 0
  }

  watched(at: { camera: string; lines: { name: string; entrance: boolean }[]; zones: ZoneNow[] }, forMs: number): void {
    enterWatching(this.#book, at, forMs)
  }

  /** @throws RangeError unless a whole number from 0 */
  correct(inside: number, nowMs: number): void {
    this.#shop = afterCorrection(this.#shop, inside, this.#options.dayOf(nowMs))
    this.#changed = true
  }

  now(nowMs: number, known: boolean): FootfallNow {
    return nowOf(this.#shop, nowMs, this.#options.dayOf(nowMs), known)
  }

  /** Call it every second. */
  tick(nowMs: number, connected: boolean): void {
    if (nowMs >= this.#book.fromMs + quarterMs) this.#close(quarterOf(nowMs))
    else if (this.#changed) this.#keep()
    if (connected) {
      this.#sending ??= this.#send().finally(() => {
        this.#sending = undefined
      })
    }
  }

  #close(nextFromMs: number): void {
    const { dayOf } = this.#options
    const watched = Object.keys(this.#book.countedMs).length > 0
    const lastOfDay = dayOf(this.#book.fromMs) !== dayOf(nextFromMs)
    const { message, next } = closeQuarter(this.#book, nextFromMs, lastOfDay)
    this.#book = next
    this.#keep(watched ? message : undefined)
  }

  #keep(ended?: FootfallMessage): void {
    this.#file.write({ shop: this.#shop, book: this.#book }, ended)
    this.#changed = false
  }

  async #send(): Promise<void> {
    try {
      for (let next = this.#file.oldestUnsent(); next !== undefined; next = this.#file.oldestUnsent()) {
        await this.#options.send(next)
        this.#file.sent(next)
      }
    } catch {
      // It stays in the file, and the next tick tries again.
    }
  }
}
