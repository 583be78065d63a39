import type { KioskEvents } from '@larder/contracts/kiosk-link'
import type { Database } from '../database/open.ts'
import type { Sink } from '../events/hub.ts'

interface Listener {
  kiosk: string
  sink: Sink
  /** The last event it was sent. */
  seen: number
  sending: Promise<void>
}

/** A kiosk that was away for longer has lost its shopper. */
const keptMs = 3_600_000
const maxWaitingBytes = 1_000_000
/** A kiosk has one stream; a few more may linger while a broken connection is found out. */
const maxPerKiosk = 4

/**
 * What kiosks are told, as Server-Sent Events. It is written down first, so a kiosk that comes back with
 * `Last-Event-ID` misses nothing, also when this room was restarted meanwhile.
 */
export class KioskInbox {
  readonly #database: Database
  readonly #now: () => number
  readonly #listeners = new Set<Listener>()
  #last = 0
  #writing: Promise<unknown> = Promise.resolve()

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /** Goes on behind what was written before a restart, also where the clock was set back meanwhile. */
  async start(): Promise<void> {
    const newest = this.#database.selectFrom('kioskInbox').select((select) => select.fn.max('ordinal').as('ordinal'))
    this.#last = Number((await newest.executeTakeFirst())?.ordinal ?? 0)
  }

  async put<K extends keyof KioskEvents>(kiosk: string, name: K, data: KioskEvents[K]): Promise<void> {
    // One after the other, so that none becomes visible after a later one was sent.
    const written = this.#writing.then(() => {
      this.#last = this.#newest() + 1
      const row = { kiosk, ordinal: this.#last, atMs: this.#now(), name, data: JSON.stringify(data) }
      return this.#database.insertInto('kioskInbox').values(row).execute()
    })
    this.#writing = written.catch(() => undefined)
    await written
    for (const listener of this.#listeners) if (listener.kiosk === kiosk) this.#deliver(listener)
  }

  /** To every kiosk that listens now; one that comes later asks by itself. */
  tellAll<K extends keyof KioskEvents>(name: K, data: KioskEvents[K]): void {
    for (const listener of this.#listeners) this.#send(listener, `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  /** Without the last event it has seen a kiosk has begun anew, and nothing from before concerns it. */
  add(kiosk: string, sink: Sink, lastEventId: string | undefined): void {
    const own = [...this.#listeners].filter((listener) => listener.kiosk === kiosk)
    for (const oldest of own.slice(0, Math.max(0, own.length + 1 - maxPerKiosk))) this.#close(oldest)
    this.#last = this.#newest()
    // One that has seen what is yet to come has seen it under a clock that was set back since.
    const seen = /^\d{1,16}$/.test(lastEventId ?? '') ? Math.min(Number(lastEventId), this.#last) : this.#last
    const listener: Listener = { kiosk, sink, seen, sending: Promise.resolve() }
    this.#listeners.add(listener)
    sink.write(`retry: 1000\nid: ${seen}\n\n`)
    this.#deliver(listener)
  }

  remove(sink: Sink): void {
    for (const listener of this.#listeners) if (listener.sink === sink) this.#listeners.delete(listener)
  }

  /** A comment line keeps proxies from closing the streams; those of kiosks whose token was taken away end. */
  beat(known: ReadonlySet<string>): void {
    for (const listener of [...this.#listeners]) {
      if (known.has(listener.kiosk)) this.#send(listener, ':\n\n')
      else this.#close(listener)
    }
  }

  closeAll(): void {
    for (const listener of [...this.#listeners]) this.#close(listener)
  }

  async forget(): Promise<void> {
    await this.#database
      .deleteFrom('kioskInbox')
      .where('atMs', '<', this.#now() - keptMs)
      .execute()
  }

  #newest(): number {
    return Math.max(this.#now() * 1000, this.#last)
  }

  #deliver(listener: Listener): void {
    listener.sending = listener.sending
      .then(async () => {
        const rows = await this.#database
          .selectFrom('kioskInbox')
          .selectAll()
          .where('kiosk', '=', listener.kiosk)
          .where('ordinal', '>', listener.seen)
          .orderBy('ordinal')
          .execute()
        for (const { ordinal, name, data } of rows) {
          listener.seen = ordinal
          this.#send(listener, `id: ${ordinal}\nevent: ${name}\ndata: ${data}\n\n`)
        }
      })
      // It comes back by itself and is given what it missed.
      .catch(() => this.#close(listener))
  }

  #send(listener: Listener, text: string): void {
    if (!this.#listeners.has(listener)) return
    listener.sink.write(text)
    if (listener.sink.writableLength <= maxWaitingBytes) return
    this.#listeners.delete(listener)
    listener.sink.destroy()
  }

  #close(listener: Listener): void {
    this.#listeners.delete(listener)
    listener.sink.end()
  }
}
