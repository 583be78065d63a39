import type {
  ChatAnswer,
  ChatEvents,
  ChatMessageInput,
  ChatOpened,
  ChatOpenInput,
  ChatPlan,
  ChatView,
} from '@larder/contracts/chat'
import { Refusal } from '../../api.ts'

export interface Held {
  id: string
  secret: string
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => {
    throw new Refusal(0, 'unreachable')
  })
  const body = (await response.json().catch(() => null)) as { error?: { message: string; code: string } } | null
  if (response.ok) return body as T
  throw new Refusal(response.status, body?.error?.message ?? response.statusText, [], body?.error?.code ?? '')
}

const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const bearer = ({ secret }: Held) => ({ authorization: `Bearer ${secret}` })
const pathOf = ({ id }: Held) => `/api/public/chat/${id}`

export const openChat = (input: ChatOpenInput): Promise<ChatOpened> => call('/api/public/chat', post(input))

export const viewChat = (held: Held): Promise<ChatView> => call(pathOf(held), { headers: bearer(held) })

export const planOf = (held: Held): Promise<ChatPlan> => call(`${pathOf(held)}/plan`, { headers: bearer(held) })

/** The same key again is the same message. */
export const sendMessage = (held: Held, key: string, input: ChatMessageInput): Promise<ChatAnswer> =>
  call(`${pathOf(held)}/messages`, post(input, { ...bearer(held), 'idempotency-key': key }))

export const rateChat = (held: Held, score: number): Promise<ChatView> =>
  call(`${pathOf(held)}/rating`, post({ score }, bearer(held)))

/**
 * Hears what comes until the connection ends or `signal` ends it. Read by fetch: an EventSource cannot send the secret
 * but in the address, which servers write down.
 */
export async function hearChat(
  held: Held,
  signal: AbortSignal,
  hear: <K extends keyof ChatEvents>(name: K, data: ChatEvents[K]) => void,
  opened: () => void,
): Promise<void> {
  const response = await fetch(`${pathOf(held)}/events`, { headers: bearer(held), signal })
  if (!response.ok || response.body === null) throw new Refusal(response.status, response.statusText)
  opened()
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += value
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event)?.[1]
      const data = /^data: (.*)$/m.exec(event)?.[1]
      if (data !== undefined && (name === 'turn' || name === 'state')) hear(name, JSON.parse(data))
    }
  }
}
