import type { Language } from '@larder/contracts/language'
import { Decoder } from './decoder.ts'
import type { FoundModels } from './find-models.ts'

/** A decoder that somebody holds; the last to let go ends it and frees the model's memory. */
export interface HeldDecoder {
  decoder: Decoder
  /** 0 when it was in memory already. */
  loadMs: number
  release(): Promise<void>
}

interface Shared {
  decoder: Decoder
  loaded: Promise<number>
  holders: number
}

/** The decoders of a process: each language's model is in memory once, while anybody listens in it. */
export class Hearing {
  readonly #models: FoundModels['models']
  readonly #shared = new Map<Language, Shared>()

  constructor(models: FoundModels['models']) {
    this.#models = models
  }

  get languages(): Language[] {
    return Object.keys(this.#models) as Language[]
  }

  /** Rejects when there is no model for the language or it cannot be loaded. */
  async hold(language: Language): Promise<HeldDecoder> {
    const first = !this.#shared.has(language)
    const shared = this.#shared.get(language) ?? this.#load(language)
    shared.holders++
    let held = true
    const release = async () => {
      if (!held) return
      held = false
      if (--shared.holders > 0) return
      if (this.#shared.get(language) === shared) this.#shared.delete(language)
      await shared.decoder.stop()
    }
    try {
      const loadMs = await shared.loaded
      return { decoder: shared.decoder, loadMs: first ? loadMs : 0, release }
    } catch (error) {
      await release()
      throw error
    }
  }

  #load(language: Language): Shared {
    const model = this.#models[language]
    if (model === undefined) throw new Error(`there is no speech model for ${language}`)
    const decoder = new Decoder(language, model)
    const shared: Shared = { decoder, loaded: decoder.start(), holders: 0 }
    this.#shared.set(language, shared)
    return shared
  }
}
