import type { Missing } from '@larder/contracts/kiosk-screen'
import type { Language } from '@larder/contracts/language'
import type { Clock } from '../clock.ts'
import type { Speaker } from './speaker.ts'

/** Until the embedded voice leaves memory again. */
const warmMs = 180_000

export interface VoiceOptions {
  clock: Clock
  /** Loaded when something is to be said for the first time. */
  load(): Promise<Speaker>
}

/** The kiosk's one voice, in memory while somebody is spoken to. */
export class Voice {
  readonly #options: VoiceOptions
  #speaker: Promise<Speaker> | null = null
  #cancel = (): void => undefined
  #prepared = new Set<string>()
  missing: Missing | null = null

  constructor(options: VoiceOptions) {
    this.#options = options
  }

  speaker(): Promise<Speaker> {
    this.#speaker ??= this.#options.load()
    this.#cancel()
    this.#cancel = this.#options.clock.after(warmMs, () => void this.#release())
    return this.#speaker
  }

  /** Makes a fixed prompt ahead, once. */
  async prepare(text: string, language: Language): Promise<void> {
    const key = `${language} ${text}`
    if (this.#prepared.has(key)) return
    this.#prepared.add(key)
    await (await this.speaker()).prepare([{ text, language }])
  }

  async stop(): Promise<void> {
    this.#cancel()
    await this.#release()
  }

  async #release(): Promise<void> {
    const speaker = this.#speaker
    this.#speaker = null
    await (await speaker)?.stop()
  }
}
