import { Readable } from 'node:stream'
import type { Client } from 'aedes'
import { matches } from './filter.ts'
import type { Journal } from './journal.ts'
import type { Message, Qos } from './message.ts'
import type { Sessions } from './sessions.ts'

interface Packet {
  cmd?: string
  topic: string
  payload: Buffer | string
  qos: Qos
  retain: boolean
  messageId?: number
}
interface Subscription {
  topic: string
  qos: Qos
}
type Who = Pick<Client, 'id'>
type Will = Packet & { clientId: string; brokerId: string }

/** What Aedes leaves to the account system: whose session it is and what it may hear. */
export interface Owner {
  account: string
  maySubscribe(filter: string): boolean
}

export const messageOf = ({ topic, payload, qos, retain }: Packet): Message => ({
  topic,
  payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
  qos,
  retain,
})

/**
 * The state Aedes asks for, as its persistence interface names it. Messages to durable sessions do not pass through
 * here: `Sessions` queues and sends them itself, because Aedes matches `outgoingUpdate` against an unbounded list and
 * one slow reader would hold up its single message queue for everybody. So the outgoing half is small.
 */
export class Persistence {
  readonly #sessions: Sessions
  readonly #journal: Journal | undefined
  readonly #ownerOf: (client: Who) => Owner | undefined
  readonly #retained = new Map<string, Message>()
  readonly #incoming = new Map<string, Map<number, Packet>>()
  readonly #wills = new Map<string, Will>()
  #brokerId = ''

  constructor(sessions: Sessions, journal: Journal | undefined, ownerOf: (client: Who) => Owner | undefined) {
    this.#sessions = sessions
    this.#journal = journal
    this.#ownerOf = ownerOf
  }

  async setup(broker: { id: string }): Promise<void> {
    this.#brokerId = broker.id
    this.#sessions.restore()
    for (const message of this.#journal?.retained() ?? []) this.#retained.set(message.topic, message)
    // Whoever does not come back after the restart is announced by Aedes, as its broker is gone.
    for (const { clientId, message } of this.#journal?.wills() ?? []) {
      this.#wills.set(clientId, { cmd: 'publish', ...message, clientId, brokerId: 'before-restart' })
    }
  }

  async destroy(): Promise<void> {}

  get retainedCount(): number {
    return this.#retained.size
  }

  hasRetained(topic: string): boolean {
    return this.#retained.has(topic)
  }

  async storeRetained(packet: Packet): Promise<void> {
    const message = messageOf(packet)
    if (message.payload.length === 0) this.#retained.delete(message.topic)
    else this.#retained.set(message.topic, message)
  }

  createRetainedStreamCombi(filters: string[]): Readable {
    return Readable.from(this.#retainedFor(filters.map((filter) => filter.split('/'))))
  }

  *#retainedFor(filters: string[][]): Generator<Packet> {
    for (const message of this.#retained.values()) {
      const words = message.topic.split('/')
      if (filters.some((filter) => matches(filter, words))) yield { cmd: 'publish', ...message }
    }
  }

  /** Aedes hands over refused filters too: they are left out here, or they would be served after a reconnect. */
  async addSubscriptions(client: Who, subscriptions: Subscription[]): Promise<void> {
    const owner = this.#ownerOf(client)
    if (owner === undefined) return
    const allowed = subscriptions.filter(({ topic }) => owner.maySubscribe(topic))
    if (allowed.length > 0) await this.#sessions.subscribe({ id: client.id, account: owner.account }, allowed)
  }

  async removeSubscriptions(client: Who, filters: string[]): Promise<void> {
    await this.#sessions.unsubscribe(client.id, filters)
  }

  async subscriptionsByClient(client: Who): Promise<Subscription[]> {
    const session = this.#sessions.get(client.id)
    return session ? [...session.subscriptions].map(([topic, qos]) => ({ topic, qos })) : []
  }

  async cleanSubscriptions(client: Who): Promise<void> {
    await this.#sessions.drop(client.id)
  }

  async subscriptionsByTopic(): Promise<Subscription[]> {
    return []
  }

  async outgoingEnqueueCombi(): Promise<void> {}

  async outgoingUpdate(client: Who, packet: Packet): Promise<void> {
    if (packet.cmd === 'pubrel' && packet.messageId) this.#sessions.get(client.id)?.release(packet.messageId)
  }

  async outgoingClearMessageId(client: Who, packet: Packet): Promise<undefined> {
    if (packet.messageId) this.#sessions.get(client.id)?.acknowledge(packet.messageId)
  }

  outgoingStream(): Readable {
    return Readable.from([])
  }

  async incomingStorePacket(client: Who, packet: Packet): Promise<void> {
    const stored = this.#incoming.get(client.id) ?? new Map<number, Packet>()
    this.#incoming.set(client.id, stored.set(packet.messageId ?? 0, packet))
  }

  hasIncoming(clientId: string, messageId: number): boolean {
    return this.#incoming.get(clientId)?.has(messageId) ?? false
  }

  async incomingGetPacket(client: Who, packet: Packet): Promise<Packet> {
    const stored = this.#incoming.get(client.id)?.get(packet.messageId ?? 0)
    if (stored === undefined) throw new Error('no such packet')
    return stored
  }

  async incomingDelPacket(client: Who, packet: Packet): Promise<void> {
    const stored = this.#incoming.get(client.id)
    if (!stored?.delete(packet.messageId ?? 0)) throw new Error('no such packet')
    if (stored.size === 0) this.#incoming.delete(client.id)
  }

  async cleanIncoming(client: Who): Promise<void> {
    this.#incoming.delete(client.id)
  }

  /** Half-finished QoS 2 of clients that are gone for good. */
  forgetIncoming(isKept: (clientId: string) => boolean): void {
    for (const clientId of this.#incoming.keys()) if (!isKept(clientId)) this.#incoming.delete(clientId)
  }

  async putWill(client: Who, packet: Packet): Promise<void> {
    this.#wills.set(client.id, Object.assign(packet, { clientId: client.id, brokerId: this.#brokerId }))
    this.#journal?.saveWill({ clientId: client.id, message: messageOf(packet) })
  }

  async delWill(client: Who): Promise<Will | undefined> {
    const will = this.#wills.get(client.id)
    if (will === undefined) return undefined
    this.#wills.delete(client.id)
    this.#journal?.dropWill(client.id)
    return will
  }

  streamWill(brokers: Record<string, number> = {}): Readable {
    return Readable.from([...this.#wills.values()].filter((will) => !brokers[will.brokerId]))
  }
}
