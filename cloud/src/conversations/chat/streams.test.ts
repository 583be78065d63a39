import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { chatPlan } from '@larder/contracts/chat'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../../cloud-under-test.ts'
import { close, httpServer, listen } from '../../http/listen.ts'

let cloud: CloudUnderTest
let server: ReturnType<typeof httpServer>
let base: string

beforeAll(async () => {
  cloud = await startCloud()
  server = httpServer(cloud.app.routing)
  await listen(server, '127.0.0.1', 0, 'cloud.httpPort')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  cloud.services.inbox.closeAll()
  await close(server)
  await cloud.stop()
})

/** What a stream has said so far, and how to hang up. */
async function hear(path: string, headers: Record<string, string>) {
  const ending = new AbortController()
  const response = await fetch(`${base}${path}`, { headers, signal: ending.signal })
  const heard = { text: '' }
  const read = async () => {
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) heard.text += piece
  }
  read().catch(() => undefined)
  return { response, heard, hangUp: () => ending.abort() }
}

const begun = async (channel: 'kiosk' | 'web') => {
  const id = randomUUID()
  const kiosk = channel === 'kiosk' ? 'entrance' : null
  await cloud.services.conversations.start({
    id,
    channel,
    site: 'shop-1',
    kiosk,
    language: 'en',
    atMs: cloud.clock.nowMs,
  })
  return id
}

test('a chat’s stream tells what a person says there and nowhere else, to who has its secret', async () => {
  const { conversations, chatKeys } = cloud.services
  const [mine, other] = [await begun('web'), await begun('web')]
  const secret = await chatKeys.newSecret(mine)
  expect((await fetch(`${base}/api/public/chat/${mine}/events`)).status).toBe(404)
  expect((await fetch(`${base}/api/public/chat/${mine}/plan`)).status).toBe(404)
  const floor = await fetch(`${base}/api/public/chat/${mine}/plan`, { headers: { authorization: `Bearer ${secret}` } })
  expect(chatPlan.safeParse(await floor.json()).success).toBe(true)
  const stream = await hear(`/api/public/chat/${mine}/events`, { authorization: `Bearer ${secret}` })
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream')
  for (const id of [other, mine]) {
    await conversations.join(id, 'ann')
    await conversations.say(id, 'ann', `hello ${id}`, 'en')
  }
  await expect.poll(() => stream.heard.text).toContain(`hello ${mine}`)
  expect(stream.heard.text).not.toContain(other)
  expect(stream.heard.text).toContain('event: state\ndata: {"mode":"agent","agent":"ann"}')
  stream.hangUp()
})

test('a kiosk hears its own conversations over HTTP, and what it missed when it comes back', async () => {
  const { conversations, kiosks } = cloud.services
  const authorization = `Bearer ${await kiosks.add('entrance', 'shop-1', 'administrator')}`
  const id = await begun('kiosk')
  expect((await fetch(`${base}/api/kiosk/inbox`)).status).toBe(401)
  const first = await hear('/api/kiosk/inbox', { authorization })
  await expect.poll(() => first.heard.text).toContain('id: ')
  await conversations.join(id, 'ann')
  await expect.poll(() => first.heard.text).toContain('agent-joined')
  first.hangUp()
  await conversations.say(id, 'ann', 'are you there?', 'en')
  const seen =
    first.heard.text
      .match(/id: (\d+)/g)
      ?.at(-1)
      ?.slice(4) ?? ''
  const back = await hear('/api/kiosk/inbox', { authorization, 'last-event-id': seen })
  await expect.poll(() => back.heard.text).toContain('are you there?')
  expect(back.heard.text).not.toContain('agent-joined')
  back.hangUp()
})
