import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import type { Answer } from '@larder/assistant/mind/mind'
import type { Language } from '@larder/contracts/language'
import type { StoreCopy } from '@larder/contracts/store-copy'
import { Refusal } from '../../http/refusal.ts'
import type { DeskCalls, FromMind, MindTask, ToMind } from './mind-wire.ts'

export interface MindHostOptions {
  /** The model in use, packed. */
  model(language: Language): Promise<Uint8Array>
  now(): number
  log(line: string): void
}

interface Waiting {
  resolve(answer: Answer): void
  reject(error: Error): void
  desk: DeskCalls
}

const idleMs = 180_000
const longestMs = 20_000
const maxWaiting = 60

/**
 * The mind of web conversations, in a process of its own that ends when nobody has asked for three minutes: models and
 * dictionaries never lie in the cloud's memory, and no text can hold its event loop up.
 */
export class MindHost {
  readonly #options: MindHostOptions
  readonly #waiting = new Map<number, Waiting>()
  #child: ChildProcess | undefined
  #copies = new Map<string, string>()
  #models = new Map<Language, Promise<void>>()
  #idle: ReturnType<typeof setTimeout> | undefined
  #last = 0

  constructor(options: MindHostOptions) {
    this.#options = options
  }

  /** Rejects with 503 when the mind does not answer in time, or too many wait for it. */
  async ask(task: MindTask, copy: StoreCopy, desk: DeskCalls): Promise<Answer> {
    if (this.#waiting.size >= maxWaiting) throw busy('many are asking now')
    const child = this.#start()
    this.#idleLater()
    const language = task.kind === 'answer' ? task.asked.language : task.language
    const ready = this.#ensureModel(child, language)
    // Words need it; a link and a button do not, and whoever opens a chat needs a moment to type.
    if (task.kind === 'answer' && task.asked.input.kind === 'said') await ready
    else ready.catch((error: unknown) => this.#options.log(`the assistant has no model of ${language}: ${error}`))
    this.#ensureCopy(child, copy)
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const id = ++this.#last
    this.#waiting.set(id, { resolve, reject, desk })
    const timer = setTimeout(() => {
      this.#options.log('the assistant did not answer in time and is started anew')
      reject(busy('the assistant did not answer in time'))
      this.stop()
    }, longestMs)
    tell(child, { kind: 'task', id, site: copy.site, nowMs: this.#options.now(), task })
    return promise.finally(() => {
      clearTimeout(timer)
      this.#waiting.delete(id)
    })
  }

  /** Ends the process; the next question starts another, with the models that are in use then. */
  stop(): void {
    clearTimeout(this.#idle)
    this.#child?.kill('SIGKILL')
    this.#forget()
  }

  #start(): ChildProcess {
    if (this.#child !== undefined) return this.#child
    const child = fork(new URL('./mind-process.ts', import.meta.url), [], {
      serialization: 'advanced',
      // As the rooms: a small new space costs little time here and saves memory.
      execArgv: ['--max-semi-space-size=1'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('message', (message) => this.#heard(child, message as FromMind))
    child.once('error', (error) => this.#options.log(`the assistant's process: ${error.message}`))
    child.once('exit', () => {
      if (this.#child === child) this.#forget()
    })
    this.#child = child
    return child
  }

  #forget(): void {
    this.#child = undefined
    this.#copies = new Map()
    this.#models = new Map()
    for (const { reject } of this.#waiting.values()) reject(busy('the assistant is being started anew'))
    this.#waiting.clear()
  }

  #idleLater(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.stop(), idleMs).unref()
  }

  #ensureModel(child: ChildProcess, language: Language): Promise<void> {
    const sent =
      this.#models.get(language) ??
      this.#options.model(language).then((packed) => tell(child, { kind: 'model', language, packed }))
    this.#models.set(language, sent)
    sent.catch(() => this.#models.delete(language))
    return sent
  }

  #ensureCopy(child: ChildProcess, copy: StoreCopy): void {
    const hash = createHash('sha256')
      .update(JSON.stringify({ ...copy, atMs: 0 }))
      .digest('base64url')
    if (this.#copies.get(copy.site) === hash) return
    this.#copies.set(copy.site, hash)
    tell(child, { kind: 'copy', site: copy.site, copy })
  }

  #heard(child: ChildProcess, message: FromMind): void {
    if (message.kind === 'desk') {
      const desk = this.#waiting.get(message.task)?.desk
      const work = desk?.[message.method] as ((argument: unknown) => Promise<unknown>) | undefined
      const asked = work === undefined ? Promise.reject(new Error('nobody waits for it')) : work(message.argument)
      const { call } = message
      asked.then(
        (value) => tell(child, { kind: 'desk-answer', call, value }),
        (error: unknown) => {
          if (!(error instanceof Refusal)) this.#options.log(`the web chat's desk: ${error}`)
          tell(child, { kind: 'desk-failed', call, message: String(error) })
        },
      )
      return
    }
    const waiting = this.#waiting.get(message.id)
    if (message.kind === 'done') waiting?.resolve(message.answer)
    else waiting?.reject(new Error(message.message))
  }
}

const busy = (why: string) => new Refusal(503, 'busy', `${why}: try again in a moment`)

function tell(child: ChildProcess, message: ToMind): void {
  if (child.connected) child.send(message)
}
