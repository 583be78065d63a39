import { Worker } from 'node:worker_threads'
import { Refusal } from '../http/refusal.ts'
import type { DrawPdf } from '../reports/report-files.ts'
import type { DrawAnswer, DrawRequest } from './pdf-worker.ts'

/** The fonts take some 60 MB while they are open: the worker ends when nobody has asked for this long. */
const idleMs = 20_000
const maxWaiting = 20
const drawMs = 30_000

interface Waiting {
  resolve(pdf: Uint8Array): void
  reject(error: Error): void
}

/** Draws reports in a worker of their own, started when one is asked for. */
export class PdfDrawer {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #lastId = 0

  /** Rejects with 503 when too many wait already or the drawing takes too long. */
  readonly draw: DrawPdf = (...given) => {
    if (this.#waiting.size >= maxWaiting) {
      throw new Refusal(503, 'busy', 'too many reports are being drawn: try again in a minute')
    }
    const worker = this.#running()
    const id = ++this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
    const timer = setTimeout(() => this.#end(new Refusal(503, 'slow', 'drawing took too long: try again')), drawMs)
    this.#waiting.set(id, { resolve, reject })
    worker.postMessage({ id, arguments: given } satisfies DrawRequest)
    return promise.finally(() => clearTimeout(timer))
  }

  stop(): Promise<void> {
    return this.#end(new Error('the room stops'))
  }

  #running(): Worker {
    clearTimeout(this.#idle)
    if (this.#worker !== undefined) return this.#worker
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url))
    worker.on('message', (answer: DrawAnswer) => this.#take(answer))
    worker.on('error', (error) => void this.#end(error instanceof Error ? error : new Error(String(error))))
    this.#worker = worker
    return worker
  }

  #take(answer: DrawAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('pdf' in answer) waiting?.resolve(answer.pdf)
    else waiting?.reject(new Error(answer.failure))
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.stop(), idleMs).unref()
  }

  async #end(reason: Error): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
    await worker?.terminate()
  }
}
