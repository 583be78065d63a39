import { isFrameTopic } from '@larder/contracts/topics'
import type { AedesPublishPacket, Client } from 'aedes'
import { subscriptionsOf } from './aedes-client.ts'
import type { Figures } from './figures.ts'
import { matches } from './filter.ts'
import { maxBehindBytes } from './limits.ts'
import type { Qos } from './message.ts'
import { messageOf } from './persistence.ts'
import type { Sessions } from './sessions.ts'
import type { Visitors } from './visitors.ts'

export interface OutboxOptions {
  sessions: Sessions
  visitors: Visitors
  figures: Figures
  complain(subject: string, line: string): void
}

/** What Aedes itself writes to a client: whatever does not go through its session's queue. */
export class Outbox {
  readonly #options: OutboxOptions

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** @returns the packet to write, or null where nothing is to be written */
  forward(client: Client, packet: AedesPublishPacket): AedesPublishPacket | null {
    const { sessions, visitors } = this.#options
    if (isFrameTopic(packet.topic) && !visitors.guestOf(client)?.mayHearFrames(packet.topic)) return null
    const session = client.clean ? undefined : sessions.get(client.id)
    if (session === undefined) return this.#forwardLive(client, packet)
    if (packet.qos === 0) return this.#forwardLive(client, packet)
    const target = sessions.targetsOf(packet.topic).find((candidate) => candidate.session === session)
    if (target === undefined) return this.#forwardLive(client, { ...packet, qos: 0 })
    // Retained messages at a subscription join the queue, so that one counter gives out packet identifiers.
    if (packet.retain) session.push(messageOf(packet), target.qos, undefined)
    return null
  }

  #forwardLive(client: Client, packet: AedesPublishPacket): AedesPublishPacket | null {
    if (client.conn.writableLength > maxBehindBytes) {
      this.#drop(client, packet.qos)
      return null
    }
    this.#options.figures.sent += 1
    if (packet.qos < 2 && !(packet.retain && packet.qos > 0)) return packet
    // Aedes lowers the QoS for a literal filter only [MQTT-3.8.4-6].
    const words = packet.topic.split('/')
    const qos = Object.entries(subscriptionsOf(client))
      .filter(([filter]) => matches(filter.split('/'), words))
      .reduce((best, [, subscription]) => Math.max(best, subscription.qos), 0)
    return { ...packet, qos: Math.min(packet.qos, qos) as Qos }
  }

  #drop(client: Client, qos: Qos): void {
    const { figures, complain } = this.#options
    figures.dropped += 1
    complain(`slow ${client.id}`, `client ${client.id} reads too slowly; messages to it are dropped`)
    if (qos > 0) client.close()
  }
}
