import {
  type ChatEvents,
  chatAnswer,
  chatMessageInput,
  chatOpened,
  chatOpenInput,
  chatPlan,
  chatView,
} from '@larder/contracts/chat'
import { conversationId, rating } from '@larder/contracts/conversation'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { Refusal } from '../../http/refusal.ts'
import type { StoreCopies } from '../../kiosks/store-copies.ts'
import type { Conversations } from '../conversations.ts'
import { type Chat, chatTurnOf } from './chat.ts'
import type { ChatKeys } from './chat-keys.ts'

export interface ChatServices {
  chat: Chat
  chatKeys: ChatKeys
  conversations: Conversations
  copies: StoreCopies
}

const maxStreams = 300
const maxStreamsEach = 4
const beatMs = 15_000
const maxWaitingBytes = 500_000

/** The web chat; each route but the first by the conversation's secret. */
export function chatRoutes(api: App, { chat, chatKeys, conversations, copies }: ChatServices): void {
  const tags = ['chat']
  const limited = (max: number) => ({ access: 'public', rateLimit: { max, timeWindow: '1 minute' } }) as const
  const params = z.object({ id: conversationId })
  const streams = new Map<string, number>()

  const admitted = async (request: FastifyRequest<{ Params: { id: string } }>): Promise<string> => {
    const [, secret] = /^Bearer ([\w-]{20,100})$/i.exec(request.headers.authorization ?? '') ?? []
    await chatKeys.require(request.params.id, secret)
    return request.params.id
  }

  api.post(
    '/public/chat',
    { config: limited(20), bodyLimit: 4000, schema: { tags, body: chatOpenInput, response: { 201: chatOpened } } },
    async (request, reply) => reply.code(201).send(await chat.open(request.body, request.ip)),
  )
  api.get(
    '/public/chat/:id',
    { config: limited(120), schema: { tags, params, response: { 200: chatView } } },
    async (request) => chat.view(await admitted(request as never)),
  )
  api.get(
    '/public/chat/:id/plan',
    { config: limited(60), schema: { tags, params, response: { 200: chatPlan } } },
    async (request) => {
      const { site } = await conversations.summary(await admitted(request as never))
      return { plan: (await copies.withoutOrders(site)).store?.plan ?? null }
    },
  )
  api.post(
    '/public/chat/:id/messages',
    {
      config: limited(40),
      bodyLimit: 16_000,
      schema: {
        tags,
        params,
        headers: z.object({ 'idempotency-key': z.string().min(8).max(100) }),
        body: chatMessageInput,
        response: { 200: chatAnswer },
      },
    },
    async (request) => {
      const id = await admitted(request as never)
      return chat.send(id, request.headers['idempotency-key'], request.body, request.ip)
    },
  )
  api.post(
    '/public/chat/:id/rating',
    { config: limited(20), bodyLimit: 4000, schema: { tags, params, body: rating, response: { 200: chatView } } },
    async (request) => {
      const id = await admitted(request as never)
      await chat.rate(id, request.body)
      return chat.view(id)
    },
  )
  api.get('/public/chat/:id/events', { config: limited(60), schema: { tags, params } }, async (request, reply) => {
    const id = await admitted(request as never)
    const own = streams.get(id) ?? 0
    const all = [...streams.values()].reduce((sum, count) => sum + count, 0)
    if (own >= maxStreamsEach || all >= maxStreams)
      throw new Refusal(503, 'busy', 'close another page of this chat first')
    const response = reply.raw
    reply.hijack()
    // Whoever hung up before the secret was looked up never closes again.
    if (response.destroyed || request.raw.socket.destroyed) return
    streams.set(id, own + 1)
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const write = (text: string): void => {
      response.write(text)
      if (response.writableLength > maxWaitingBytes) response.destroy()
    }
    const send = <K extends keyof ChatEvents>(name: K, data: ChatEvents[K]) =>
      write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    write('retry: 2000\n\n')
    const beat = setInterval(() => write(':\n\n'), beatMs).unref()
    const unwatch = conversations.watch(({ conversation, turn, summary: { mode, agent } }) => {
      if (conversation !== id) return
      if (turn !== null) send('turn', chatTurnOf(turn))
      send('state', { mode, agent })
    })
    response.on('close', () => {
      clearInterval(beat)
      unwatch()
      const left = (streams.get(id) ?? 1) - 1
      if (left > 0) streams.set(id, left)
      else streams.delete(id)
    })
  })
}
