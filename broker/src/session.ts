import type { Duplex } from 'node:stream'
import { encodePublishes, encodeRelease } from './frame.ts'
import type { Batch } from './journal.ts'
import type { Message, Qos } from './message.ts'

interface Item {
  message: Message
  qos: Qos
  /** Absent for a retained message handed out at a subscription: it is on disk in its own right. */
  batch: Batch | undefined
  /** 0 until it is sent. */
  messageId: number
  /** QoS 2: the subscriber has it, only the handshake's end is missing. */
  released: boolean
}

export interface SessionLimits {
  maxQueued: number
  maxQueuedBytes: number
}

export interface SessionEvents {
  /** One message of this batch is needed by this session no longer. */
  settled(batch: Batch, session: Session): void
  /** The queue was full: its oldest message is lost to this session. */
  dropped(session: Session): void
  sent(count: number): void
}

/** Sent and not yet acknowledged: well below the 65,535 packet identifiers, far above what a fast subscriber needs. */
const windowMessages = 20_000
/** One write to the socket holds about this much. */
const burstBytes = 262_144

const sizeOf = (item: Item): number => item.message.payload.length + item.message.topic.length

/** The messages of one durable subscriber, in order, until it acknowledges them. */
export class Session {
  readonly clientId: string
  readonly number: number
  readonly account: string
  /** Filter → QoS. */
  readonly subscriptions = new Map<string, Qos>()
  /** While connected: now. Otherwise when the client left. */
  seenAtMs: number
  readonly #limits: SessionLimits
  readonly #events: SessionEvents
  /** Oldest at `#head`; what stands before it has been sent. */
  #waiting: Item[] = []
  #head = 0
  readonly #sent = new Map<number, Item>()
  #bytes = 0
  #nextId = 1
  #connection: Duplex | undefined
  #pumpScheduled = false

  constructor(
    identity: { clientId: string; number: number; account: string; seenAtMs: number },
    limits: SessionLimits,
    events: SessionEvents,
  ) {
    this.clientId = identity.clientId
    this.number = identity.number
    this.account = identity.account
    this.seenAtMs = identity.seenAtMs
    this.#limits = limits
    this.#events = events
  }

  get queued(): number {
    return this.#waiting.length - this.#head + this.#sent.size
  }

  get connected(): boolean {
    return this.#connection !== undefined
  }

  /** @param granted the highest QoS of the session's matching subscriptions [MQTT-3.8.4-6] */
  push(message: Message, granted: Qos, batch: Batch | undefined): void {
    const qos = granted < message.qos ? granted : message.qos
    const item = { message, qos, batch, messageId: 0, released: false }
    this.#waiting.push(item)
    this.#bytes += sizeOf(item)
    while (this.queued > this.#limits.maxQueued || (this.#bytes > this.#limits.maxQueuedBytes && this.queued > 1)) {
      this.#dropOldest()
    }
    this.#schedulePump()
  }

  /** The client is back: what it has not acknowledged is sent again, in order [MQTT-4.4.0-1], then the rest. */
  attach(connection: Duplex): void {
    this.#connection = connection
    const sent = [...this.#sent.values()]
    for (const { messageId } of sent.filter(({ released }) => released)) connection.write(encodeRelease(messageId))
    const again = sent.filter(({ released }) => !released)
    if (again.length > 0) connection.write(encodePublishes(again, true))
    connection.on('drain', () => this.#pump())
    this.#pump()
  }

  isAttachedTo(connection: Duplex): boolean {
    return this.#connection === connection
  }

  detach(): void {
    this.#connection = undefined
  }

  /** PUBACK or PUBCOMP. @returns whether the packet identifier was known */
  acknowledge(messageId: number): boolean {
    const item = this.#sent.get(messageId)
    if (item === undefined) return false
    this.#sent.delete(messageId)
    this.#settle(item)
    this.#schedulePump()
    return true
  }

  /** PUBREC: from here on only the PUBREL is repeated [MQTT-4.3.3-1]. */
  release(messageId: number): void {
    const item = this.#sent.get(messageId)
    if (item) item.released = true
  }

  /** Gives every message up: the session ends. */
  clear(): void {
    for (const item of this.#sent.values()) this.#settle(item)
    for (const item of this.#waiting.slice(this.#head)) this.#settle(item)
    this.#sent.clear()
    this.#waiting = []
    this.#head = 0
  }

  #settle(item: Item): void {
    this.#bytes -= sizeOf(item)
    if (item.batch) this.#events.settled(item.batch, this)
  }

  #dropOldest(): void {
    const item = this.#shift()
    if (item) this.#settle(item)
    else {
      const [oldest] = this.#sent.keys()
      if (oldest !== undefined) this.acknowledge(oldest)
    }
    this.#events.dropped(this)
  }

  #shift(): Item | undefined {
    const item = this.#waiting[this.#head]
    if (item === undefined) return undefined
    this.#head += 1
    if (this.#head >= 1024 && this.#head * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  /** A commit pushes hundreds of messages at once: they leave in one write. */
  #schedulePump(): void {
    if (this.#pumpScheduled || this.#connection === undefined) return
    this.#pumpScheduled = true
    setImmediate(() => {
      this.#pumpScheduled = false
      this.#pump()
    })
  }

  #pump(): void {
    const connection = this.#connection
    while (connection?.writable && !connection.writableNeedDrain) {
      const burst = this.#nextBurst()
      if (burst.length === 0) return
      this.#events.sent(burst.length)
      connection.write(encodePublishes(burst, false))
    }
  }

  #nextBurst(): Item[] {
    const burst: Item[] = []
    let bytes = 0
    while (bytes < burstBytes && this.#sent.size < windowMessages) {
      const item = this.#shift()
      if (item === undefined) break
      item.messageId = this.#freeId()
      this.#sent.set(item.messageId, item)
      burst.push(item)
      bytes += sizeOf(item)
    }
    return burst
  }

  #freeId(): number {
    while (this.#sent.has(this.#nextId)) this.#nextId = (this.#nextId % 65_535) + 1
    const id = this.#nextId
    this.#nextId = (id % 65_535) + 1
    return id
  }
}
