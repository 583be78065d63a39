import { ratingView, ticketRating } from '@larder/contracts/ticket'
import { z } from 'zod'
import type { EventHub } from '../events/hub.ts'
import type { App } from '../http/app.ts'
import type { Ratings } from './ratings.ts'
import type { Tickets } from './tickets.ts'

const params = z.object({ reference: z.string().min(8).max(44) })
/** Few enough that nobody finds a reference by trying. */
const rateLimit = { max: 20, timeWindow: '1 minute' }

export function ratingRoutes(
  api: App,
  { ratings, tickets, hub }: { ratings: Ratings; tickets: Tickets; hub: EventHub },
): void {
  const open = { access: 'public', rateLimit } as const
  const schema = { tags: ['care'], params, response: { 200: ratingView } }
  api.get('/public/ratings/:reference', { config: open, schema }, (request) => ratings.view(request.params.reference))
  api.post(
    '/public/ratings/:reference',
    { config: open, bodyLimit: 8_000, schema: { ...schema, body: ticketRating } },
    async (request) => {
      const id = await ratings.rate(request.params.reference, request.body)
      hub.publish('ticket', await tickets.get(id))
      return ratings.view(request.params.reference)
    },
  )
}
