import type { CalibrationDue } from '@larder/contracts/calibration-due'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import type { Records } from '../records/records.ts'
import type { Sites } from '../sites/sites.ts'
import { calibrationsDue } from './due.ts'

const dayMs = 86_400_000
const querystring = z.object({ withinDays: z.coerce.number().int().min(0).max(3650).default(30) })

export interface CalibrationServices {
  records: Records
  sites: Sites
  now(): number
}

export function calibrationRoutes(api: App, { records, sites, now }: CalibrationServices): void {
  const schema = { tags: ['calibrations'], querystring }
  api.get(
    '/calibrations-due',
    { schema },
    async (request): Promise<CalibrationDue[]> =>
      calibrationsDue(sites.all, await records.calibrations(), now(), request.query.withinDays * dayMs),
  )
}
