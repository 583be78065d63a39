import { acknowledgeInput, alert, assignInput, commentInput, resolveInput } from '@larder/contracts/alert'
import { assetId, siteId } from '@larder/contracts/identifier'
import { z } from 'zod'
import type { Accounts } from '../accounts/accounts.ts'
import { alertEntry } from '../dispositions/alert-entry.ts'
import type { HaccpLog } from '../dispositions/haccp-log.ts'
import type { Signatures } from '../dispositions/signature.ts'
import type { EventHub } from '../events/hub.ts'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import { Refusal } from '../http/refusal.ts'
import type { Outbox } from '../mqtt/outbox.ts'
import type { Alerts } from './alerts.ts'

const listQuery = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  site: siteId.optional(),
  asset: assetId.optional(),
})
const params = z.object({ id: z.string().min(1).max(200) })

export interface AlertServices {
  alerts: Alerts
  accounts: Accounts
  outbox: Outbox
  hub: EventHub
  haccp: HaccpLog
  signatures: Signatures
  now(): number
  log(line: string): void
}

export function alertRoutes(api: App, services: AlertServices): void {
  const { alerts, accounts, outbox, hub, haccp, signatures, now, log } = services
  const tags = ['alerts']
  const one = { tags, params, response: { 200: alert } }

  api.get('/alerts', { schema: { tags, querystring: listQuery, response: { 200: z.array(alert) } } }, (request) =>
    alerts.list(request.query),
  )
  api.get('/alerts/:id', { schema: one }, (request) => alerts.get(request.params.id))

  api.post('/alerts/:id/acknowledge', { schema: { ...one, body: acknowledgeInput } }, async (request) =>
    announce(await alerts.acknowledge(request.params.id, signedIn(request).name, request.body.reason)),
  )
  api.post('/alerts/:id/assign', { schema: { ...one, body: assignInput } }, async (request) => {
    const { to } = request.body
    if (!(await accounts.isActive(to))) {
      const fields = [{ field: 'to', message: `no active account is called ${to}` }]
      throw new Refusal(422, 'unknown-account', `to: no active account is called ${to}`, { fields })
    }
    return announce(await alerts.assign(request.params.id, signedIn(request).name, to))
  })
  api.post('/alerts/:id/comment', { schema: { ...one, body: commentInput } }, async (request) =>
    announce(await alerts.comment(request.params.id, signedIn(request).name, request.body.text)),
  )
  api.post('/alerts/:id/resolve', { schema: { ...one, body: resolveInput } }, async (request) => {
    const { reason, correctiveAction: taken } = request.body
    const by = signedIn(request).name
    if (taken === undefined) return announce(await alerts.resolve(request.params.id, by, reason))
    await signatures.sign(by, taken.password)
    const { action, lot } = taken
    const resolved = await alerts.resolve(request.params.id, by, reason, (transaction, situation) =>
      haccp.addWithin(transaction, alertEntry(situation, { action, lot, by, nowMs: now() })),
    )
    return announce(resolved)
  })

  function announce(changed: z.infer<typeof alert>): z.infer<typeof alert> {
    hub.publish('alert', changed)
    outbox.flush().catch((error: unknown) => log(`an acknowledgement waits for the broker: ${error}`))
    return changed
  }
}
