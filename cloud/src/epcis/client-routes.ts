import { z } from 'zod'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import type { WithEpcis } from './services.ts'

const clientName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'use 2 to 40 of a-z, 0-9 and "-", starting with a letter or digit')
const clientInput = z.strictObject({ name: clientName, mayCapture: z.boolean().default(false) })

/** Tokens for other companies' systems. */
export function clientRoutes(api: App, services: WithEpcis): void {
  const tags = ['epcis']
  const config = { access: 'manager' } as const
  api.get('/epcis-clients', { config, schema: { tags } }, () => services.epcis.clients.list())
  api.post('/epcis-clients', { config, schema: { tags, body: clientInput } }, async (request, reply) => {
    const { name, mayCapture } = request.body
    return reply
      .code(201)
      .send({ name, mayCapture, token: await services.epcis.clients.add(name, mayCapture, signedIn(request).name) })
  })
  const params = z.object({ name: clientName })
  api.delete('/epcis-clients/:name', { config, schema: { tags, params } }, async (request, reply) => {
    await services.epcis.clients.remove(request.params.name, signedIn(request).name)
    return reply.code(204).send()
  })
}
