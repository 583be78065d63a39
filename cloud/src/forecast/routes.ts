import { assetForecast } from '@larder/contracts/forecast'
import { assetId, siteId } from '@larder/contracts/identifier'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import type { Forecasts } from './forecasts.ts'

export function forecastRoutes(api: App, { forecasts }: { forecasts: Forecasts }): void {
  const params = z.object({ site: siteId, asset: assetId })
  const schema = { tags: ['telemetry'], params, response: { 200: assetForecast } }
  api.get('/assets/:site/:asset/forecast', { schema }, ({ params: { site, asset } }) => forecasts.of(site, asset))
}
