import { recordId } from '@larder/contracts/product'
import { drillCounts, drillInput } from '@larder/contracts/recall'
import { type LotStanding, liftInput, type Recall, recallInput } from '@larder/contracts/standing'
import { z } from 'zod'
import type { Signatures } from '../dispositions/signature.ts'
import type { EventHub } from '../events/hub.ts'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import { notFound } from '../http/refusal.ts'
import type { Records } from '../records/records.ts'
import type { Reports } from '../reports/reports.ts'
import { affectedCsv } from './affected-csv.ts'
import type { Drills } from './drills.ts'
import type { Recalls } from './recalls.ts'
import type { Standings } from './standings.ts'

const params = z.object({ id: z.uuid() })
const lotParams = z.object({ id: recordId })
const listQuery = z.object({ state: z.enum(['active', 'all']).default('active') })
const lots = z
  .string()
  .max(20_000)
  .transform((text) => text.split(','))
const standingsQuery = z.object({ lots: lots.pipe(z.array(recordId).min(1).max(300)) })

export interface RecallServices {
  recalls: Recalls
  drills: Drills
  standings: Standings
  signatures: Signatures
  records: Records
  reports: Reports
  hub: EventHub
  now(): number
}

export function recallRoutes(api: App, services: RecallServices): void {
  const { recalls, drills, standings, signatures, records, now } = services
  const tags = ['recalls']
  const manager = { access: 'manager' } as const

  api.get('/lots/:id/standing', { schema: { tags, params: lotParams } }, async (request): Promise<LotStanding> => {
    const { id } = request.params
    const [standing] = await standings.of([id])
    if (standing === undefined || (await records.find('lots', id)) === undefined) throw notFound(`lot ${id}`)
    return standing
  })
  api.get('/standings', { schema: { tags, querystring: standingsQuery } }, (request) =>
    standings.of(request.query.lots),
  )
  api.get('/marked-goods', { schema: { tags } }, () => standings.markedGoods(now()))

  api.get('/recalls', { schema: { tags, querystring: listQuery } }, (request) => recalls.list(request.query.state))
  api.get('/recalls/:id', { schema: { tags, params } }, (request) => recalls.get(request.params.id))
  api.get('/recalls/:id/affected', { schema: { tags, params } }, async (request) =>
    recalls.affected(await recalls.get(request.params.id)),
  )
  api.get('/recalls/:id/affected.csv', { config: manager, schema: { tags, params } }, async (request, reply) => {
    const affected = await recalls.affected(await recalls.get(request.params.id))
    const name = `attachment; filename="recall-${affected.recall.lot}.csv"`
    return reply.type('text/csv; charset=utf-8').header('content-disposition', name).send(affectedCsv(affected))
  })
  api.post('/recalls', { config: manager, schema: { tags, body: recallInput } }, async (request, reply) => {
    const { password, ...input } = request.body
    const by = await signatures.sign(signedIn(request).name, password)
    return reply.code(201).send(announce(await recalls.mark({ ...input, by })))
  })
  api.post('/recalls/:id/lift', { config: manager, schema: { tags, params, body: liftInput } }, async (request) => {
    const by = await signatures.sign(signedIn(request).name, request.body.password)
    return announce(await recalls.lift(request.params.id, by, request.body.why))
  })

  api.get('/recall-drills', { schema: { tags } }, () => drills.list())
  api.get('/recall-drills/:id', { schema: { tags, params } }, (request) => drills.get(request.params.id))
  api.post('/recall-drills', { config: manager, schema: { tags, body: drillInput } }, async (request, reply) =>
    reply.code(201).send(await drills.start(request.body.lot, signedIn(request).name)),
  )
  const finish = { config: manager, schema: { tags, params, body: drillCounts } }
  api.post('/recall-drills/:id/finish', finish, (request) =>
    drills.finish(request.params.id, signedIn(request).name, request.body),
  )

  function announce(recall: Recall): Recall {
    services.reports.forget()
    services.hub.publish('recall', recall)
    return recall
  }
}
