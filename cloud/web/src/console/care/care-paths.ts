import type { AgentSkillView } from '@larder/contracts/agent-skill'
import type { Compensation, DryRun, PolicyVersion } from '@larder/contracts/compensation'
import type { RelatedTicket, Ticket, TicketAttachment } from '@larder/contracts/ticket'
import type { Path } from '../../api.ts'

const segment = encodeURIComponent

export const carePaths = {
  tickets: (state: 'active' | 'ended'): Path<Ticket[]> => `/api/tickets?state=${state}`,
  ticket: (id: string): Path<Ticket> => `/api/tickets/${segment(id)}`,
  contacts: (id: string): Path<{ contacts: string[] }> => `/api/tickets/${segment(id)}/contacts`,
  ticketVerb: (id: string, verb: 'assign' | 'notes' | 'move' | 'merge' | 'hand-on'): Path<Ticket> =>
    `/api/tickets/${segment(id)}/${verb}`,
  related: (id: string): Path<RelatedTicket[]> => `/api/tickets/${segment(id)}/related`,
  attachments: (id: string): Path<TicketAttachment> => `/api/tickets/${segment(id)}/attachments`,
  attachment: (id: string, file: string): string => `/api/tickets/${segment(id)}/attachments/${segment(file)}`,
  skills: '/api/agent-skills' as Path<AgentSkillView[]>,
  skill: (account: string): Path<AgentSkillView> => `/api/agent-skills/${segment(account)}`,
  availability: '/api/agent-availability' as Path<AgentSkillView>,
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
