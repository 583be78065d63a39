import type { Language } from '@larder/contracts/language'
import type { HeldDecoder } from '../hearing/hearing.ts'

/** The decoders that one screen holds: those of a language, or of all while it is not known. */
export class HeldDecoders {
  readonly #hold: (languages: Language[]) => Promise<HeldDecoder[]>
  #held: { languages: Language[]; decoders: Promise<HeldDecoder[]> } | null = null

  constructor(hold: (languages: Language[]) => Promise<HeldDecoder[]>) {
    this.#hold = hold
  }

  /** Loaded where others are held, or none. */
  of(languages: Language[]): Promise<HeldDecoder[]> {
    if (this.#held?.languages.join() === languages.join()) return this.#held.decoders
    this.release()
    const decoders = this.#hold(languages)
    decoders.catch(() => undefined)
    this.#held = { languages, decoders }
    return decoders
  }

  release(): void {
    void this.#held?.decoders.then((held) => Promise.all(held.map((one) => one.release()))).catch(() => undefined)
    this.#held = null
  }

  /** They failed: what is asked for next is loaded anew. */
  forget(): void {
    this.#held = null
  }
}
