import { createRequire } from 'node:module'
import type { Client } from 'aedes'
import type { Qos } from './message.ts'

/** What Aedes 1.2 keeps of a client beyond its published types; the version is pinned and the tests hold it to this. */
interface Inside {
  subscriptions: Record<string, { qos: Qos }>
  _parser: { parse(piece: Buffer): number; packet: { length: number } }
}
const inside = (client: Client): Inside => client as unknown as Inside

export const addressOf = (client: Client): string => {
  const socket = client.req?.socket ?? (client.conn as { remoteAddress?: string })
  return socket.remoteAddress ?? 'unknown'
}

export const subscriptionsOf = (client: Client): Record<string, { qos: Qos }> => inside(client).subscriptions

/** Its packet writer would keep all 65,536 packet identifiers as buffers: 13 MB, for nothing that can be measured. */
export function keepNoIdentifierTable(): void {
  const resolve = createRequire(import.meta.url).resolve
  const { writeToStream } = createRequire(resolve('aedes'))('mqtt-packet') as {
    writeToStream: { cacheNumbers: boolean }
  }
  writeToStream.cacheNumbers = false
}

/**
 * Aedes reads a packet of any announced length into memory before anybody is asked (MQTT allows 256 MB, also before
 * CONNECT). So the announced length is checked after each piece that is read.
 */
export function boundPackets(client: Client, maxBytesNow: () => number): void {
  const parser = inside(client)._parser
  const parse = parser.parse.bind(parser)
  parser.parse = (piece) => {
    const left = parse(piece)
    const maxBytes = maxBytesNow()
    if (parser.packet.length > maxBytes) client.emit('error', new Error(`a packet of more than ${maxBytes} bytes`))
    return left
  }
}
