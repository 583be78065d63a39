import { cameraName } from '@larder/contracts/camera'
import { footfallPlanInput, handCountInput, occupancyInput, stillInput } from '@larder/contracts/footfall-view'
import { siteId } from '@larder/contracts/identifier'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import { footfallCsv } from './footfall-csv.ts'
import type { FootfallServices } from './services.ts'

const mostDays = 400
const params = z.object({ site: siteId })
const span = z
  .object({ from: z.iso.date(), until: z.iso.date() })
  .refine(({ from, until }) => from <= until && Date.parse(until) - Date.parse(from) < mostDays * 86_400_000, {
    path: ['until'],
    message: `must not be before from, nor ${mostDays} days after it`,
  })

export function footfallRoutes(api: App, services: { footfall: FootfallServices }): void {
  const tags = ['footfall']
  const config = { access: 'manager' } as const
  const at = { config, schema: { tags, params } }

  api.get('/footfall/:site/today', at, (request) => services.footfall.live.today(request.params.site))
  const asked = { config, schema: { tags, params, querystring: span } }
  api.get('/footfall/:site/report', asked, (request) =>
    services.footfall.reports.of(request.params.site, request.query.from, request.query.until),
  )
  api.get('/footfall/:site/report.csv', asked, async (request, reply) => {
    const { from, until } = request.query
    const name = `attachment; filename="footfall-${request.params.site}-${from}-${until}.csv"`
    const text = footfallCsv(await services.footfall.reports.of(request.params.site, from, until))
    return reply.type('text/csv; charset=utf-8').header('content-disposition', name).send(text)
  })

  api.get('/footfall/:site/plan', at, (request) => services.footfall.plans.view(request.params.site))
  api.post('/footfall/:site/plan', { config, schema: { tags, params, body: footfallPlanInput } }, async (request) => {
    const { site } = request.params
    await services.footfall.plans.edit(site, { ...request.body, by: signedIn(request).name })
    return services.footfall.plans.view(site)
  })

  const correction = { config, schema: { tags, params, body: occupancyInput } }
  api.post('/footfall/:site/occupancy', correction, async (request, reply) => {
    await services.footfall.occupancy.correct(request.params.site, { ...request.body, by: signedIn(request).name })
    return reply.code(202).send({ inside: request.body.inside })
  })

  const cameraParams = z.object({ site: siteId, camera: cameraName })
  const still = { config, schema: { tags, params: cameraParams, body: stillInput } }
  api.post('/footfall/:site/cameras/:camera/still', still, (request) =>
    services.footfall.stills.ask(request.params, { ...request.body, by: signedIn(request).name }),
  )

  api.get('/footfall/:site/hand-counts', at, (request) => services.footfall.handCounts.list(request.params.site))
  const begin = { config, schema: { tags, params, body: z.strictObject({}) } }
  api.post('/footfall/:site/hand-counts', begin, async (request, reply) =>
    reply.code(201).send(await services.footfall.handCounts.start(request.params.site, signedIn(request).name)),
  )
  const countParams = z.object({ site: siteId, id: z.uuid() })
  const finish = { config, schema: { tags, params: countParams, body: handCountInput } }
  api.post('/footfall/:site/hand-counts/:id/finish', finish, (request) =>
    services.footfall.handCounts.finish(request.params.site, request.params.id, request.body),
  )
}
