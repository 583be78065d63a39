import { z } from 'zod'
import { conversationId, conversationMode, rating, turn } from './conversation.ts'
import { language } from './language.ts'
import { storeInput } from './shop.ts'

/** The web chat: `/api/public/chat`. Whoever opens one is given a secret, which is the bearer token of all that follows. */

/** From a report's page by its token, or going on with a kiosk's conversation by its code. */
export const chatOpenInput = z.union([
  z.strictObject({ token: z.string().min(8).max(100), language }),
  z.strictObject({ code: z.string().min(8).max(100), language }),
])

/** With the header `idempotency-key`: sent again after a lost answer it is the same message. */
export const chatMessageInput = z.strictObject({
  language,
  input: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('said'), text: z.string().trim().min(1).max(2000) }),
    /** A button; its label is what the shopper said by it. */
    z.strictObject({ kind: z.literal('chose'), choice: z.string().min(1).max(120), label: z.string().max(120) }),
  ]),
})

/** A line of the transcript as the shopper sees it: what was understood of it is not told. */
export const chatTurn = turn.pick({
  id: true,
  atMs: true,
  by: true,
  language: true,
  text: true,
  cards: true,
  choices: true,
})

export const chatState = z.object({ mode: conversationMode, agent: z.string().nullable() })

export const chatView = chatState.extend({
  id: conversationId,
  language,
  /** The store's: every time is told in it. */
  timeZone: z.string(),
  rating: rating.nullable(),
  turns: z.array(chatTurn),
})

export const chatOpened = z.object({ secret: z.string(), chat: chatView })

/** `GET /api/public/chat/{id}/plan`: the floor that a map's card stands on. */
export const chatPlan = z.object({ plan: storeInput.shape.plan.nullable() })

/** What the message came to: its own line, and the assistant's answer unless a person answers. */
export const chatAnswer = chatState.extend({ language, turns: z.array(chatTurn) })

/** Server-Sent Events of `GET /api/public/chat/{id}/events`. A page that was away asks for the whole view first. */
export interface ChatEvents {
  turn: z.infer<typeof chatTurn>
  state: z.infer<typeof chatState>
}

export type ChatOpenInput = z.infer<typeof chatOpenInput>
export type ChatMessageInput = z.infer<typeof chatMessageInput>
export type ChatTurn = z.infer<typeof chatTurn>
export type ChatView = z.infer<typeof chatView>
export type ChatPlan = z.infer<typeof chatPlan>
export type ChatOpened = z.infer<typeof chatOpened>
export type ChatAnswer = z.infer<typeof chatAnswer>
