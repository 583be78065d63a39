import { z } from 'zod'
import { conversationMode } from './conversation.ts'
import { language } from './language.ts'
import { recordId } from './product.ts'
import { bilingual } from './site.ts'
import { scene } from './ticket.ts'

/** `GET /api/conversations`; `live` is whichever has not ended. */
export const conversationQuery = z.object({
  mode: z.enum([...conversationMode.options, 'live']).optional(),
  site: z.string().min(1).max(60).optional(),
  since: z.coerce.number().int().nonnegative().optional(),
  until: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** `language` is the one of `text`: the shopper's screen reads it out in that language. */
export const agentSayInput = z.strictObject({ text: z.string().trim().min(1).max(2000), language })

/** How an agent judges what came of it. */
export const agentResult = z.enum(['solved', 'follow-up', 'not-solved'])
export const agentLeaveInput = z.strictObject({
  /** Otherwise the assistant goes on. */
  end: z.boolean(),
  result: agentResult.optional(),
})

/** `POST /api/conversations/{id}/ticket` */
export const agentTicketInput = z.strictObject({
  scene,
  order: recordId.nullable().default(null),
  lot: recordId.nullable().default(null),
  text: z.string().trim().min(1).max(2000),
  contact: z.string().trim().min(3).max(120).nullable().default(null),
})

/** An answer ready to be sent, the same in every language: the agent reads one, the shopper gets the other. */
export const cannedAnswer = z.object({ id: z.string(), text: bilingual })

export type AgentResult = z.infer<typeof agentResult>
export type CannedAnswer = z.infer<typeof cannedAnswer>
export type ConversationQuery = z.infer<typeof conversationQuery>
