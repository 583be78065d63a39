import {
  compensation,
  compensationInput,
  compensationState,
  decisionInput,
  dryRun,
  dryRunInput,
  paymentInput,
  policyInput,
  policyVersion,
  type RefusalReason,
  redeemInput,
} from '@larder/contracts/compensation'
import { recordId } from '@larder/contracts/product'
import { z } from 'zod'
import type { Database } from '../database/open.ts'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import { Refusal } from '../http/refusal.ts'
import type { Compensations } from './compensations.ts'
import { dryRunOf } from './dry-run.ts'
import { pastClaims } from './past-claims.ts'
import { type Policies, refuseFaulty } from './policies.ts'

const params = z.object({ id: z.string().min(1).max(40) })
const listQuery = z.object({
  state: z.enum([...compensationState.options, 'all']).default('all'),
  order: recordId.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})
const historyQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) })

export interface CompensationServices {
  compensations: Compensations
  policies: Policies
  database: Database
  now(): number
}

export function compensationRoutes(api: App, { compensations, policies, database, now }: CompensationServices): void {
  const tags = ['compensation']
  const one = { tags, params, response: { 200: compensation } }

  api.get(
    '/compensations',
    { schema: { tags, querystring: listQuery, response: { 200: z.array(compensation) } } },
    (request) => compensations.list(request.query),
  )
  api.get('/compensations/:id', { schema: one }, (request) => compensations.get(request.params.id))
  api.post(
    '/compensations',
    { schema: { tags, body: compensationInput, response: { 200: compensation, 201: compensation } } },
    async (request, reply) => {
      const proposal = await compensations.propose(request.body, signedIn(request).name)
      if (proposal.outcome === 'refused') throw new Refusal(422, proposal.reason, words[proposal.reason])
      return reply.code(proposal.outcome === 'proposed' ? 201 : 200).send(proposal.compensation)
    },
  )
  api.post('/compensations/:id/approve', { schema: { ...one, body: decisionInput } }, (request) =>
    compensations.approve(request.params.id, signedIn(request), request.body.reason),
  )
  api.post('/compensations/:id/refuse', { schema: { ...one, body: decisionInput } }, (request) =>
    compensations.refuse(request.params.id, signedIn(request), request.body.reason),
  )
  const manager = { access: 'manager' } as const
  api.post('/compensations/:id/void', { config: manager, schema: { ...one, body: decisionInput } }, (request) =>
    compensations.void(request.params.id, signedIn(request), request.body.reason),
  )
  api.post('/compensations/:id/pay', { schema: { ...one, body: paymentInput } }, (request) =>
    compensations.pay(request.params.id, signedIn(request), request.body.payment),
  )
  api.post(
    '/coupons/redeem',
    {
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: { tags, body: redeemInput, response: { 200: compensation } },
    },
    (request) => compensations.redeem(request.body.code, request.body.spendFen, signedIn(request).name),
  )

  api.get('/compensation-policy', { schema: { tags, response: { 200: policyVersion } } }, () => policies.current())
  api.get(
    '/compensation-policy/history',
    { schema: { tags, querystring: historyQuery, response: { 200: z.array(policyVersion) } } },
    (request) => policies.history(request.query.limit),
  )
  api.post(
    '/compensation-policy',
    { config: manager, schema: { tags, body: policyInput, response: { 201: policyVersion } } },
    async (request, reply) => {
      const { basedOn, policy, why } = request.body
      return reply.code(201).send(await policies.replace(basedOn, policy, signedIn(request).name, why))
    },
  )
  api.post(
    '/compensation-policy/dry-run',
    { config: manager, schema: { tags, body: dryRunInput, response: { 200: dryRun } } },
    async (request) => {
      const { policy, days } = request.body
      refuseFaulty(policy)
      const { claims, orders, tickets, truncated } = await pastClaims(database, days, now())
      const { policy: inForce } = await policies.current()
      const [draft, current] = [dryRunOf(policy, claims), dryRunOf(inForce, claims)]
      return { days, orders, tickets, claims: claims.length, truncated, draft, current }
    },
  )
}

const words: Record<RefusalReason, string> = {
  'no-promised-time': 'the order has no promised time, so nobody can say how late it was',
  'not-delivered': 'the order is not delivered yet: how late it is will be known then',
  'not-measured': 'magnitude: say how much, in the measure of the cause',
  'below-threshold': 'the policy pays nothing for so little',
  'paid-amount-unknown': 'paidFen: say what was paid for the goods; the refund is a share of it',
  'already-compensated': 'this cause is compensated on this order already',
  'goods-compensated': 'these goods are compensated already under another name',
  'customer-day-cap': 'the customer has reached the cap of a day',
  'customer-month-cap': 'the customer has reached the cap of a month',
  'day-cap': 'all customers together have reached the cap of a day',
  'month-cap': 'all customers together have reached the cap of a month',
}
