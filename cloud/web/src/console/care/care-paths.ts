import type { Compensation, DryRun, PolicyVersion } from '@larder/contracts/compensation'
import type { Ticket } from '@larder/contracts/ticket'
import type { Path } from '../../api.ts'

const segment = encodeURIComponent

export const carePaths = {
  tickets: (state: 'active' | 'ended'): Path<Ticket[]> => `/api/tickets?state=${state}`,
  ticket: (id: string): Path<Ticket> => `/api/tickets/${segment(id)}`,
  contacts: (id: string): Path<{ contacts: string[] }> => `/api/tickets/${segment(id)}/contacts`,
  ticketVerb: (id: string, verb: 'assign' | 'notes' | 'move'): Path<Ticket> => `/api/tickets/${segment(id)}/${verb}`,
  compensations: (state: Compensation['state'] | 'all'): Path<Compensation[]> => `/api/compensations?state=${state}`,
  compensationsOf: (order: string): Path<Compensation[]> => `/api/compensations?order=${segment(order)}`,
  propose: '/api/compensations' as Path<Compensation>,
  compensationVerb: (id: string, verb: 'approve' | 'refuse' | 'void' | 'pay'): Path<Compensation> =>
    `/api/compensations/${segment(id)}/${verb}`,
  redeem: '/api/coupons/redeem' as Path<Compensation>,
  policy: '/api/compensation-policy' as Path<PolicyVersion>,
  policyHistory: '/api/compensation-policy/history' as Path<PolicyVersion[]>,
  dryRun: '/api/compensation-policy/dry-run' as Path<DryRun>,
}
