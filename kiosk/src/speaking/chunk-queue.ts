import type { SpeechChunk } from './speech-engine.ts'

/** Chunks pushed by an engine, taken by a listener; aborting ends it, whatever still waits. */
export class ChunkQueue implements AsyncIterable<SpeechChunk> {
  readonly #chunks: SpeechChunk[] = []
  #ended = false
  #error: Error | null = null
  #wake: (() => void) | null = null

  push(chunk: SpeechChunk): void {
    if (this.#ended) return
    this.#chunks.push(chunk)
    this.#wake?.()
  }

  end(error: Error | null = null): void {
    if (this.#ended) return
    this.#ended = true
    this.#error = error
    this.#wake?.()
  }

  /** What waits is dropped. */
  abort(): void {
    this.#chunks.length = 0
    this.end()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SpeechChunk> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (chunk !== undefined) yield chunk
      else if (this.#error !== null) throw this.#error
      else if (this.#ended) return
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
    }
  }
}
