import type { Missing } from '@larder/contracts/kiosk-screen'
import type { Language } from '@larder/contracts/language'
import type { Clock } from '../clock.ts'
import { findModels } from './find-models.ts'
import { Hearing, type HeldDecoder } from './hearing.ts'

export interface EarsOptions {
  places: string[]
  /** Which may be spoken at this kiosk. */
  languages: Language[]
  clock: Clock
  log(line: string): void
}

/** Long enough for the next shopper in a queue, short enough that an idle kiosk is small. */
const warmMs = 60_000

/** The kiosk's hearing: models found in the data folder, in memory while a conversation runs and a minute longer. */
export class Ears {
  readonly #options: EarsOptions
  #hearing = new Hearing({})
  #missing: Missing | null = 'no-model'
  #fetching = false
  readonly #warm = new Set<() => void>()

  constructor(options: EarsOptions) {
    this.#options = options
  }

  /** Looks for models; again when some were fetched. */
  look(): void {
    const { places, languages, log } = this.#options
    const { models, faults } = findModels(places)
    for (const fault of faults) log(`a speech model cannot be used: ${fault}`)
    this.#hearing = new Hearing(
      Object.fromEntries(languages.flatMap((language) => (models[language] ? [[language, models[language]]] : []))),
    )
    this.#missing = this.languages.length > 0 ? null : faults.length > 0 ? 'model-broken' : 'no-model'
  }

  /** The languages that are heard. */
  get languages(): Language[] {
    return this.#hearing.languages
  }

  get missing(): Missing | null {
    return this.#missing !== null && this.#fetching ? 'fetching' : this.#missing
  }

  set fetching(fetching: boolean) {
    this.#fetching = fetching
  }

  /** @returns decoders that stay in memory until they are released; rejects when one cannot be loaded */
  async hold(languages: Language[]): Promise<HeldDecoder[]> {
    const asked = await Promise.allSettled(languages.map((language) => this.#hearing.hold(language)))
    const held = asked.flatMap((one) => (one.status === 'fulfilled' ? [this.#warmly(one.value)] : []))
    const failed = asked.find((one) => one.status === 'rejected')
    if (failed === undefined) {
      if (this.#missing === 'engine-failed') this.#missing = null
      return held
    }
    this.#missing = 'engine-failed'
    await Promise.all(held.map((one) => one.release()))
    throw failed.reason
  }

  async stop(): Promise<void> {
    for (const release of [...this.#warm]) release()
  }

  #warmly(held: HeldDecoder): HeldDecoder {
    return {
      ...held,
      release: async () => {
        const end = () => {
          cancel()
          this.#warm.delete(end)
          void held.release()
        }
        const cancel = this.#options.clock.after(warmMs, end)
        this.#warm.add(end)
      },
    }
  }
}
