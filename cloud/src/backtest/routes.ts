import { type Backtest, backtestInput } from '@larder/contracts/backtest'
import { assetId, siteId } from '@larder/contracts/identifier'
import { backtest } from '@larder/edge/backtest/backtest'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { Refusal } from '../http/refusal.ts'
import type { Defrosts } from './defrosts.ts'
import { type PastSources, pastProbes } from './past-probes.ts'

const dayMs = 86_400_000

interface BacktestServices extends PastSources {
  defrosts: Defrosts
  now(): number
}

export function backtestRoutes(api: App, services: BacktestServices): void {
  const { defrosts, sites, now } = services
  const params = z.object({ site: siteId, asset: assetId })
  api.get('/assets/:site/:asset/defrosts', { schema: { tags: ['telemetry'], params } }, ({ params: { site, asset } }) =>
    defrosts.of(site, asset),
  )
  const config = { access: 'manager' } as const
  const schema = { tags: ['rules'], body: backtestInput }
  api.post('/backtest', { config, schema }, async ({ body }): Promise<Backtest> => {
    const { site, asset, profile, days } = body
    const { air, beside } = await pastProbes(services, { site, asset, fromMs: now() - days * dayMs, untilMs: now() })
    const [first, ...others] = air
    if (first === undefined) {
      const message = 'no probe of this asset hangs in its air'
      throw new Refusal(422, 'no-air-probe', message, { fields: [{ field: 'asset', message }] })
    }
    const kind = sites.asset(site, asset)?.kind ?? 'cabinet'
    return backtest(first.samples, { name: 'draft', profile, kind }, [...others, ...beside])
  })
}
