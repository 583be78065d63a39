import type { Message, Qos } from './message.ts'

/** One PUBLISH on its way to a subscriber (MQTT 3.1.1 clause 3.3). */
export interface Outgoing {
  message: Message
  qos: Qos
  messageId: number
}

/** PUBLISH packets, back to back in one buffer: one write to the socket instead of six per message. */
export function encodePublishes(packets: readonly Outgoing[], dup: boolean): Buffer {
  let size = 0
  for (const { message } of packets) size += 5 + 4 + Buffer.byteLength(message.topic) + message.payload.length
  const frame = Buffer.allocUnsafe(size)
  let at = 0
  for (const { message, qos, messageId } of packets) {
    const topicBytes = Buffer.byteLength(message.topic)
    let remaining = 4 + topicBytes + message.payload.length
    frame[at++] = 0x30 | (dup ? 8 : 0) | (qos << 1) | (message.retain ? 1 : 0)
    while (remaining > 127) {
      frame[at++] = (remaining & 127) | 128
      remaining >>>= 7
    }
    frame[at++] = remaining
    at = frame.writeUInt16BE(topicBytes, at)
    at += frame.write(message.topic, at)
    at = frame.writeUInt16BE(messageId, at)
    at += message.payload.copy(frame, at)
  }
  return frame.subarray(0, at)
}

/** PUBREL (clause 3.6). */
export const encodeRelease = (messageId: number): Buffer => Buffer.from([0x62, 2, messageId >> 8, messageId & 255])

/** CONNACK that refuses the connection (clause 3.2). */
export const encodeRefusal = (returnCode: number): Buffer => Buffer.from([0x20, 2, 0, returnCode])
