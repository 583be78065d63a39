import { Worker } from 'node:worker_threads'
import type { Language } from '@larder/contracts/language'
import { msOf } from '../audio/pcm.ts'
import type { DecoderWork, FromDecoder, Outcome, ToDecoder } from './decoder-messages.ts'
import type { Grammar } from './grammar.ts'
import type { ModelFolder } from './model-folder.ts'

/** A session costs some 4 MB: more than a store has kiosks, and a bound on a flood. */
const maxSessions = 32
/** Audio that may wait for the worker in one session; `write` waits beyond it. */
const maxWaitingMs = 1000

/** One utterance on its way through a decoder. */
export interface DecodingSession {
  /** Resolves as soon as little enough waits that more may be written; rejects when the session has failed. */
  write(samples: Int16Array<ArrayBuffer>): Promise<void>
  /** The rest is decoded and the session closed. */
  finish(): Promise<Outcome>
  /** Closes without a result; harmless when closed already. */
  drop(): void
}

/** The partial text of all the sound heard until then. */
export type OnPartial = (partial: string, heardMs: number) => void

interface Open {
  onPartial: OnPartial
  heardMs: number
  waitingMs: number
  /** Writers that wait. */
  waiters: PromiseWithResolvers<void>[]
  final: PromiseWithResolvers<Outcome>
}

/** One model in memory, in a worker thread of its own, for many sessions. */
export class Decoder {
  readonly language: Language
  readonly model: ModelFolder
  readonly #sessions = new Map<number, Open>()
  readonly #loaded = Promise.withResolvers<number>()
  #worker: Worker | undefined
  #lastId = 0

  constructor(language: Language, model: ModelFolder) {
    this.language = language
    this.model = model
  }

  /** @returns milliseconds that loading took */
  start(): Promise<number> {
    const workerData: DecoderWork = { language: this.language, model: this.model }
    const worker = new Worker(new URL('./decoder-worker.ts', import.meta.url), { workerData })
    worker.on('message', (message: FromDecoder) => this.#take(message))
    worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))))
    this.#worker = worker
    return this.#loaded.promise
  }

  /** @throws when too many listen already, or the decoder was stopped */
  open(grammar: Grammar | null, onPartial: OnPartial): DecodingSession {
    if (this.#worker === undefined) throw new Error(`hearing ${this.language} has been stopped`)
    if (this.#sessions.size >= maxSessions)
      throw new Error(`${maxSessions} sessions are listening: try again in a moment`)
    const id = ++this.#lastId
    const open: Open = { onPartial, heardMs: 0, waitingMs: 0, waiters: [], final: Promise.withResolvers() }
    // Nobody need wait for the result of a session that is dropped.
    open.final.promise.catch(() => undefined)
    this.#sessions.set(id, open)
    this.#post({ kind: 'open', session: id, grammar })
    return {
      write: (samples) => this.#write(id, open, samples),
      finish: () => {
        this.#post({ kind: 'finish', session: id })
        return open.final.promise
      },
      drop: () => {
        if (this.#sessions.has(id)) this.#post({ kind: 'drop', session: id })
        this.#close(id, new Error('the session was dropped'))
      },
    }
  }

  async stop(): Promise<void> {
    const worker = this.#worker
    this.#fail(new Error(`hearing ${this.language} stops`))
    await worker?.terminate()
  }

  async #write(id: number, open: Open, samples: Int16Array<ArrayBuffer>): Promise<void> {
    if (this.#sessions.has(id)) {
      open.waitingMs += msOf(samples.length)
      this.#post({ kind: 'audio', session: id, samples })
      while (open.waitingMs > maxWaitingMs && this.#sessions.has(id)) {
        const waiter = Promise.withResolvers<void>()
        open.waiters.push(waiter)
        await waiter.promise
      }
    }
    // A closed session tells why: its failure is the writer's too.
    if (!this.#sessions.has(id)) await open.final.promise
  }

  #post(message: ToDecoder): void {
    this.#worker?.postMessage(message)
  }

  #take(message: FromDecoder): void {
    if (message.kind === 'loaded') this.#loaded.resolve(message.loadMs)
    const id = 'session' in message ? message.session : null
    const open = id === null ? undefined : this.#sessions.get(id)
    if (id === null || open === undefined || message.kind === 'loaded') return
    if (message.kind === 'heard') {
      open.waitingMs -= msOf(message.samples)
      open.heardMs += msOf(message.samples)
      open.onPartial(message.partial, open.heardMs)
      resume(open)
      return
    }
    if (message.kind === 'final') open.final.resolve(message.outcome)
    this.#close(id, new Error(message.kind === 'failed' ? message.message : 'the session has ended'))
  }

  #close(id: number, reason: Error): void {
    const open = this.#sessions.get(id)
    this.#sessions.delete(id)
    open?.final.reject(reason)
    if (open) resume(open)
  }

  #fail(reason: Error): void {
    this.#worker = undefined
    this.#loaded.reject(reason)
    this.#loaded.promise.catch(() => undefined)
    for (const id of [...this.#sessions.keys()]) this.#close(id, reason)
  }
}

function resume({ waiters }: Open): void {
  for (const { resolve } of waiters.splice(0)) resolve()
}
