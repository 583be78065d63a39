import { randomBytes } from 'node:crypto'
import type { ConsoleEvents } from '@larder/contracts/console'

/** Where one client's events go: the raw response of Fastify, or a fake. */
export interface Sink {
  readonly writableLength: number
  write(text: string): boolean
  end(): void
  destroy(): void
}

export interface Listener {
  sink: Sink
  /** The session the stream belongs to, and its account. */
  session: string
  account: string
}

const maxListeners = 500
/** A shop's tablets may share an account; no account may keep the others out. */
const maxPerAccount = 100
const maxWaitingBytes = 1_000_000
const replayed = 256

/**
 * Server-Sent Events to the consoles. A client that does not read is dropped when a megabyte waits for it; it
 * comes back with `Last-Event-ID` and is given the alerts it missed.
 */
export class EventHub {
  readonly #listeners = new Set<Listener>()
  readonly #run = randomBytes(6).toString('base64url')
  readonly #recent: { ordinal: number; text: string }[] = []
  #ordinal = 0

  get listeners(): number {
    return this.#listeners.size
  }

  /** Whether this account may open no further stream now. */
  isFullFor(account: string): boolean {
    if (this.#listeners.size >= maxListeners) return true
    let own = 0
    for (const listener of this.#listeners) if (listener.account === account) own += 1
    return own >= maxPerAccount
  }

  /** `lastEventId` is the last event the client has seen. */
  add(listener: Listener, lastEventId?: string): void {
    this.#listeners.add(listener)
    listener.sink.write('retry: 2000\n\n')
    const [run, seen] = lastEventId?.split(':') ?? []
    if (run === this.#run) {
      for (const event of this.#recent) if (event.ordinal > Number(seen)) this.#send(listener, event.text)
    }
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener)
  }

  publish<K extends keyof ConsoleEvents>(name: K, data: ConsoleEvents[K]): void {
    let text = `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
    if (name === 'alert') {
      this.#ordinal += 1
      text = `id: ${this.#run}:${this.#ordinal}\n${text}`
      this.#recent.push({ ordinal: this.#ordinal, text })
      if (this.#recent.length > replayed) this.#recent.shift()
    }
    for (const listener of this.#listeners) this.#send(listener, text)
  }

  /** Whether a console of this account is open. */
  isListening(account: string): boolean {
    return [...this.#listeners].some((listener) => listener.account === account)
  }

  get sessions(): string[] {
    return [...new Set([...this.#listeners].map(({ session }) => session))]
  }

  /** A comment line keeps proxies from closing the stream; the streams of sessions that are over end. */
  beat(living: ReadonlySet<string>): void {
    this.closeWhere(({ session }) => !living.has(session))
    for (const listener of this.#listeners) this.#send(listener, ':\n\n')
  }

  closeWhere(chosen: (listener: Listener) => boolean): void {
    for (const listener of [...this.#listeners].filter(chosen)) {
      this.#listeners.delete(listener)
      listener.sink.end()
    }
  }

  #send(listener: Listener, text: string): void {
    listener.sink.write(text)
    if (listener.sink.writableLength <= maxWaitingBytes) return
    this.#listeners.delete(listener)
    listener.sink.destroy()
  }
}
