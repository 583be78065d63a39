import type { Message, Qos } from './message.ts'

/** One message of a journalled batch and the numbers of the sessions it is for. */
export interface BatchEntry {
  message: Message
  sessions: { number: number; qos: Qos }[]
}

const headBytes = 9
const sessionBytes = 5

/**
 * A batch as one blob: per message u32 payload length, u16 topic length, u16 sessions, u8 QoS and retain,
 * then the sessions (u32 number, u8 QoS), the topic and the payload. Big endian.
 */
export function encodeBatch(entries: readonly BatchEntry[]): Buffer {
  let size = 0
  for (const { message, sessions } of entries) {
    size += headBytes + sessions.length * sessionBytes + Buffer.byteLength(message.topic) + message.payload.length
  }
  const blob = Buffer.allocUnsafe(size)
  let at = 0
  for (const { message, sessions } of entries) {
    const topicAt = at + headBytes + sessions.length * sessionBytes
    const topicBytes = blob.write(message.topic, topicAt)
    blob.writeUInt32BE(message.payload.length, at)
    blob.writeUInt16BE(topicBytes, at + 4)
    blob.writeUInt16BE(sessions.length, at + 6)
    blob[at + 8] = message.qos | (message.retain ? 4 : 0)
    at += headBytes
    for (const session of sessions) {
      blob.writeUInt32BE(session.number, at)
      blob[at + 4] = session.qos
      at += sessionBytes
    }
    message.payload.copy(blob, topicAt + topicBytes)
    at = topicAt + topicBytes + message.payload.length
  }
  return blob
}

export function decodeBatch(blob: Buffer): BatchEntry[] {
  const entries: BatchEntry[] = []
  let at = 0
  while (at < blob.length) {
    const payloadBytes = blob.readUInt32BE(at)
    const topicBytes = blob.readUInt16BE(at + 4)
    const count = blob.readUInt16BE(at + 6)
    const flags = blob.readUInt8(at + 8)
    at += headBytes
    const sessions = Array.from({ length: count }, (_, index) => ({
      number: blob.readUInt32BE(at + index * sessionBytes),
      qos: blob.readUInt8(at + index * sessionBytes + 4) as Qos,
    }))
    at += count * sessionBytes
    const topic = blob.toString('utf8', at, at + topicBytes)
    at += topicBytes
    const payload = blob.subarray(at, at + payloadBytes)
    at += payloadBytes
    entries.push({ message: { topic, payload, qos: (flags & 3) as Qos, retain: (flags & 4) !== 0 }, sessions })
  }
  return entries
}
