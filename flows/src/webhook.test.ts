import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { postWebhook } from './webhook.ts'

let server: Server | undefined
const never = new AbortController().signal

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function serve(answer: RequestListener): Promise<string> {
  const started = createServer(answer)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/hook`
}

test('the JSON arrives', async () => {
  const received: unknown[] = []
  const url = await serve(async (request, response) => {
    received.push(request.method, request.headers['content-type'], Buffer.concat(await request.toArray()).toString())
    response.writeHead(202).end()
  })
  await postWebhook(url, { text: '温度过高' }, never)
  expect(received).toEqual(['POST', 'application/json', '{"text":"温度过高"}'])
})

test.each([500, 404, 302])('an answer of %i is a failure', async (status) => {
  const url = await serve((_request, response) => response.writeHead(status, { location: '/elsewhere' }).end())
  await expect(postWebhook(url, {}, never)).rejects.toThrow(`the receiver answered ${status}`)
})

test('a receiver that accepts and never answers times out', async () => {
  const url = await serve(() => {})
  await expect(postWebhook(url, {}, never, 50)).rejects.toThrow('no answer within 50 ms')
})

test('who stops waits for no receiver', async () => {
  const url = await serve(() => giveUp.abort())
  const giveUp = new AbortController()
  await expect(postWebhook(url, {}, giveUp.signal)).rejects.toThrow('given up')
})

test('a receiver that closes the door, or is not there, is a failure', async () => {
  const url = await serve((request) => request.socket.destroy())
  await expect(postWebhook(url, {}, never)).rejects.toThrow()
  server?.close()
  await expect(postWebhook(url, {}, never)).rejects.toThrow()
})
