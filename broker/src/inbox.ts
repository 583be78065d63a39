import { isFrameTopic } from '@larder/contracts/topics'
import type { Aedes, Client } from 'aedes'
import type { Figures } from './figures.ts'
import { FrameGate } from './frame-gate.ts'
import type { Guest } from './guest.ts'
import type { Journal } from './journal.ts'
import { type Limits, maxRetained, maxTopicBytes } from './limits.ts'
import type { Message } from './message.ts'
import { Pace } from './pace.ts'
import { messageOf, type Persistence } from './persistence.ts'
import type { Sessions } from './sessions.ts'
import type { Visitors } from './visitors.ts'

type Done = (error?: Error | null) => void
export type Publish = Parameters<Aedes['authorizePublish']>[1]

export interface InboxOptions {
  limits: Limits
  visitors: Visitors
  sessions: Sessions
  persistence: Persistence
  journal: Journal | undefined
  figures: Figures
  complain(subject: string, line: string): void
}

/** What clients publish: whether they may, how fast, and where it must be before Aedes acknowledges it. */
export class Inbox {
  readonly #options: InboxOptions
  readonly #paces = new WeakMap<Client, Pace>()
  readonly #frames: FrameGate

  constructor(options: InboxOptions) {
    this.#options = options
    this.#frames = new FrameGate(options.limits.maxFramesPerSecond)
  }

  /** `done` hears when the message is where its QoS promises it to be, or why not; only then is it acknowledged. */
  take(client: Client | null, packet: Publish, done: Done): void {
    // A will of before a restart: it was checked when its client signed in.
    if (client === null) {
      this.#accept(packet, done)
      return
    }
    const { visitors, persistence, figures, complain } = this.#options
    figures.received += 1
    const guest = visitors.guestOf(client)
    const refusal = guest ? this.refusal(guest, packet) : 'not signed in'
    if (refusal !== undefined) {
      figures.refusedPublishes += 1
      const line = `publish by ${guest?.account} to ${JSON.stringify(packet.topic.slice(0, 200))} refused: ${refusal}`
      complain(`${guest?.account} ${refusal}`, line)
      done(new Error(refusal))
      return
    }
    if (isFrameTopic(packet.topic)) {
      this.#pass(packet, done)
      return
    }
    // Sent again because PUBREC was lost: it is here already [MQTT-4.3.3-2].
    if (packet.qos === 2 && persistence.hasIncoming(client.id, packet.messageId ?? 0)) done(null)
    else if (guest?.rateLimited) this.#paceOf(client).run(() => this.#accept(packet, done), Date.now())
    else this.#accept(packet, done)
  }

  refusal(guest: Guest, packet: Publish): string | undefined {
    const { limits, persistence } = this.#options
    if (Buffer.byteLength(packet.topic) > maxTopicBytes) return `the topic is longer than ${maxTopicBytes} bytes`
    if (isFrameTopic(packet.topic)) {
      if (packet.qos > 0) return 'pictures are sent with QoS 0'
      if (packet.payload.length > limits.maxFrameBytes) {
        return `the picture has more than ${limits.maxFrameBytes} bytes (broker.maxFrameBytes)`
      }
    } else if (packet.payload.length > limits.maxPayloadBytes) {
      return `the payload has more than ${limits.maxPayloadBytes} bytes (broker.maxPayloadBytes)`
    }
    if (packet.retain && persistence.retainedCount >= maxRetained && !persistence.hasRetained(packet.topic)) {
      return `${maxRetained} messages are retained already`
    }
    return guest.publishRefusal(packet.topic, packet.retain)
  }

  /** The client is gone: what it was made to wait with is forgotten, none of it was acknowledged. */
  left(client: Client): void {
    this.#paces.get(client)?.stop()
  }

  /** A camera that sends too many pictures keeps its connection: those over the limit go nowhere. */
  #pass(packet: Publish, done: Done): void {
    if (!this.#frames.lets(packet.topic, Date.now())) {
      const { figures, complain } = this.#options
      figures.droppedFrames += 1
      const line = `pictures of ${packet.topic} above broker.maxFramesPerSecond are dropped`
      complain(packet.topic, line)
      // Aedes delivers whatever was not refused, and a refusal ends the connection; nobody can subscribe to this.
      Object.assign(packet, { topic: '$dropped', payload: Buffer.alloc(0) })
    }
    done(null)
  }

  #accept(packet: Publish, done: Done): void {
    const { sessions } = this.#options
    const message = messageOf(packet)
    if (message.qos === 0) {
      if (message.retain) this.#retain(message, () => {})
      done(null)
      return
    }
    if (!message.retain) {
      sessions.deliver(message, (error) => this.#answer(error, done))
      return
    }
    this.#retain(message, (error) => {
      if (error) this.#answer(error, done)
      else sessions.deliver(message, (failure) => this.#answer(failure, done))
    })
  }

  #answer(error: Error | null, done: Done): void {
    if (error) {
      const { figures, complain } = this.#options
      figures.refusedPublishes += 1
      complain('journal', `messages are refused, the journal cannot be written: ${error.message}; free disk space`)
    }
    done(error)
  }

  #retain(message: Message, done: (error: Error | null) => void): void {
    const { journal, persistence } = this.#options
    const keep = (error: Error | null) => {
      if (error === null) void persistence.storeRetained(message)
      done(error)
    }
    if (journal) journal.saveRetained(message, keep)
    else keep(null)
  }

  #paceOf(client: Client): Pace {
    const known = this.#paces.get(client)
    if (known) return known
    const pace = new Pace(this.#options.limits.maxMessagesPerSecond, Date.now())
    this.#paces.set(client, pace)
    return pace
  }
}
