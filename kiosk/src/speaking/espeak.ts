import { Worker } from 'node:worker_threads'
import type { Language } from '@larder/contracts/language'
import { ChunkQueue } from './chunk-queue.ts'
import type { SpeechChunk, SpeechEngine, SpeechRequest } from './speech-engine.ts'
import { voiceRuns } from './spoken-text.ts'

export interface EspeakWork {
  /** Numbers of requests that nobody listens to any more, each at its number modulo the length. */
  cancelled: Int32Array<SharedArrayBuffer>
}
export interface ToEspeak {
  id: number
  runs: { voice: string; text: string; wordsPerMinute: number }[]
}
export type EspeakAnswer = { id: number } & (SpeechChunk | { done: true } | { failure: string })

/** Debian's `cmn` voice says tone numbers aloud; the voice for written pinyin does not. */
const voices: Record<Language, { voice: string; wordsPerMinute: number }> = {
  zh: { voice: 'cmn-latn-pinyin', wordsPerMinute: 160 },
  en: { voice: 'en-us', wordsPerMinute: 165 },
}

/** Bounds what may wait for the one voice. */
const maxWaiting = 64

/** The embedded voice, in a worker started at its first sentence. */
export class Espeak implements SpeechEngine {
  readonly name = 'espeak-ng'
  readonly #cancelled = new Int32Array(new SharedArrayBuffer(4 * maxWaiting))
  readonly #waiting = new Map<number, ChunkQueue>()
  #worker: Worker | undefined
  #lastId = 0

  speak(sentence: string, { speed, signal }: SpeechRequest): AsyncIterable<SpeechChunk> {
    if (this.#waiting.size >= maxWaiting) throw new Error('too many sentences wait to be said: try again in a moment')
    const queue = new ChunkQueue()
    if (signal?.aborted) {
      queue.end()
      return queue
    }
    const id = ++this.#lastId
    this.#waiting.set(id, queue)
    signal?.addEventListener('abort', () => this.#cancel(id), { once: true })
    const runs = voiceRuns(sentence).map(({ language, text }) => {
      const { voice, wordsPerMinute } = voices[language]
      return { voice, text, wordsPerMinute: Math.round(wordsPerMinute * speed) }
    })
    this.#running().postMessage({ id, runs } satisfies ToEspeak)
    return queue
  }

  async stop(): Promise<void> {
    const worker = this.#worker
    this.#end(new Error('the voice was stopped'))
    await worker?.terminate()
  }

  #cancel(id: number): void {
    this.#waiting.get(id)?.abort()
    Atomics.store(this.#cancelled, id % maxWaiting, id)
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const workerData: EspeakWork = { cancelled: this.#cancelled }
    const worker = new Worker(new URL('./espeak-worker.ts', import.meta.url), { workerData })
    worker.on('message', (answer: EspeakAnswer) => this.#take(answer))
    worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))))
    this.#worker = worker
    return worker
  }

  #take(answer: EspeakAnswer): void {
    const queue = this.#waiting.get(answer.id)
    if ('samples' in answer) queue?.push({ samples: answer.samples, rateHz: answer.rateHz })
    else {
      this.#waiting.delete(answer.id)
      queue?.end('failure' in answer ? new Error(`espeak-ng: ${answer.failure}`) : null)
    }
  }

  #end(reason: Error): void {
    this.#worker = undefined
    for (const queue of this.#waiting.values()) queue.end(reason)
    this.#waiting.clear()
  }
}
