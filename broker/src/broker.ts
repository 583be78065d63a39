import { Aedes, type AedesPublishPacket, type Client, type ConnectPacket, type Subscription } from 'aedes'
import { addressOf, boundPackets, subscriptionsOf } from './aedes-client.ts'
import { Figures } from './figures.ts'
import { matches } from './filter.ts'
import { encodeRefusal } from './frame.ts'
import type { Door, Guest, Refusal } from './guest.ts'
import type { Journal } from './journal.ts'
import { limitedLog } from './limited-log.ts'
import type { Message, Qos } from './message.ts'
import { Pace } from './pace.ts'
import { messageOf, Persistence } from './persistence.ts'
import type { Session } from './session.ts'
import { Sessions } from './sessions.ts'

export interface Limits {
  maxConnections: number
  maxConnectionsPerAccount: number
  maxMessagesPerSecond: number
  maxPayloadBytes: number
  maxQueuedPerSession: number
  sessionExpiryHours: number
}

export interface BrokerOptions {
  door: Door
  limits: Limits
  /** Left out, an acknowledged message lives in memory only. */
  journal?: Journal
  log(line: string): void
}

/** One session's messages in memory; beyond it the oldest are dropped, counted and told. */
const maxQueuedBytes = 67_108_864
const maxTopicBytes = 1024
const maxClientIdBytes = 256
const maxSubscriptionsPerClient = 200
const maxRetained = 50_000
/** What a topic, headers and a will may add to a payload. */
const packetOverheadBytes = 4096
/** A subscriber without a session that is this far behind misses messages of QoS 0; of QoS 1 and 2 it is let go. */
const maxBehindBytes = 4_194_304
const accountPollMs = 500
const figuresMs = 10_000
const sweepMs = 60_000

type Done = (error?: Error | null) => void
type Publish = Parameters<Aedes['authorizePublish']>[1]

/** MQTT 3.1.1 by Aedes, with the rights, bounds and durability that a site needs around it. */
export class Broker {
  readonly figures = new Figures()
  readonly #door: Door
  readonly #limits: Limits
  readonly #journal: Journal | undefined
  readonly #log: (line: string) => void
  readonly #complain: (subject: string, line: string) => void
  readonly #sessions: Sessions
  readonly #persistence: Persistence
  readonly #connects = new WeakMap<Client, ConnectPacket>()
  /** Rights outlive the connection: a will is published after it. */
  readonly #guests = new WeakMap<Client, Guest>()
  readonly #here = new Map<Client, Guest>()
  readonly #paces = new WeakMap<Client, Pace>()
  #aedes!: Aedes
  #timers: NodeJS.Timeout[] = []

  constructor({ door, limits, journal, log }: BrokerOptions) {
    this.#door = door
    this.#limits = limits
    this.#journal = journal
    this.#log = log
    this.#complain = limitedLog(log)
    const queueLimits = { maxQueued: limits.maxQueuedPerSession, maxQueuedBytes }
    this.#sessions = new Sessions(journal, queueLimits, {
      dropped: (session) => this.#dropped(session),
      sent: (count) => {
        this.figures.sent += count
      },
    })
    this.#persistence = new Persistence(this.#sessions, journal, (client) => this.#ownerOf(client as Client))
  }

  async start(): Promise<void> {
    this.#journal?.start()
    this.#door.refresh()
    this.#aedes = await Aedes.createBroker({
      persistence: this.#persistence,
      // Without a limit one slow reader cannot hold up the others; #forward bounds what waits for each.
      concurrency: 0,
      heartbeatInterval: 15_000,
      connectTimeout: 10_000,
      drainTimeout: 10_000,
      maxInflightInbound: 1000,
      maxTopicLevels: 32,
      preConnect: (client, packet, done) => this.#preConnect(client, packet, done),
      authenticate: (client, name, password, done) => {
        this.#authenticate(client, name, password?.toString()).then(
          (refusal) => done(refusal && Object.assign(new Error(refusal.reason), refusal), refusal === null),
          (error: Error) => done(Object.assign(error, { returnCode: 3 }), false),
        )
      },
      authorizePublish: (client, packet, done) => this.#authorizePublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => done(null, this.#authorizeSubscribe(client, subscription)),
      authorizeForward: (client, packet) => this.#forward(client, packet),
    })
    this.#aedes.on('clientReady', (client) => this.#attach(client))
    this.#aedes.on('subscribe', (_subscriptions, client) => this.#attach(client))
    this.#aedes.on('clientDisconnect', (client) => this.#left(client))
    this.#aedes.on('clientError', (client, error) => this.#clientFailed(client, error))
    this.#aedes.on('connectionError', (client, error) => this.#clientFailed(client, error))
    this.#timers = [
      setInterval(() => this.#checkAccounts(), accountPollMs),
      setInterval(() => this.#publishFigures(), figuresMs),
      setInterval(() => this.#sweep(), sweepMs),
    ]
    this.#dropOrphans()
    this.#sweep()
    this.#publishFigures()
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    for (const session of this.#sessions.all()) if (session.connected) this.#sessions.seen(session, Date.now())
    await new Promise<void>((resolve) => this.#aedes.close(resolve))
    await this.#journal?.stop()
  }

  /** Takes over one connection of any transport. */
  handle(connection: Parameters<Aedes['handle']>[0], request?: Parameters<Aedes['handle']>[1]): void {
    boundPackets(this.#aedes.handle(connection, request), this.#limits.maxPayloadBytes + packetOverheadBytes)
  }

  #preConnect(client: Client, packet: ConnectPacket, done: (error: Error | null, success: boolean) => void): void {
    this.#connects.set(client, packet)
    const refusal = this.#connectRefusal(packet)
    if (refusal === undefined) done(null, true)
    else {
      this.#complain(refusal.reason, `connection from ${addressOf(client)} refused: ${refusal.reason}`)
      client.conn.write(encodeRefusal(refusal.returnCode))
      done(new Error(refusal.reason), false)
    }
  }

  #connectRefusal({ clientId, clean }: ConnectPacket): Refusal | undefined {
    if (this.#aedes.connectedClients >= this.#limits.maxConnections) {
      return {
        returnCode: 3,
        reason: `all ${this.#limits.maxConnections} connections (broker.maxConnections) are taken`,
      }
    }
    // [MQTT-3.1.3-8]
    if (clientId === '' && !clean) return { returnCode: 2, reason: 'a session needs a client id' }
    if (Buffer.byteLength(clientId) > maxClientIdBytes) {
      return { returnCode: 2, reason: `the client id is longer than ${maxClientIdBytes} bytes` }
    }
    return undefined
  }

  async #authenticate(client: Client, name: string | undefined, password: string | undefined): Promise<Refusal | null> {
    const guest = await this.#door.admit(name, password, addressOf(client))
    const refusal = 'reason' in guest ? guest : this.#guestRefusal(client, guest)
    if (refusal) {
      this.figures.failedSignIns += 1
      const who = `account ${JSON.stringify(name ?? '').slice(0, 80)} from ${addressOf(client)}`
      this.#complain(`${who} ${refusal.reason}`, `${who} refused: ${refusal.reason}`)
      return refusal
    }
    this.#guests.set(client, guest as Guest)
    if (!client.closed) this.#here.set(client, guest as Guest)
    return null
  }

  #guestRefusal(client: Client, guest: Guest): Refusal | undefined {
    const holders = [...this.#here].filter(([, other]) => other.account === guest.account)
    const others = holders.filter(([other]) => other.id !== client.id).length
    if (guest.rateLimited && others >= this.#limits.maxConnectionsPerAccount) {
      return { returnCode: 3, reason: `the account has ${others} connections (broker.maxConnectionsPerAccount)` }
    }
    // A client id names a session and, while connected, a client: nobody may take over another account's.
    const live = [...this.#here].some(([other, owner]) => other.id === client.id && owner.account !== guest.account)
    const session = this.#sessions.get(client.id)
    if (live || (session && session.account !== guest.account)) {
      return { returnCode: 2, reason: `the client id ${client.id} belongs to another account` }
    }
    if (!client.clean && !session && this.#sessions.countOf(guest.account) >= this.#limits.maxConnectionsPerAccount) {
      return {
        returnCode: 3,
        reason: 'the account keeps too many sessions: reuse a client id, or connect with a clean one',
      }
    }
    const will = this.#connects.get(client)?.will
    const refusal = will && this.#publishRefusal(guest, will as Publish)
    return refusal ? { returnCode: 5, reason: `its will cannot be published: ${refusal}` } : undefined
  }

  #authorizePublish(client: Client | null, packet: Publish, done: Done): void {
    // A will of before a restart: it was checked when its client signed in.
    if (client === null) {
      this.#accept(packet, done)
      return
    }
    this.figures.received += 1
    const guest = this.#guests.get(client)
    const refusal = guest ? this.#publishRefusal(guest, packet) : 'not signed in'
    if (refusal !== undefined) {
      this.figures.refusedPublishes += 1
      const line = `publish by ${guest?.account} to ${JSON.stringify(packet.topic.slice(0, 200))} refused: ${refusal}`
      this.#complain(`${guest?.account} ${refusal}`, line)
      done(new Error(refusal))
      return
    }
    // Sent again because PUBREC was lost: it is here already [MQTT-4.3.3-2].
    if (packet.qos === 2 && this.#persistence.hasIncoming(client.id, packet.messageId ?? 0)) done(null)
    else if (guest?.rateLimited) this.#paceOf(client).run(() => this.#accept(packet, done), Date.now())
    else this.#accept(packet, done)
  }

  #publishRefusal(guest: Guest, packet: Publish): string | undefined {
    if (Buffer.byteLength(packet.topic) > maxTopicBytes) return `the topic is longer than ${maxTopicBytes} bytes`
    if (packet.payload.length > this.#limits.maxPayloadBytes) {
      return `the payload has more than ${this.#limits.maxPayloadBytes} bytes (broker.maxPayloadBytes)`
    }
    if (
      packet.retain &&
      this.#persistence.retainedCount >= maxRetained &&
      !this.#persistence.hasRetained(packet.topic)
    ) {
      return `${maxRetained} messages are retained already`
    }
    return guest.publishRefusal(packet.topic, packet.retain)
  }

  /** Puts a message where its QoS promises it to be; only then does Aedes acknowledge it. */
  #accept(packet: Publish, done: Done): void {
    const message = messageOf(packet)
    if (message.qos === 0) {
      if (message.retain) this.#retain(message, () => {})
      done(null)
      return
    }
    if (!message.retain) {
      this.#sessions.deliver(message, (error) => this.#answer(error, done))
      return
    }
    this.#retain(message, (error) => {
      if (error) this.#answer(error, done)
      else this.#sessions.deliver(message, (failure) => this.#answer(failure, done))
    })
  }

  #answer(error: Error | null, done: Done): void {
    if (error) {
      this.figures.refusedPublishes += 1
      this.#complain(
        'journal',
        `messages are refused, the journal cannot be written: ${error.message}; free disk space`,
      )
    }
    done(error)
  }

  #retain(message: Message, done: (error: Error | null) => void): void {
    const keep = (error: Error | null) => {
      if (error === null) void this.#persistence.storeRetained(message)
      done(error)
    }
    if (this.#journal) this.#journal.saveRetained(message, keep)
    else keep(null)
  }

  #authorizeSubscribe(client: Client, subscription: Subscription): Subscription | null {
    const guest = this.#guests.get(client)
    const refusal = guest ? this.#subscribeRefusal(client, guest, subscription.topic) : 'not signed in'
    if (refusal === undefined) return subscription
    this.figures.refusedSubscriptions += 1
    const filter = JSON.stringify(subscription.topic.slice(0, 200))
    this.#complain(`${guest?.account} ${filter}`, `subscription of ${guest?.account} to ${filter} refused: ${refusal}`)
    return null
  }

  #subscribeRefusal(client: Client, guest: Guest, filter: string): string | undefined {
    if (filter.startsWith('$share/')) return 'shared subscriptions are not served; subscribe to the plain topic'
    if (Buffer.byteLength(filter) > maxTopicBytes) return `the filter is longer than ${maxTopicBytes} bytes`
    const held = subscriptionsOf(client)
    if (!(filter in held) && Object.keys(held).length >= maxSubscriptionsPerClient) {
      return `a client may hold ${maxSubscriptionsPerClient} subscriptions`
    }
    return guest.subscribeRefusal(filter)
  }

  #ownerOf(client: Client) {
    const guest = this.#guests.get(client)
    if (guest === undefined) return undefined
    const maySubscribe = (filter: string) => this.#subscribeRefusal(client, guest, filter) === undefined
    return { account: guest.account, maySubscribe }
  }

  /** What Aedes itself writes to this client: whatever does not go through its session's queue. */
  #forward(client: Client, packet: AedesPublishPacket): AedesPublishPacket | null {
    const session = client.clean ? undefined : this.#sessions.get(client.id)
    if (session === undefined) return this.#forwardLive(client, packet)
    if (packet.qos === 0) return this.#forwardLive(client, packet)
    const target = this.#sessions.targetsOf(packet.topic).find((candidate) => candidate.session === session)
    if (target === undefined) return this.#forwardLive(client, { ...packet, qos: 0 })
    // Retained messages at a subscription join the queue, so that one counter gives out packet identifiers.
    if (packet.retain) session.push(messageOf(packet), target.qos, undefined)
    return null
  }

  #forwardLive(client: Client, packet: AedesPublishPacket): AedesPublishPacket | null {
    if (client.conn.writableLength > maxBehindBytes) {
      this.#dropLive(client, packet.qos)
      return null
    }
    this.figures.sent += 1
    if (packet.qos < 2 && !(packet.retain && packet.qos > 0)) return packet
    // Aedes lowers the QoS for a literal filter only [MQTT-3.8.4-6].
    const words = packet.topic.split('/')
    const qos = Object.entries(subscriptionsOf(client))
      .filter(([filter]) => matches(filter.split('/'), words))
      .reduce((best, [, subscription]) => Math.max(best, subscription.qos), 0)
    return { ...packet, qos: Math.min(packet.qos, qos) as Qos }
  }

  #dropLive(client: Client, qos: Qos): void {
    this.figures.dropped += 1
    this.#complain(`slow ${client.id}`, `client ${client.id} reads too slowly; messages to it are dropped`)
    if (qos > 0) client.close()
  }

  #dropped(session: Session): void {
    this.figures.dropped += 1
    const line = `the queue of session ${session.clientId} is full (broker.maxQueuedPerSession); its oldest messages are dropped`
    this.#complain(`full ${session.clientId}`, line)
  }

  #attach(client: Client): void {
    this.figures.clientsMaximum = Math.max(this.figures.clientsMaximum, this.#aedes.connectedClients)
    const session = client.clean ? undefined : this.#sessions.get(client.id)
    if (session === undefined || session.isAttachedTo(client.conn) || client.closed) return
    this.#sessions.seen(session, Date.now())
    session.attach(client.conn)
  }

  #left(client: Client): void {
    this.#here.delete(client)
    this.#paces.get(client)?.stop()
    const session = this.#sessions.get(client.id)
    if (!session?.isAttachedTo(client.conn)) return
    session.detach()
    this.#sessions.seen(session, Date.now())
  }

  #clientFailed(client: Client, error: Error): void {
    const who = this.#guests.get(client)?.account ?? addressOf(client)
    // Aedes removes a client that never signed in without saying so.
    this.#here.delete(client)
    this.#paces.get(client)?.stop()
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return
    this.#complain(`${who} ${error.message}`, `connection of ${who} closed: ${error.message}`)
  }

  #paceOf(client: Client): Pace {
    const known = this.#paces.get(client)
    if (known) return known
    const pace = new Pace(this.#limits.maxMessagesPerSecond, Date.now())
    this.#paces.set(client, pace)
    return pace
  }

  #checkAccounts(): void {
    if (!this.#door.refresh()) return
    for (const [client, guest] of this.#here) {
      if (guest.stillStands()) continue
      this.#log(`disconnecting ${guest.account}: the account was revoked or its password rotated`)
      client.close()
    }
    this.#dropOrphans()
  }

  /** Sessions of accounts that are revoked: nobody will fetch their messages. */
  #dropOrphans(): void {
    for (const session of this.#sessions.all()) {
      if (!this.#door.isActive(session.account)) void this.#sessions.drop(session.clientId)
    }
  }

  #sweep(): void {
    const nowMs = Date.now()
    for (const session of this.#sessions.all()) {
      if (session.connected) this.#sessions.seen(session, nowMs)
      else if (nowMs - session.seenAtMs > this.#limits.sessionExpiryHours * 3_600_000) {
        this.#log(
          `session ${session.clientId} expired after ${this.#limits.sessionExpiryHours} h with ${session.queued} messages`,
        )
        this.figures.dropped += session.queued
        void this.#sessions.drop(session.clientId)
      }
    }
    const here = new Set([...this.#here.keys()].map((client) => client.id))
    this.#persistence.forgetIncoming((clientId) => here.has(clientId) || this.#sessions.get(clientId) !== undefined)
  }

  #publishFigures(): void {
    const topics = this.figures.topics({
      clients: this.#aedes.connectedClients,
      stored: this.#sessions.queued,
      retained: this.#persistence.retainedCount,
      rows: this.#journal?.rows ?? 0,
      bytes: this.#journal?.bytes ?? 0,
      version: (this.#aedes as unknown as { version: string }).version,
    })
    for (const [name, value] of Object.entries(topics)) {
      const packet = {
        cmd: 'publish',
        topic: `$SYS/broker/${name}`,
        payload: String(value),
        qos: 0,
        retain: true,
        dup: false,
      }
      this.#aedes.publish(packet as Publish, () => {})
    }
  }
}
