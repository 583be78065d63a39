import { z } from 'zod'
import { channel, conversationId } from './conversation.ts'
import { language } from './language.ts'

/**
 * How well shoppers are served. A conversation counts when its shopper asked for something: one that only changed the
 * language or said hello does not. `docs/service-health.md` defines every figure.
 */

const count = z.number().int()
/** Milliseconds; null where nothing was measured. */
const spread = z.object({ measured: count, p50Ms: z.number().nullable(), p95Ms: z.number().nullable() })

export const healthFigures = z.object({
  conversations: count,
  /** Of those, the ones that are over. */
  ended: count,
  resolved: count,
  handedOff: count,
  /** About an order or ticket that is known; of those, the ones about the same trouble as before. */
  withSubject: count,
  repeated: count,
  /** What was asked for in them, and what of it nobody could answer. */
  requests: count,
  unanswered: count,
  firstAnswer: spread,
  /** From calling a person to a person's coming. */
  personWait: spread,
  rated: count,
  /** Ratings of 4 or 5. */
  satisfied: count,
  meanScore: z.number().nullable(),
})

const cut = healthFigures.extend({ key: z.string() })

export const dimension = z.enum(['hour', 'day', 'language', 'topic', 'channel'])

/** `GET /api/service-health` */
export const serviceHealth = z.object({
  fromMs: z.number(),
  untilMs: z.number(),
  timeZone: z.string(),
  total: healthFigures,
  by: z.object({
    /** "00" to "23", store time. */
    hour: z.array(cut),
    /** "2026-11-20", store time. */
    day: z.array(cut),
    language: z.array(cut),
    /** The intent that was asked most in a conversation. */
    topic: z.array(cut),
    channel: z.array(cut),
  }),
})

/** `GET /api/service-health/questions` */
export const healthQuestions = z.object({
  /** The most asked first. */
  top: z.array(z.object({ intent: z.string(), asked: count, unanswered: count, conversations: count })),
  /** Alike ones together, the most asked first; their words are kept 30 days. */
  unanswered: z.array(
    z.object({ text: z.string(), count, languages: z.array(language), newestConversation: conversationId }),
  ),
})

const instantQuery = z.coerce.number().int().min(0).max(8e15)
const one = (name: string) => z.string().min(1).max(80).describe(name).optional()

export const healthQuery = z.object({
  fromMs: instantQuery,
  untilMs: instantQuery,
  site: one('a site'),
  channel: channel.optional(),
  language: language.optional(),
})

/** What a figure counts, as a list. `slowest` and `longest-wait` begin with what took longest. */
export const healthSelection = z.enum([
  'all',
  'resolved',
  'unresolved',
  'handed-off',
  'repeated',
  'unanswered',
  'rated',
  'unsatisfied',
  'slowest',
  'longest-wait',
])

/** `GET /api/service-health/conversations` */
export const healthListQuery = healthQuery.extend({
  what: healthSelection.default('all'),
  topic: one('the main intent'),
  /** An intent that was asked anywhere in the conversation. */
  intent: one('an intent'),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  day: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})

export const healthConversation = z.object({
  id: conversationId,
  site: z.string(),
  channel,
  language,
  startedAtMs: z.number(),
  ended: z.boolean(),
  topic: z.string().nullable(),
  requests: count,
  unanswered: count,
  resolved: z.boolean(),
  handedOff: z.boolean(),
  repeated: z.boolean().nullable(),
  firstAnswerMs: z.number().nullable(),
  personWaitMs: z.number().nullable(),
  score: count.nullable(),
})

export type HealthFigures = z.infer<typeof healthFigures>
export type HealthCut = z.infer<typeof cut>
export type Dimension = z.infer<typeof dimension>
export type ServiceHealth = z.infer<typeof serviceHealth>
export type HealthQuestions = z.infer<typeof healthQuestions>
export type HealthQuery = z.infer<typeof healthQuery>
export type HealthSelection = z.infer<typeof healthSelection>
export type HealthListQuery = z.infer<typeof healthListQuery>
export type HealthConversation = z.infer<typeof healthConversation>
