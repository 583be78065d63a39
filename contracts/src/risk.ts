import { z } from 'zod'
import type { Bilingual } from './site.ts'

/** From the simplest to the most complex: of equals the first is used. */
export const riskModels = ['rules', 'logistic', 'trees', 'lstm'] as const
export type RiskModelName = (typeof riskModels)[number]

/** What one thing adds to the score, in log odds after calibration; `value` is what was seen, where it is one value. */
export interface RiskFactor {
  factor: string
  contribution: number
  value: number | string | null
  /** For what was followed over time: its figures, such as `max` and `longestAboveMinutes`. */
  figures?: Record<string, number | null>
}

export interface RiskFigures {
  model: RiskModelName
  /** Nats per order; a model that always says the base rate has `RiskCard.baseLogLoss`. */
  logLoss: number
  brier: number
  /** null where the held-back part holds only one outcome */
  auroc: number | null
  auprc: number | null
  trainedInMs: number
  /** One order, as the cloud room scores it. */
  predictedInMicroseconds: number
  /** Mean log loss above the chosen model's, and the standard error of that difference over the orders. */
  worseBy: number
  worseByStandardError: number
  lead: RiskLead
}

/** How long before the complaint the score had crossed the threshold, on the held-back part. */
export interface RiskLead {
  complaints: number
  warned: number
  /** Of the complaints, those whose score crossed the threshold before the goods were handed over. */
  warnedBeforeDelivery: number | null
  medianMinutes: number | null
}

export interface RiskPart {
  cases: number
  complaints: number
  fromMs: number
  untilMs: number
}

/** One bar of the reliability curve: the mean score of its orders and the share of them that complained. */
export interface ReliabilityBin {
  cases: number
  predicted: number
  observed: number
}

/** What is to be known of a trained model; every figure is of the held-back part, the newest orders. */
export interface RiskCard {
  trainedAtMs: number
  source: string
  chosen: RiskModelName
  train: RiskPart
  calibrate: RiskPart
  heldBack: RiskPart
  baseLogLoss: number
  figures: RiskFigures[]
  reliability: ReliabilityBin[]
  threshold: number
  confusion: { truePositive: number; falsePositive: number; trueNegative: number; falseNegative: number }
  /** Mean absolute contribution of each factor of the chosen model, the largest first. */
  weights: { factor: string; weight: number }[]
  warnings: string[]
}

export const messageKinds = ['delivery-notice', 'unpacking-guide', 'coupon-offer'] as const
export type CustomerMessageKind = (typeof messageKinds)[number]

const automatic = z.strictObject({
  on: z.boolean(),
  /** The probability from which it is made. */
  atProbability: z.number().min(0.01).max(0.99),
})

/** What happens when an order looks likely to end in a complaint; edited by a manager. */
export const riskPolicy = z.strictObject({
  /** Staff are alerted from this probability on, once for each order. */
  alertAtProbability: z.number().min(0.01).max(0.99),
  messages: z.strictObject({
    'delivery-notice': automatic,
    'unpacking-guide': automatic,
    'coupon-offer': automatic,
  }),
  /** How long after the order the customer expects it: lateness is counted from there. */
  promisedMinutes: z.number().int().min(5).max(10_080),
})
export type RiskPolicy = z.infer<typeof riskPolicy>

/** A delivery notice tells the customer only what is so; whatever offers or instructs waits until a manager wants it. */
export const defaultRiskPolicy: RiskPolicy = {
  alertAtProbability: 0.25,
  messages: {
    'delivery-notice': { on: true, atProbability: 0.25 },
    'unpacking-guide': { on: false, atProbability: 0.35 },
    'coupon-offer': { on: false, atProbability: 0.5 },
  },
  promisedMinutes: 60,
}

export type RiskSubjectKind = 'order' | 'consignment'

/** A message to the customer as it stands in the outbox. `shown`: the customer's page has asked for it. */
export interface CustomerMessage {
  id: string
  order: string
  kind: CustomerMessageKind
  text: Bilingual
  state: 'ready' | 'shown' | 'proposed' | 'withdrawn'
  createdAtMs: number
  shownAtMs: number | null
}

export interface RiskAlert {
  raisedAtMs: number
  probability: number
  handledBy: string | null
  handledAtMs: number | null
  note: string | null
}

/** One row of `GET /api/risk`. */
export interface RiskScore {
  kind: RiskSubjectKind
  id: string
  probability: number
  scoredAtMs: number
  /** When it first crossed the alert threshold. */
  crossedAtMs: number | null
  /** The customer opened a ticket after all. */
  complainedAtMs: number | null
  deliveredAtMs: number | null
  /** The largest contribution first. */
  factors: RiskFactor[]
  alert: RiskAlert | null
  messages: CustomerMessage[]
}

export interface RiskView {
  scores: RiskScore[]
  /** null until `larder train risk` has been run with enough history. */
  card: RiskCard | null
  policy: RiskPolicy
}
