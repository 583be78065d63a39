import type { SitesView } from '@larder/contracts/console'
import { edgeStatusMessage } from '@larder/contracts/edge-status'
import { assetId, siteId } from '@larder/contracts/identifier'
import { position } from '@larder/contracts/position'
import { profile } from '@larder/contracts/profile'
import type { ProfileSet } from '@larder/contracts/profiles'
import { quarantineMessage } from '@larder/contracts/quarantine'
import { reading } from '@larder/contracts/reading'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import { z } from 'zod'
import type { Alerts } from '../alerts/alerts.ts'
import type { App } from '../http/app.ts'
import type { Records } from '../records/records.ts'
import type { Sites } from '../sites/sites.ts'
import { answering } from './answering.ts'
import { deviceViews } from './devices.ts'
import { assetHistory } from './history.ts'
import type { Live } from './live.ts'
import type { States } from './states.ts'

const dayMs = 86_400_000
const historyQuery = z
  .object({
    fromMs: z.coerce.number().int().nonnegative(),
    untilMs: z.coerce.number().int().nonnegative(),
    points: z.coerce.number().int().min(10).max(5000).default(600),
  })
  .refine(({ fromMs, untilMs }) => fromMs < untilMs && untilMs - fromMs <= 400 * dayMs, {
    path: ['untilMs'],
    message: 'must be after fromMs, by 400 days at most',
  })

export interface TelemetryServices {
  sites: Sites
  store: TelemetryStore
  live: Live
  states: States
  alerts: Alerts
  records: Records
  profiles: { readonly all: ProfileSet }
  tileUrl: string | undefined
  tileAttribution: string | undefined
  escalateAfterMinutes: SitesView['escalateAfterMinutes']
}

export function telemetryRoutes(api: App, services: TelemetryServices): void {
  const { sites, store, live, states, alerts, records, tileUrl, tileAttribution, escalateAfterMinutes } = services
  const tags = ['telemetry']

  api.get('/sites', { schema: { tags } }, async (): Promise<SitesView> => {
    const { readings, positions } = await live.latest(undefined)
    const heard = new Map([...readings, ...positions].map(({ site, asset }) => [`${site}/${asset}`, { site, asset }]))
    const unconfigured = [...heard.values()].filter(({ site, asset }) => sites.asset(site, asset) === undefined)
    const tiles = { tileUrl: tileUrl ?? null, tileAttribution: tileAttribution ?? null }
    return { sites: [...sites.all], unconfigured, ...tiles, escalateAfterMinutes }
  })
  api.get(
    '/profiles',
    { schema: { tags, response: { 200: z.record(z.string(), profile) } } },
    () => services.profiles.all,
  )

  const latestSchema = {
    tags,
    querystring: z.object({ site: siteId.optional() }),
    response: { 200: z.object({ readings: z.array(reading), positions: z.array(position) }) },
  }
  api.get('/latest', { schema: latestSchema }, (request) => live.latest(request.query.site))

  api.get('/devices', { schema: { tags } }, async () => {
    const { readings, positions } = await live.latest(undefined)
    const latest = [...readings, ...positions]
    const calibrations = await records.calibrations()
    return deviceViews({ sites: sites.all, states: await states.devices(), latest, calibrations })
  })

  const edges = z.array(z.object({ site: siteId, status: edgeStatusMessage }))
  api.get('/edges', { schema: { tags, response: { 200: edges } } }, () => states.edges())

  const quarantineSchema = {
    tags,
    querystring: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
    response: { 200: z.array(quarantineMessage) },
  }
  api.get('/quarantine', { schema: quarantineSchema }, (request) => states.quarantined(request.query.limit))

  const params = z.object({ site: siteId, asset: assetId })
  api.get('/assets/:site/:asset/history', { schema: { tags, params, querystring: historyQuery } }, (request) =>
    assetHistory(
      { sites, store: answering(store), live, alerts, profiles: services.profiles.all },
      { ...request.params, ...request.query },
    ),
  )
}
