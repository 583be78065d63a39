import { accountRoutes } from './accounts/routes.ts'
import { alertRoutes } from './alerts/routes.ts'
import { backtestRoutes } from './backtest/routes.ts'
import { careRoutes } from './care/routes.ts'
import { compensationRoutes } from './compensation/routes.ts'
import { agentRoutes } from './conversations/agent-routes.ts'
import { chatRoutes } from './conversations/chat/routes.ts'
import { digitalLinkRoutes, resolverRoutes } from './digital-link/routes.ts'
import { epcisRoutes } from './epcis/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { footfallRoutes } from './footfall/routes.ts'
import { forecastRoutes } from './forecast/routes.ts'
import { type App, createApp } from './http/app.ts'
import { guard } from './http/guard.ts'
import { servePages } from './http/pages.ts'
import { kioskRoutes } from './kiosks/routes.ts'
import { knowledgeRoutes } from './knowledge/routes.ts'
import { lifeRoutes } from './life/routes.ts'
import { memberKioskRoutes } from './members/kiosk-routes.ts'
import { memberRoutes } from './members/routes.ts'
import { profileRoutes } from './profiles/routes.ts'
import { qualityRoutes } from './quality.ts'
import { recognitionRoutes } from './recognition/routes.ts'
import { recordListRoutes } from './record-lists/routes.ts'
import { recordRoutes } from './records/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { versionRoutes } from './reports/version-routes.ts'
import { riskRoutes } from './risk/routes.ts'
import { serviceHealthRoutes } from './service-health/routes.ts'
import type { Services } from './services.ts'
import { telemetryRoutes } from './telemetry/routes.ts'

const version = '0.1.0'

/** All routes, ready to answer. */
export async function buildApi(services: Services): Promise<App> {
  const { tileUrl, publicUrl, sessions, hub, links, log } = services
  const app = await createApp({ tileUrl, log })
  app.decorateRequest('session', null)
  app.decorateRequest('kiosk', null)
  await app.register(
    async (scope) => {
      const api = scope as unknown as App
      api.addHook(
        'onRequest',
        guard(
          sessions,
          publicUrl === undefined ? undefined : new URL(publicUrl).origin,
          () => services.epcis.clients,
          services.kiosks,
        ),
      )
      api.addHook('onSend', async (_request, reply) => {
        if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
      })
      accountRoutes(api, services)
      alertRoutes(api, services)
      careRoutes(api, services)
      agentRoutes(api, services)
      compensationRoutes(api, services)
      await epcisRoutes(api, services)
      digitalLinkRoutes(api, services)
      recordListRoutes(api, services)
      backtestRoutes(api, services)
      eventRoutes(api, hub)
      telemetryRoutes(api, services)
      footfallRoutes(api, services)
      forecastRoutes(api, services)
      profileRoutes(api, services)
      riskRoutes(api, services)
      memberRoutes(api, services)
      memberKioskRoutes(api, services)
      recognitionRoutes(api, services)
      recordRoutes(api, services.records)
      qualityRoutes(api, services)
      knowledgeRoutes(api, services)
      lifeRoutes(api, services)
      serviceHealthRoutes(api, services)
      kioskRoutes(api, services)
      chatRoutes(api, services)
      reportRoutes(api, services)
      versionRoutes(api, services)
      const open = { access: 'public' } as const
      api.get('/health', { config: open, schema: { tags: ['system'] } }, () => ({ ok: true, version }))
      api.get('/openapi.json', { config: open, schema: { hide: true } }, () => app.swagger())
    },
    { prefix: '/api' },
  )
  resolverRoutes(app, services)
  await servePages(app, { linkExists: async (token) => (await links.open(token).catch(() => undefined)) !== undefined })
  await app.ready()
  return app
}
