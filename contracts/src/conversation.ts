import { z } from 'zod'
import { atMs } from './instant.ts'
import { language } from './language.ts'
import { recordId } from './product.ts'
import { bilingual } from './site.ts'
import { orderBrief, traceBrief } from './store-copy.ts'
import { priority, scene } from './ticket.ts'

/** One talk with one shopper, at a kiosk or on the web; it keeps its id when it moves from one to the other. */
export const conversationId = z.uuid()
export const channel = z.enum(['kiosk', 'web'])
/** `agent`: a person answers and the assistant is silent. */
export const conversationMode = z.enum(['assistant', 'waiting', 'agent', 'ended'])
export const mood = z.enum(['angry', 'worried', 'content', 'neutral'])

/** What a screen shows beside the words. Names are bilingual, because a shopper may change the language. */
const productFacts = z.object({
  product: recordId,
  name: bilingual,
  unit: z.enum(['kg', 'piece', 'pack']),
  category: z.string().nullable(),
  priceFen: z.number().int().nullable(),
  /** An offer's price that holds now. */
  offerFen: z.number().int().nullable(),
  stock: z.number().nullable(),
  shelf: z.object({ id: recordId, label: bilingual }).nullable(),
  percentLeft: z.number().nullable(),
})
const compensationFacts = z.object({
  form: z.enum(['coupon', 'refund']),
  /** `proposed` waits for a person's decision. */
  state: z.enum(['proposed', 'approved', 'issued', 'refused', 'voided']),
  amountFen: z.number().int(),
  minimumSpendFen: z.number().int(),
  code: z.string().nullable(),
  validUntilMs: atMs.nullable(),
})

export const card = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('product'), facts: productFacts }),
  z.object({
    kind: z.literal('products'),
    items: z.array(z.object({ facts: productFacts, because: z.array(bilingual) })),
  }),
  z.object({ kind: z.literal('map'), shelf: recordId, name: bilingual }),
  z.object({ kind: z.literal('trace'), brief: traceBrief, url: z.url().nullable() }),
  z.object({ kind: z.literal('order'), order: orderBrief, names: z.record(z.string(), bilingual) }),
  z.object({
    kind: z.literal('offers'),
    items: z.array(z.object({ facts: productFacts, untilMs: atMs, note: bilingual.nullable() })),
  }),
  z.object({
    kind: z.literal('ticket'),
    reference: z.string(),
    scene,
    queued: z.boolean(),
    answerDueAtMs: atMs.nullable(),
  }),
  z.object({ kind: z.literal('coupon'), compensation: compensationFacts }),
  z.object({ kind: z.literal('article'), title: bilingual, answer: bilingual }),
  z.object({
    kind: z.literal('hours'),
    hours: z.array(z.object({ opens: z.string(), closes: z.string() }).nullable()),
  }),
  z.object({
    kind: z.literal('hand-off'),
    state: z.enum(['waiting', 'unreachable']),
    reference: z.string().nullable(),
  }),
  z.object({ kind: z.literal('rate') }),
])

/** A button. `say` is what touching it says for the shopper, shown in the transcript. */
export const choice = z.object({ id: z.string().max(120), label: z.string().max(120) })

/** What the next words may be, so that hearing can be narrowed and its end found early. */
export const expectation = z.enum(['open', 'yes-no', 'digits', 'choice', 'weight', 'contact'])

export const slotValue = z.object({
  name: z.string(),
  value: z.string(),
  confidence: z.number(),
})

export const understanding = z.object({
  intent: z.string().nullable(),
  confidence: z.number(),
  second: z.object({ intent: z.string(), confidence: z.number() }).nullable(),
  slots: z.array(slotValue),
  mood,
  moodConfidence: z.number(),
})

/** Why a person was asked for. */
export const handOffReason = z.enum(['asked', 'angry', 'unsure', 'failed-twice', 'felt-ill', 'policy'])

/** How a topic ended, for the health board. */
export const outcome = z.enum(['answered', 'unanswered', 'asked-back', 'ticket', 'handed-off', 'control'])

/** One line of the transcript. Digits that identify are masked before it leaves the kiosk. */
export const turn = z.object({
  id: z.uuid(),
  conversation: conversationId,
  atMs,
  by: z.enum(['shopper', 'assistant', 'agent']),
  language,
  text: z.string().max(4000),
  spoken: z.boolean(),
  understanding: understanding.nullable(),
  outcome: outcome.nullable(),
  cards: z.array(card).max(12),
  choices: z.array(choice).max(12),
  /** From the end of the shopper's words to the first sound or line of the answer. */
  latencyMs: z.number().nonnegative().nullable(),
})

// `z.json()` names itself in a schema, which the API's document carries no references for; it arrives as JSON anyway.
const json = z.unknown() as unknown as z.ZodType<z.core.util.JSONType>

/** What the assistant remembers between turns; only the assistant reads it. */
export const dialogState = z.record(z.string(), json)

export const handOff = z.object({
  reason: handOffReason,
  priority,
  atMs,
  scene: scene.nullable(),
  order: z.string().nullable(),
  lot: z.string().nullable(),
  /** What was offered or done already, in plain words. */
  offered: z.array(z.string().max(400)).max(20),
})

export const rating = z.object({ score: z.number().int().min(1).max(5), text: z.string().trim().max(500).default('') })

/** A conversation as staff see it. */
export const conversationView = z.object({
  id: conversationId,
  channel,
  site: z.string(),
  kiosk: z.string().nullable(),
  language,
  mode: conversationMode,
  startedAtMs: atMs,
  lastAtMs: atMs,
  endedAtMs: atMs.nullable(),
  handOff: handOff.nullable(),
  agent: z.string().nullable(),
  agentJoinedAtMs: atMs.nullable(),
  ticket: z.string().nullable(),
  rating: rating.nullable(),
  /** The last mood that was read. */
  mood,
  turns: z.array(turn),
})

/** The same in a line of a list. */
export const conversationSummary = conversationView
  .omit({ turns: true })
  .extend({ turnCount: z.number().int(), lastText: z.string() })

export type Card = z.infer<typeof card>
export type ProductFacts = z.infer<typeof productFacts>
export type CompensationFacts = z.infer<typeof compensationFacts>
export type Choice = z.infer<typeof choice>
export type Expectation = z.infer<typeof expectation>
export type Understanding = z.infer<typeof understanding>
export type SlotValue = z.infer<typeof slotValue>
export type Turn = z.infer<typeof turn>
export type DialogStateWire = z.infer<typeof dialogState>
export type HandOff = z.infer<typeof handOff>
export type HandOffReason = z.infer<typeof handOffReason>
export type Outcome = z.infer<typeof outcome>
export type Rating = z.infer<typeof rating>
export type Channel = z.infer<typeof channel>
export type ConversationMode = z.infer<typeof conversationMode>
export type ConversationView = z.infer<typeof conversationView>
export type ConversationSummary = z.infer<typeof conversationSummary>
