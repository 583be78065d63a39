import type { Aedes } from 'aedes'
import type { Figures } from './figures.ts'
import type { Door } from './guest.ts'
import type { Publish } from './inbox.ts'
import type { Journal } from './journal.ts'
import type { Limits } from './limits.ts'
import type { Persistence } from './persistence.ts'
import type { Sessions } from './sessions.ts'
import type { Visitors } from './visitors.ts'

export interface HousekeepingOptions {
  door: Door
  limits: Limits
  visitors: Visitors
  sessions: Sessions
  persistence: Persistence
  journal: Journal | undefined
  figures: Figures
  log(line: string): void
}

const accountPollMs = 500
const figuresMs = 10_000
const sweepMs = 60_000

/** What is done from time to time: changed accounts, sessions that expire, the figures in `$SYS`. */
export class Housekeeping {
  readonly #options: HousekeepingOptions
  #timers: NodeJS.Timeout[] = []

  constructor(options: HousekeepingOptions) {
    this.#options = options
  }

  start(aedes: Aedes): void {
    this.#timers = [
      setInterval(() => this.#checkAccounts(), accountPollMs),
      setInterval(() => this.#publishFigures(aedes), figuresMs),
      setInterval(() => this.#sweep(), sweepMs),
    ]
    this.#dropOrphans()
    this.#sweep()
    this.#publishFigures(aedes)
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer)
  }

  #checkAccounts(): void {
    const { door, visitors, log } = this.#options
    if (!door.refresh()) return
    for (const [client, guest] of visitors.here()) {
      if (guest.stillStands()) continue
      log(`disconnecting ${guest.account}: the account was revoked or its password rotated`)
      client.close()
    }
    this.#dropOrphans()
  }

  /** Sessions of accounts that are revoked: nobody will fetch their messages. */
  #dropOrphans(): void {
    const { door, sessions } = this.#options
    for (const session of sessions.all()) {
      if (!door.isActive(session.account)) void sessions.drop(session.clientId)
    }
  }

  #sweep(): void {
    const { limits, visitors, sessions, persistence, figures, log } = this.#options
    const { sessionExpiryHours } = limits
    const nowMs = Date.now()
    for (const session of sessions.all()) {
      if (session.connected) sessions.seen(session, nowMs)
      else if (nowMs - session.seenAtMs > sessionExpiryHours * 3_600_000) {
        log(`session ${session.clientId} expired after ${sessionExpiryHours} h with ${session.queued} messages`)
        figures.dropped += session.queued
        void sessions.drop(session.clientId)
      }
    }
    const here = new Set(visitors.here().map(([client]) => client.id))
    persistence.forgetIncoming((clientId) => here.has(clientId) || sessions.get(clientId) !== undefined)
  }

  #publishFigures(aedes: Aedes): void {
    const { sessions, persistence, journal, figures } = this.#options
    const topics = figures.topics({
      clients: aedes.connectedClients,
      stored: sessions.queued,
      retained: persistence.retainedCount,
      rows: journal?.rows ?? 0,
      bytes: journal?.bytes ?? 0,
      version: (aedes as unknown as { version: string }).version,
    })
    for (const [name, value] of Object.entries(topics)) {
      const packet = { cmd: 'publish', qos: 0, retain: true, dup: false } as const
      const publish = { ...packet, topic: `$SYS/broker/${name}`, payload: String(value) }
      aedes.publish(publish as Publish, () => {})
    }
  }
}
