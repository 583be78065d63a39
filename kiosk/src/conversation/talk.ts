import type { Language } from '@larder/contracts/language'
import { msOf } from '../audio/pcm.ts'
import type { Clock } from '../clock.ts'
import type { Speaker, Spoken } from '../speaking/speaker.ts'
import type { Screen } from './screen.ts'

export interface Speech {
  turn: string
  text: string
  language: Language
  speed: number
  volume: number
  /** The first sound is on its way. */
  onFirst?: () => void
  /** All was heard, or it was interrupted; never both. */
  onEnd?: (interrupted: boolean) => void
}

/** So far ahead of the ear is sound sent: enough for a hesitating network, little enough to forget at an interruption. */
const aheadMs = 2000
/** A frame of at most 64 kB goes over the WebSocket. */
const frameSamples = 16_000

/** One voice for one screen: a new speech ends the one before, and an interruption ends it at once. */
export class Talk {
  readonly #screen: () => Screen | null
  readonly #clock: Clock
  #current: { speech: Speech; stop: AbortController } | null = null

  constructor(screen: () => Screen | null, clock: Clock) {
    this.#screen = screen
    this.#clock = clock
  }

  /** Whether sound is being made, sent or, as far as we can tell, played. */
  get sounding(): boolean {
    return this.#current !== null
  }

  /** Resolves when it is over. Rejects when the voice fails; the words stand on the screen all the same. */
  async say(speaker: Pick<Speaker, 'say'>, speech: Speech): Promise<void> {
    this.interrupt()
    const current = { speech, stop: new AbortController() }
    this.#current = current
    const { language, speed, volume } = speech
    try {
      const heardAtMs = await this.#send(
        speaker.say(speech.text, { language, speed, volume, signal: current.stop.signal }),
        current,
      )
      await this.#until(heardAtMs, current.stop.signal)
    } finally {
      if (this.#current === current) this.#end(false)
    }
  }

  interrupt(): void {
    if (this.#current === null) return
    this.#current.stop.abort()
    this.#end(true)
  }

  /** @returns when the last of it will have been played */
  async #send(
    sound: AsyncIterable<Spoken>,
    { speech, stop }: { speech: Speech; stop: AbortController },
  ): Promise<number> {
    const nowMs = () => this.#clock.nowMs()
    let [startedMs, sentMs, told] = [nowMs(), 0, '']
    for await (const { samples, rateHz, sentence } of sound) {
      if (stop.signal.aborted) break
      if (sentMs === 0) startedMs = nowMs()
      if (told !== `${sentence} ${rateHz}`) {
        this.#screen()?.tell({ kind: 'speaking', turn: speech.turn, rateHz, sentence })
        told = `${sentence} ${rateHz}`
      }
      if (sentMs === 0) speech.onFirst?.()
      for (let at = 0; at < samples.length && !stop.signal.aborted; at += frameSamples) {
        const frame = samples.slice(at, at + frameSamples)
        this.#screen()?.sound(frame)
        sentMs += msOf(frame.length, rateHz)
        await this.#until(startedMs + sentMs - aheadMs, stop.signal)
      }
    }
    return startedMs + sentMs
  }

  #until(atMs: number, signal: AbortSignal): Promise<void> | undefined {
    const waitMs = atMs - this.#clock.nowMs()
    if (waitMs <= 0 || signal.aborted) return undefined
    return new Promise((resolve) => {
      const done = () => {
        cancel()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const cancel = this.#clock.after(waitMs, done)
      signal.addEventListener('abort', done)
    })
  }

  #end(interrupted: boolean): void {
    const { speech } = this.#current ?? {}
    this.#current = null
    if (speech === undefined) return
    this.#screen()?.tell({ kind: 'spoken', turn: speech.turn, interrupted })
    speech.onEnd?.(interrupted)
  }
}
