import type { Language } from '@larder/contracts/language'
import type { PromptCache } from './prompt-cache.ts'
import type { SpeechChunk, SpeechEngine } from './speech-engine.ts'
import { spokenSentences } from './spoken-text.ts'

export interface SayOptions {
  language: Language
  /** 1 is usual; 0.5 to 2. */
  speed?: number
  /** 1 is full; 0 to 1. */
  volume?: number
  signal?: AbortSignal
}

export interface Spoken extends SpeechChunk {
  /** Which sentence of the text this sounds, from 0, for the captions. */
  sentence: number
}

/** Says texts: in words, sentence by sentence, the next one made while this one is heard. */
export class Speaker {
  readonly #engine: SpeechEngine
  readonly #cache: PromptCache | null

  constructor(engine: SpeechEngine, cache: PromptCache | null = null) {
    this.#engine = engine
    this.#cache = cache
  }

  /** Ends early, without an error, when the signal aborts. @throws when speed or volume is out of range or the text too long */
  async *say(text: string, { language, speed = 1, volume = 1, signal }: SayOptions): AsyncGenerator<Spoken> {
    within('speed', speed, 0.5, 2)
    within('volume', volume, 0, 1)
    const sentences = spokenSentences(text, language)
    const make = (index: number) => {
      const sentence = sentences[index]
      return sentence === undefined ? null : this.#make(sentence, language, speed, signal)
    }
    let next = make(0)
    for (let index = 0; next !== null; index++) {
      const current = next
      next = make(index + 1)
      for await (const { samples, rateHz } of current) {
        if (signal?.aborted) return
        yield { samples: louder(samples, volume), rateHz, sentence: index }
      }
      if (signal?.aborted) return
    }
  }

  /** Makes fixed prompts ahead. Only these are kept: what is said to one shopper is not for the disk. */
  async prepare(prompts: { text: string; language: Language }[], speed = 1): Promise<void> {
    if (this.#cache === null) return
    for (const { text, language } of prompts) {
      for (const sentence of spokenSentences(text, language)) {
        const key = { engine: this.#engine.name, language, speed, sentence }
        if (this.#cache.get(key) !== undefined) continue
        const chunk = await whole(this.#engine.speak(sentence, { language, speed }))
        if (chunk !== null) this.#cache.put(key, chunk)
      }
    }
  }

  stop(): Promise<void> {
    return this.#engine.stop()
  }

  #make(
    sentence: string,
    language: Language,
    speed: number,
    signal: AbortSignal | undefined,
  ): AsyncIterable<SpeechChunk> {
    const kept = this.#cache?.get({ engine: this.#engine.name, language, speed, sentence })
    return kept ? once(kept) : this.#engine.speak(sentence, { language, speed, signal })
  }
}

/** All chunks as one; null when there was no sound. */
export async function whole(chunks: AsyncIterable<SpeechChunk>): Promise<SpeechChunk | null> {
  const parts: SpeechChunk[] = []
  for await (const chunk of chunks) parts.push(chunk)
  const [first] = parts
  if (first === undefined) return null
  const samples = new Int16Array(parts.reduce((sum, part) => sum + part.samples.length, 0))
  let at = 0
  for (const part of parts) {
    samples.set(part.samples, at)
    at += part.samples.length
  }
  return { samples, rateHz: first.rateHz }
}

async function* once(chunk: SpeechChunk): AsyncGenerator<SpeechChunk> {
  yield chunk
}

const louder = (samples: Int16Array<ArrayBuffer>, volume: number): Int16Array<ArrayBuffer> =>
  volume === 1 ? samples : samples.map((sample) => Math.round(sample * volume))

function within(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) throw new Error(`${name} ${value}: give ${least} to ${most}`)
}
