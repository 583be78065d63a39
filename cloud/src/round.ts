/** Work that is done again and again: once at the start, then a while after each time it is done. */
export class Round {
  readonly #what: string
  readonly #everyMs: number
  readonly #work: () => Promise<unknown>
  readonly #log: (line: string) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(what: string, everyMs: number, work: () => Promise<unknown>, log: (line: string) => void) {
    this.#what = what
    this.#everyMs = everyMs
    this.#work = work
    this.#log = log
  }

  start(): void {
    this.#running = this.#go()
  }

  /** Resolves when what was under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
  }

  async #go(): Promise<void> {
    try {
      await this.#work()
    } catch (error) {
      this.#log(`${this.#what}: ${error}`)
    }
    if (this.#stopped) return
    this.#timer = setTimeout(() => this.start(), this.#everyMs).unref()
  }
}
