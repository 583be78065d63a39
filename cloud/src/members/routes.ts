import { memberInput } from '@larder/contracts/member'
import { recordId } from '@larder/contracts/product'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import type { Members } from './members.ts'

const saved = z.object({ saved: z.number().int() })
const params = z.object({ customer: recordId })
const removal = z.object({ why: z.string().trim().min(3).max(500).default('asked for') })

export function memberRoutes(api: App, { members }: { members: Members }): void {
  const tags = ['members']
  const config = { access: 'manager' } as const
  const body = z.array(memberInput).min(1).max(1000)

  api.post('/members', { config, schema: { tags, body, response: { 200: saved } } }, async (request) => ({
    saved: await members.save(request.body, signedIn(request).name),
  }))
  api.delete(
    '/members/:customer',
    { config, schema: { tags, params, querystring: removal } },
    async (request, reply) => {
      await members.remove(request.params.customer, signedIn(request).name, request.query.why)
      return reply.code(204).send()
    },
  )
}
