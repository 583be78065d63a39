import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startCloud } from '../../cloud-under-test.ts'
import { close, httpServer, listen } from '../../http/listen.ts'

test('who hangs up while the secret is looked up takes no stream away from others', async () => {
  const cloud = await startCloud()
  const server = httpServer(cloud.app.routing)
  await listen(server, '127.0.0.1', 0, 'cloud.httpPort')
  onTestFinished(async () => {
    await close(server)
    await cloud.stop()
  })
  const { port } = server.address() as AddressInfo
  const id = '30c30546-ba09-46f0-9ec8-e668e689fd42'
  const { conversations, chatKeys } = cloud.services
  await conversations.start({ id, channel: 'web', site: 'shop-1', kiosk: null, language: 'en', atMs: 1 })
  const secret = await chatKeys.newSecret(id)
  const { promise, resolve } = Promise.withResolvers<void>()
  const looked = vi.spyOn(chatKeys, 'require').mockReturnValue(promise)
  for (let stream = 0; stream < 5; stream++) {
    const socket = connect(port, '127.0.0.1')
    socket.write(`GET /api/public/chat/${id}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${secret}\r\n\r\n`)
    await expect.poll(() => looked.mock.calls.length).toBe(stream + 1)
    socket.destroy()
    await once(socket, 'close')
  }
  await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0)
  resolve()
  const headers = { authorization: `Bearer ${secret}` }
  const stream = await fetch(`http://127.0.0.1:${port}/api/public/chat/${id}/events`, { headers })
  expect(stream.status).toBe(200)
  await stream.body?.cancel()
})
