import { accountName } from '@larder/contracts/account'
import { agentSkillInput, agentSkillView, availabilityInput } from '@larder/contracts/agent-skill'
import { ticket, ticketHandOnInput } from '@larder/contracts/ticket'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import type { Assignments } from './assignments.ts'
import type { Tickets } from './tickets.ts'

export function assignmentRoutes(
  api: App,
  { assignments, tickets }: { assignments: Assignments; tickets: Tickets },
): void {
  const tags = ['care']
  const one = { tags, response: { 200: agentSkillView } }
  api.get('/agent-skills', { schema: { tags, response: { 200: z.array(agentSkillView) } } }, () => assignments.skills())
  api.post(
    '/agent-skills/:account',
    {
      config: { access: 'manager' },
      schema: { ...one, params: z.object({ account: accountName }), body: agentSkillInput },
    },
    (request) => assignments.setSkill(request.params.account, request.body, signedIn(request).name),
  )
  api.post('/agent-availability', { schema: { ...one, body: availabilityInput } }, (request) => {
    const { name } = signedIn(request)
    return assignments.setAvailable(name, request.body.available, name)
  })
  const params = z.object({ id: z.string().min(1).max(40) })
  const handOn = { tags, params, body: ticketHandOnInput, response: { 200: ticket } }
  api.post('/tickets/:id/hand-on', { schema: handOn }, async (request) => {
    await assignments.handOn(request.params.id, signedIn(request).name, request.body.reason)
    return tickets.get(request.params.id)
  })
}
