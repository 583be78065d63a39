import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { z } from 'zod'
import type { Message } from './intake/message.ts'

export interface RetainedIntakeOptions<T> {
  /** Where the newest message waits for the next start. */
  file: string
  topic: string
  schema: z.ZodType<T>
  /** What it is called in the log, such as `the profiles`. */
  what: string
  apply(message: T): void
  log(line: string): void
}

/**
 * What the cloud last decided: in force at once, and after a restart without the cloud. A message with faults is named
 * in the log, and what was known stays in force.
 */
export class RetainedIntake<T> {
  readonly #options: RetainedIntakeOptions<T>
  #known = ''

  constructor(options: RetainedIntakeOptions<T>) {
    this.#options = options
  }

  /** Puts in force what was kept. */
  start(): void {
    const { file, apply, log } = this.#options
    try {
      this.#known = readFileSync(file, 'utf8')
      apply(this.#parsed(this.#known))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log(`${file} is not used: ${wordsOf(error)}`)
    }
  }

  /** Takes its own among these messages; returns the others. Throws when one cannot be kept on disk. */
  take(messages: readonly Message[]): Message[] {
    const { topic } = this.#options
    for (const message of messages) if (message.topic === topic) this.#replace(Buffer.from(message.payload).toString())
    return messages.filter((message) => message.topic !== topic)
  }

  #replace(text: string): void {
    const { file, what, apply, log } = this.#options
    if (text === this.#known || text === '') return
    let next: T
    try {
      next = this.#parsed(text)
    } catch (error) {
      log(`${what} that came are not used: ${wordsOf(error)}`)
      return
    }
    const draft = `${file}.new`
    try {
      writeFileSync(draft, text, { flush: true })
      renameSync(draft, file)
    } finally {
      rmSync(draft, { force: true })
    }
    this.#known = text
    apply(next)
    log(`${what} as edited are in force`)
  }

  #parsed(text: string): T {
    const { data, error } = this.#options.schema.safeParse(JSON.parse(text))
    if (error) throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
    return data
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
