import { instant } from '@larder/contracts/instant'
import { recordId } from '@larder/contracts/product'
import { riskPolicy } from '@larder/contracts/risk'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import type { Links } from '../reports/links.ts'
import { byToken, opened } from '../reports/opened.ts'
import type { Risk } from './risk.ts'

const why = z.string().trim().min(3).max(500)
const listQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) })
const subject = z.object({ kind: z.enum(['order', 'consignment']), id: recordId })
const messageId = z.object({ id: z.uuid() })
const weather = z
  .array(
    z.strictObject({
      store: z.string().min(1).max(48),
      at: instant,
      outsideCelsius: z.number().min(-60).max(60),
      rainMm: z.number().min(0).max(500),
    }),
  )
  .min(1)
  .max(1000)

export function riskRoutes(api: App, { risk, links }: { risk: Risk; links: Links }): void {
  const tags = ['risk']
  const manager = { access: 'manager' } as const

  api.get('/risk', { schema: { tags, querystring: listQuery } }, (request) => risk.view(request.query.limit))
  api.post(
    '/risk/policy',
    { config: manager, schema: { tags, body: z.strictObject({ policy: riskPolicy, why }) } },
    async (request) => {
      await risk.changePolicy(request.body.policy, signedIn(request).name, request.body.why)
      return request.body.policy
    },
  )
  api.post(
    '/risk/:kind/:id/handle',
    { schema: { tags, params: subject, body: z.strictObject({ note: why }) } },
    (request) => risk.handle(request.params.kind, request.params.id, signedIn(request).name, request.body.note),
  )
  for (const [verb, to] of [
    ['release', 'ready'],
    ['withdraw', 'withdrawn'],
  ] as const) {
    api.post(
      `/risk/messages/:id/${verb}`,
      { config: manager, schema: { tags, params: messageId, body: z.strictObject({ why }) } },
      (request) => risk.messages.decide(request.params.id, to, signedIn(request).name, request.body.why),
    )
  }
  api.post('/risk/weather', { schema: { tags, body: weather } }, async (request) => {
    await risk.keepWeather(request.body.map(({ at, ...rest }) => ({ ...rest, atMs: at })))
    return { kept: request.body.length }
  })

  const open = { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } } as const
  api.get('/public/reports/:token/messages', { config: open, schema: { tags, params: byToken } }, async (request) => {
    const { subject: about } = await opened(links, request.params.token)
    return about.kind === 'order' ? risk.messages.show(about.id) : []
  })
}
