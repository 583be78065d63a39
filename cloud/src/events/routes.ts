import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import { Refusal } from '../http/refusal.ts'
import type { EventHub, Listener } from './hub.ts'

/** The live stream. It belongs to its session: it ends with it. */
export function eventRoutes(api: App, hub: EventHub): void {
  api.get(
    '/events',
    { config: { rateLimit: { max: 60, timeWindow: '1 minute' } }, schema: { tags: ['events'] } },
    (request, reply) => {
      const { hash, name } = signedIn(request)
      if (hub.isFullFor(name)) throw new Refusal(503, 'busy', 'too many consoles are open: close some and try again')
      const response = reply.raw
      const listener: Listener = { sink: response, session: hash, account: name }
      const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
      response.on('close', () => hub.remove(listener))
      const seen = request.headers['last-event-id']
      reply.hijack()
      response.writeHead(200, headers)
      hub.add(listener, typeof seen === 'string' ? seen : undefined)
    },
  )
}
