import type { FromScreen } from '@larder/contracts/kiosk-screen'
import type { Clock } from '../clock.ts'
import type { InboxEvent } from '../cloud-link/inbox.ts'
import type { Screen } from '../conversation/screen.ts'
import { Session, type Surroundings } from '../conversation/session.ts'
import type { ScreenConnection } from './screen-connection.ts'

/** The screens that are here, and conversations whose screen may come back. */
export class Lobby {
  readonly #around: Surroundings & { clock: Clock }
  readonly #mostScreens: number
  readonly #sessions = new Set<Session>()
  readonly #connections = new Set<ScreenConnection>()

  constructor(around: Surroundings, mostScreens: number) {
    this.#around = around
    this.#mostScreens = mostScreens
  }

  get screens(): number {
    return this.#connections.size
  }

  take(connection: ScreenConnection): void {
    if (this.#connections.size >= this.#mostScreens) {
      connection.refuse('full', `${this.#mostScreens} screens are served already: close one, or try again later`)
      connection.close(1013, 'too many screens')
      connection.start({ message: () => undefined, sound: async () => undefined, closed: () => undefined })
      return
    }
    this.#connections.add(connection)
    let session = new Session(this.#around, connection)
    this.#sessions.add(session)
    connection.start({
      message: (message) => {
        session = this.#resumed(message, session, connection) ?? session
        if (session.screen === null) return
        if (message.kind !== 'begin' || message.resume === undefined || session.conversation !== message.resume)
          session.take(message)
      },
      sound: (samples) => session.hear(samples),
      closed: () => {
        this.#connections.delete(connection)
        session.detach()
        this.#tidy()
      },
    })
    session.greetScreen()
  }

  told(event: Exclude<InboxEvent, { name: 'copy-changed' }>): void {
    for (const session of this.#sessions) session.told(event)
  }

  looked(id: string, member: string): void {
    for (const session of this.#sessions) void session.looked(id, member)
  }

  /** What the kiosk can do has changed. */
  greetAll(): void {
    for (const session of this.#sessions) session.greetScreen()
  }

  tellMode(): void {
    for (const session of this.#sessions) session.tellMode()
  }

  stop(): void {
    for (const session of this.#sessions) session.stop()
    for (const connection of this.#connections) connection.close(1001, 'the kiosk stops')
  }

  terminate(): void {
    for (const connection of this.#connections) connection.terminate()
  }

  /** A conversation whose connection broke goes on where its screen comes back. */
  #resumed(message: FromScreen, current: Session, screen: Screen): Session | null {
    if (message.kind !== 'begin' || message.resume === undefined || current.conversation === message.resume) return null
    this.#tidy()
    const waiting = [...this.#sessions].find(
      ({ conversation, screen: its }) => conversation === message.resume && its === null,
    )
    if (waiting === undefined) return null
    current.stop()
    this.#sessions.delete(current)
    waiting.attach(screen)
    return waiting
  }

  /** Sessions without screen and conversation are over. */
  #tidy(): void {
    for (const session of this.#sessions)
      if (session.screen === null && session.conversation === null) this.#sessions.delete(session)
    // A flood of broken connections is not kept: the oldest conversation ends.
    const detached = [...this.#sessions].filter(({ screen }) => screen === null)
    for (const session of detached.slice(0, Math.max(0, detached.length - this.#mostScreens))) {
      session.stop()
      this.#sessions.delete(session)
    }
  }
}
