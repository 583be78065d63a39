import { isFrameTopic } from '@larder/contracts/topics'
import type { Client, ConnectPacket } from 'aedes'
import { addressOf } from './aedes-client.ts'
import type { Figures } from './figures.ts'
import type { Door, Guest, Refusal } from './guest.ts'
import type { Publish } from './inbox.ts'
import { type Limits, maxClientIdBytes } from './limits.ts'
import type { Sessions } from './sessions.ts'
import type { Visitors } from './visitors.ts'

export interface AdmissionOptions {
  door: Door
  limits: Limits
  visitors: Visitors
  sessions: Sessions
  figures: Figures
  publishRefusal(guest: Guest, packet: Publish): string | undefined
  complain(subject: string, line: string): void
}

/** Decides on each CONNECT: first by its form and our bounds, then by account and password. */
export class Admission {
  readonly #options: AdmissionOptions
  readonly #connects = new WeakMap<Client, ConnectPacket>()

  constructor(options: AdmissionOptions) {
    this.#options = options
  }

  /** @returns why the packet is refused before anybody is asked for a password */
  inspect(client: Client, packet: ConnectPacket, connected: number): Refusal | undefined {
    this.#connects.set(client, packet)
    const refusal = this.#connectRefusal(packet, connected)
    if (refusal) {
      const line = `connection from ${addressOf(client)} refused: ${refusal.reason}`
      this.#options.complain(refusal.reason, line)
    }
    return refusal
  }

  async signIn(client: Client, name: string | undefined, password: string | undefined): Promise<Refusal | null> {
    const { door, visitors, figures, complain } = this.#options
    const guest = await door.admit(name, password, addressOf(client))
    const refusal = 'reason' in guest ? guest : this.#guestRefusal(client, guest)
    if (refusal) {
      figures.failedSignIns += 1
      const who = `account ${JSON.stringify(name ?? '').slice(0, 80)} from ${addressOf(client)}`
      complain(`${who} ${refusal.reason}`, `${who} refused: ${refusal.reason}`)
      return refusal
    }
    visitors.admit(client, guest as Guest)
    return null
  }

  #connectRefusal({ clientId, clean }: ConnectPacket, connected: number): Refusal | undefined {
    const { maxConnections } = this.#options.limits
    if (connected >= maxConnections) {
      return { returnCode: 3, reason: `all ${maxConnections} connections (broker.maxConnections) are taken` }
    }
    // [MQTT-3.1.3-8]
    if (clientId === '' && !clean) return { returnCode: 2, reason: 'a session needs a client id' }
    if (Buffer.byteLength(clientId) > maxClientIdBytes) {
      return { returnCode: 2, reason: `the client id is longer than ${maxClientIdBytes} bytes` }
    }
    return undefined
  }

  #guestRefusal(client: Client, guest: Guest): Refusal | undefined {
    const { limits, visitors, sessions, publishRefusal } = this.#options
    const here = visitors.here()
    const others = here.filter(([other, { account }]) => account === guest.account && other.id !== client.id).length
    if (guest.rateLimited && others >= limits.maxConnectionsPerAccount) {
      return { returnCode: 3, reason: `the account has ${others} connections (broker.maxConnectionsPerAccount)` }
    }
    // A client id names a session and, while connected, a client: nobody may take over another account's.
    const live = here.some(([other, owner]) => other.id === client.id && owner.account !== guest.account)
    const session = sessions.get(client.id)
    if (live || (session && session.account !== guest.account)) {
      return { returnCode: 2, reason: `the client id ${client.id} belongs to another account` }
    }
    if (!client.clean && !session && sessions.countOf(guest.account) >= limits.maxConnectionsPerAccount) {
      return {
        returnCode: 3,
        reason: 'the account keeps too many sessions: reuse a client id, or connect with a clean one',
      }
    }
    const will = this.#connects.get(client)?.will
    const refusal = will && (isFrameTopic(will.topic) ? 'wills are stored' : publishRefusal(guest, will as Publish))
    return refusal ? { returnCode: 5, reason: `its will cannot be published: ${refusal}` } : undefined
  }
}
