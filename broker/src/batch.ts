import type { Message, Qos } from './message.ts'

/** A session's number and the highest QoS of its matching subscriptions; the message's own QoS is the other bound. */
export interface Recipient {
  number: number
  qos: Qos
}

/** One message of a journalled batch and whom it is for. */
export interface BatchEntry {
  message: Message
  recipients: readonly Recipient[]
}

const headBytes = 9
const recipientBytes = 5

/**
 * A batch as one blob: per message u32 payload length, u16 topic length, u16 recipients, u8 QoS and retain,
 * then the recipients (u32 session number, u8 QoS), the topic and the payload. Big endian.
 */
export function encodeBatch(entries: readonly BatchEntry[]): Buffer {
  let size = 0
  for (const { message, recipients } of entries) {
    size += headBytes + recipients.length * recipientBytes + Buffer.byteLength(message.topic) + message.payload.length
  }
  const blob = Buffer.allocUnsafe(size)
  let at = 0
  for (const { message, recipients } of entries) {
    const topicAt = at + headBytes + recipients.length * recipientBytes
    const topicBytes = blob.write(message.topic, topicAt)
    blob.writeUInt32BE(message.payload.length, at)
    blob.writeUInt16BE(topicBytes, at + 4)
    blob.writeUInt16BE(recipients.length, at + 6)
    blob[at + 8] = message.qos | (message.retain ? 4 : 0)
    at += headBytes
    for (const recipient of recipients) {
      blob.writeUInt32BE(recipient.number, at)
      blob[at + 4] = recipient.qos
      at += recipientBytes
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
    const recipients = Array.from({ length: count }, (_, index) => ({
      number: blob.readUInt32BE(at + index * recipientBytes),
      qos: blob.readUInt8(at + index * recipientBytes + 4) as Qos,
    }))
    at += count * recipientBytes
    const topic = blob.toString('utf8', at, at + topicBytes)
    at += topicBytes
    const payload = blob.subarray(at, at + payloadBytes)
    at += payloadBytes
    entries.push({ message: { topic, payload, qos: (flags & 3) as Qos, retain: (flags & 4) !== 0 }, recipients })
  }
  return entries
}
