import type { PublicSettings } from '@larder/contracts/console'
import { recordId } from '@larder/contracts/product'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import type { Links } from './links.ts'
import { byToken, opened } from './opened.ts'
import type { Reports } from './reports.ts'

const kind = z.enum(['lot', 'order'])
const subject = z.strictObject({ kind, id: recordId })
const link = z.object({ token: z.string(), url: z.url() })

export interface ReportServices {
  reports: Reports
  links: Links
  tileUrl: string | undefined
  tileAttribution: string | undefined
}

export function reportRoutes(api: App, { reports, links, tileUrl, tileAttribution }: ReportServices): void {
  const tags = ['reports']
  api.get('/reports/:kind/:id', { schema: { tags, params: z.object({ kind, id: recordId }) } }, (request) =>
    reports.get(request.params),
  )
  api.post('/links', { schema: { tags, body: subject, response: { 200: link } } }, async (request) => {
    // A link to nothing would be printed on packs before anyone finds out.
    await reports.get(request.body)
    return links.create(request.body)
  })

  publicRoutes(api, { reports, links, tileUrl, tileAttribution })
}

function publicRoutes(api: App, { reports, links, tileUrl, tileAttribution }: ReportServices): void {
  const tags = ['reports']
  const open = { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } } as const
  const settings: PublicSettings = { tileUrl: tileUrl ?? null, tileAttribution: tileAttribution ?? null }
  api.get('/public/settings', { config: open, schema: { tags } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(settings),
  )
  api.get('/public/reports/:token', { config: open, schema: { tags, params: byToken } }, async (request, reply) => {
    const { subject } = await opened(links, request.params.token)
    return reply.header('cache-control', 'private, no-cache').send(await reports.get(subject))
  })
  api.get(
    '/public/reports/:token/qr.svg',
    { config: open, schema: { tags, params: byToken } },
    async (request, reply) => {
      const { token } = request.params
      await opened(links, token)
      const { renderSVG } = await import('uqr')
      const picture = renderSVG(links.urlOf(token), { ecc: 'M', border: 4 })
      return reply.type('image/svg+xml').header('cache-control', 'private, max-age=86400').send(picture)
    },
  )
}
