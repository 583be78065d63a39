import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EngineUnavailable } from '../faces/face-engine.ts'
import { PictureRefused } from '../faces/picture-refused.ts'
import { PictureDoor } from './picture-door.ts'
import { NotRecognising } from './recognition.ts'

const id = '0b6f7f0e-66a4-4a5c-8f58-7e0c6c1f3a11'
let server: Server
let base: string
let fault: Error | null
let known: [string, string][]

beforeEach(async () => {
  ;[fault, known] = [null, []]
  const door = new PictureDoor({
    recognition: {
      look: async (_id, jpeg) => {
        if (fault !== null) throw fault
        return jpeg.length > 1 ? { state: 'known', member: 'C-10021' } : { state: 'looking', framesLeft: 4 }
      },
      takeShot: async () => ({ shots: 1, faults: ['blurred'] }),
    },
    configuredHost: '127.0.0.1',
    onKnown: (look, member) => known.push([look, member]),
  })
  server = createServer((request, response) => {
    if (!door.takes(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => new Promise((resolve) => server.close(resolve)))

async function send(path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const answer = await fetch(`${base}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'image/jpeg', ...headers },
  })
  return { status: answer.status, text: await answer.text() }
}

test('a frame is looked at, and who it shows is told to the screen alone, never in the answer', async () => {
  expect(await send(`/recognition/looks/${id}`, Uint8Array.of(1))).toEqual({
    status: 200,
    text: '{"state":"looking","framesLeft":4}',
  })
  expect(await send(`/recognition/looks/${id}`, Uint8Array.of(1, 2))).toEqual({
    status: 200,
    text: '{"state":"known"}',
  })
  expect(known).toEqual([[id, 'C-10021']])
})

test('a shot tells its faults', async () => {
  expect((await send(`/recognition/enrolments/${id}`, Uint8Array.of(1))).text).toBe('{"shots":1,"faults":["blurred"]}')
})

test('other sites, other types, other addresses and floods of bytes are refused', async () => {
  const path = `/recognition/looks/${id}`
  expect((await send(path, Uint8Array.of(1), { origin: 'https://elsewhere.example' })).status).toBe(403)
  expect((await send(path, Uint8Array.of(1), { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await send('/recognition/looks/1', Uint8Array.of(1))).status).toBe(404)
  expect((await fetch(`${base}${path}`)).status).toBe(405)
  const large = await send(path, new Uint8Array(3 * 1024 * 1024 + 1)).catch(() => ({ status: 413 }))
  expect(large.status).toBe(413)
})

test('what goes wrong is told by kind, and an unknown error is not passed on', async () => {
  const path = `/recognition/looks/${id}`
  const tried = async (error: Error) => {
    fault = error
    return send(path, Uint8Array.of(1))
  }
  expect((await tried(new PictureRefused('this is no picture'))).status).toBe(422)
  expect((await tried(new EngineUnavailable('busy'))).status).toBe(503)
  expect((await tried(new NotRecognising('gone', 'ended'))).status).toBe(404)
  expect((await tried(new NotRecognising('off', 'off'))).status).toBe(409)
  const unknown = await tried(new Error('0.1234 0.5678'))
  expect(unknown.status).toBe(500)
  expect(unknown.text).not.toContain('0.12')
})
