import { type Kind, type Payload, parseTopic, topics } from '@larder/contracts/topics'

export type Message = {
  [K in Kind]: { kind: K; address: Record<'site' | 'asset' | 'probe' | 'camera', string>; payload: Payload<K> }
}[Kind]

/** A message of our own wire, parsed; or the reason why it is none. */
export function parseMessage(topic: string, payload: Buffer): Message | { error: string } {
  const parsed = parseTopic(topic)
  if (parsed === undefined) return { error: 'no message kind has this topic' }
  try {
    const result = topics[parsed.kind].payload.safeParse(JSON.parse(payload.toString()))
    if (result.success) return { kind: parsed.kind, address: parsed.address, payload: result.data } as Message
    const [issue] = result.error.issues
    return { error: `${issue?.path.join('.') || 'the message'}: ${issue?.message}` }
  } catch {
    return { error: 'not JSON' }
  }
}
