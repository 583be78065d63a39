import { z } from 'zod'
import { article } from './article.ts'
import { identifier, siteId } from './identifier.ts'
import { atMs } from './instant.ts'
import { product, recordId } from './product.ts'
import { faceErasureWanted, recognitionSetting } from './recognition.ts'
import { productCardInput, shelfItemInput, storeInput } from './shop.ts'
import { bilingual } from './site.ts'
import { hazard } from './standing.ts'

/**
 * What a kiosk knows of its store by itself, so that it answers with the cloud down: `GET /api/kiosk/copy`.
 * Nothing in it names a person.
 */

const interval = z.object({ low: z.number(), likely: z.number(), high: z.number() })

/** A lot's trace report in few words; the same facts as the report of that version. */
export const lotBrief = z.object({
  lot: recordId,
  product: recordId,
  name: bilingual,
  supplier: z.string(),
  origin: bilingual,
  packedAtMs: atMs,
  useByMs: atMs.nullable(),
  standing: z.discriminatedUnion('state', [
    z.object({ state: z.literal('free') }),
    z.object({ state: z.literal('held') }),
    z.object({ state: z.literal('recalled'), hazard, reason: z.string() }),
  ]),
  verdict: z.enum(['recalled', 'within-limits', 'excursion', 'not-enough-data']),
  confidence: z.enum(['high', 'medium', 'low']),
  basis: z.enum(['air', 'product', 'none']),
  advice: z.enum(['return-it', 'store-cold-and-enjoy', 'eat-soon', 'check-before-eating', 'do-not-eat', 'ask-staff']),
  life: z.object({ percentLeft: z.number(), leftDays: interval, storageCelsius: z.number() }).nullable(),
  coveragePercent: z.number(),
  coldestCelsius: z.number().nullable(),
  warmestCelsius: z.number().nullable(),
  excursions: z.array(
    z.object({
      kind: z.string(),
      asset: z.string(),
      fromMs: atMs,
      untilMs: atMs,
      peakCelsius: z.number(),
      limitCelsius: z.number(),
    }),
  ),
  legs: z.array(
    z.object({
      phase: z.string(),
      name: bilingual,
      fromMs: atMs,
      untilMs: atMs,
      ongoing: z.boolean(),
      meanCelsius: z.number().nullable(),
      maxCelsius: z.number().nullable(),
    }),
  ),
})

/** A trace report as the kiosk tells it. */
export const traceBrief = z.object({
  subject: z.object({ kind: z.enum(['lot', 'order']), id: recordId }),
  version: z.number().int(),
  generatedAtMs: atMs,
  lots: z.array(lotBrief),
})

export const orderBrief = z.object({
  id: recordId,
  orderedAtMs: atMs,
  promisedAtMs: atMs.nullable(),
  deliveredAtMs: atMs.nullable(),
  lines: z.array(z.object({ lot: recordId, product: recordId, quantity: z.number() })),
})

/** `proof` is what the last four digits of the buyer's phone must hash to; null where the shop gave none. */
export const storedOrder = orderBrief.extend({ proof: z.string().nullable() })

export const cabinetBrief = z.object({
  asset: identifier,
  name: bilingual,
  celsius: z.number().nullable(),
  atMs: atMs.nullable(),
  /** Whether an alert about it is open now. */
  alarmed: z.boolean(),
})

export const storeOffer = z.object({
  id: recordId,
  product: recordId,
  priceFen: z.number().int(),
  fromMs: atMs,
  untilMs: atMs,
  membersOnly: z.boolean(),
  noteZh: z.string().nullable(),
  noteEn: z.string().nullable(),
})

export const storeCopy = z.object({
  site: siteId,
  name: bilingual,
  timeZone: z.string(),
  atMs,
  store: storeInput.nullable(),
  products: z.array(product),
  cards: z.array(productCardInput),
  shelf: z.array(shelfItemInput),
  offers: z.array(storeOffer),
  cabinets: z.array(cabinetBrief),
  lots: z.array(lotBrief),
  orders: z.array(storedOrder),
  articles: z.array(article),
  /** Of what the assistant has learned last, by language; null until something was published. */
  mindVersion: z.number().int(),
  /** Whether members may be recognised by face; a copy without it allows nothing. */
  recognition: recognitionSetting.optional(),
  /** Members whose faces this kiosk must erase. */
  eraseFaces: z.array(faceErasureWanted).optional(),
})

export type LotBrief = z.infer<typeof lotBrief>
export type TraceBrief = z.infer<typeof traceBrief>
export type OrderBrief = z.infer<typeof orderBrief>
export type StoredOrder = z.infer<typeof storedOrder>
export type CabinetBrief = z.infer<typeof cabinetBrief>
export type StoreOffer = z.infer<typeof storeOffer>
export type StoreCopy = z.infer<typeof storeCopy>
