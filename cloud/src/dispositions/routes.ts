import { dispositionInput } from '@larder/contracts/disposition'
import { correctiveActionsInput, haccpInput, reviewInput } from '@larder/contracts/haccp'
import { recordId } from '@larder/contracts/product'
import { z } from 'zod'
import type { Alerts } from '../alerts/alerts.ts'
import type { Database } from '../database/open.ts'
import type { EventHub } from '../events/hub.ts'
import type { App } from '../http/app.ts'
import { requireRole, signedIn } from '../http/guard.ts'
import type { Reports } from '../reports/reports.ts'
import type { CorrectiveActionLists } from './corrective-actions.ts'
import type { Dispositions } from './dispositions.ts'
import { haccpCsv } from './haccp-csv.ts'
import type { HaccpLog } from './haccp-log.ts'
import { lotsAt } from './lots-at-alert.ts'
import type { Signatures } from './signature.ts'

const maxEntries = 20_000
const dispositionQuery = z.object({ lot: recordId.optional(), alert: z.string().min(1).max(200).optional() })
const atMs = z.coerce.number().int().nonnegative()
const haccpQuery = z.object({
  fromMs: atMs.default(0),
  untilMs: atMs.default(Number.MAX_SAFE_INTEGER),
  open: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(maxEntries).default(200),
})
const entryParams = z.object({ id: z.uuid() })
const alertParams = z.object({ id: z.string().min(1).max(200) })

export interface DispositionServices {
  dispositions: Dispositions
  haccp: HaccpLog
  correctiveActions: CorrectiveActionLists
  signatures: Signatures
  alerts: Alerts
  database: Database
  reports: Reports
  hub: EventHub
}

export function dispositionRoutes(api: App, services: DispositionServices): void {
  const { dispositions, signatures, alerts, database, reports, hub } = services
  const tags = ['dispositions']
  api.get('/dispositions', { schema: { tags, querystring: dispositionQuery } }, (request) =>
    dispositions.list(request.query),
  )
  api.get('/alerts/:id/lots', { schema: { tags, params: alertParams } }, async (request) =>
    lotsAt(database, (await alerts.get(request.params.id)).situation),
  )
  // Whoever sees that something is wrong may stop it; letting it go, or throwing it away, is the manager's.
  api.post('/dispositions', { schema: { tags, body: dispositionInput } }, async (request, reply) => {
    const { password, alert = null, ...input } = request.body
    if (input.decision !== 'hold') requireRole(request, 'manager')
    const by = await signatures.sign(signedIn(request).name, password)
    if (alert !== null) await alerts.get(alert)
    const disposition = await dispositions.decide({ ...input, alert, by })
    reports.forget()
    hub.publish('disposition', disposition)
    return reply.code(201).send(disposition)
  })
  haccpRoutes(api, services)
}

function haccpRoutes(api: App, { haccp, correctiveActions, signatures }: DispositionServices): void {
  const tags = ['haccp']
  const manager = { access: 'manager' } as const
  api.get('/haccp', { schema: { tags, querystring: haccpQuery } }, (request) => haccp.list(request.query))
  api.get('/haccp.csv', { schema: { tags, querystring: haccpQuery } }, async (request, reply) => {
    const entries = await haccp.list({ ...request.query, limit: maxEntries })
    const name = 'attachment; filename="haccp-log.csv"'
    return reply.type('text/csv; charset=utf-8').header('content-disposition', name).send(haccpCsv(entries))
  })
  api.post('/haccp', { schema: { tags, body: haccpInput } }, async (request, reply) => {
    const { password, observedAt, asset = null, lot = null, ...input } = request.body
    const by = await signatures.sign(signedIn(request).name, password)
    return reply.code(201).send(await haccp.add({ ...input, observedAtMs: observedAt, asset, lot, alert: null, by }))
  })
  const review = { config: manager, schema: { tags, params: entryParams, body: reviewInput } }
  api.post('/haccp/:id/review', review, async (request) => {
    const by = await signatures.sign(signedIn(request).name, request.body.password)
    return haccp.review(request.params.id, by)
  })
  api.get('/corrective-actions', { schema: { tags } }, () => correctiveActions.all())
  const replace = { config: manager, schema: { tags, body: correctiveActionsInput } }
  api.post('/corrective-actions', replace, async (request) => {
    await correctiveActions.replace(request.body, signedIn(request).name)
    return correctiveActions.all()
  })
}
