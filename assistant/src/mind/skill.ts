import type { Card, Choice, Expectation, HandOffReason, Outcome } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import type { OrderBrief, StoreCopy } from '@larder/contracts/store-copy'
import type { MoodRead } from '../mood/mood.ts'
import type { Desk } from './desk.ts'

/** What was read out of the shopper's words, beside the intent. */
export interface Slots {
  /** Products of the catalogue, in the order they were named. */
  products: { product: string; heard: string; repairedTo: string | null; confidence: number }[]
  orderNumber: string | null
  /** In grams where a weight was said, else a count of pieces. */
  quantity: { amount: number; unit: 'gram' | 'piece' } | null
  moneyFen: number | null
  /** A day that was named, as its beginning in the store's time zone. */
  dayMs: number | null
  /** Minutes since midnight, store time. */
  minuteOfDay: number | null
}

/** What the conversation is about so far: what "and the shrimp?" and "is it still good?" refer to. */
export interface Topic {
  intent: string | null
  /** Spoken of last first. */
  products: string[]
  lot: string | null
  /** Opened with its proof in this conversation. */
  order: OrderBrief | null
  /** What was asked of a recommendation so far, in the shopper's words. */
  wish: string
}

export interface SkillInput {
  intent: string
  /** As said or typed, normalised. */
  text: string
  language: Language
  slots: Slots
  topic: Topic
  mood: MoodRead
  copy: StoreCopy
  nowMs: number
  desk: Desk
  /** What purchases told of a customer who asked to be recognised; empty for anybody else. */
  tags: CustomerTag[]
}

/** Such as { dimension: 'taste', value: 'mild', weight: 0.7, because: … }. */
export interface CustomerTag {
  dimension: string
  value: string
  weight: number
}

/** One answer: words for the ear, cards for the eye. Facts come from the copy and the desk, words from templates. */
export interface SkillAnswer {
  say: string
  cards?: Card[]
  choices?: Choice[]
  expects?: Expectation
  outcome: Outcome
  /** What is spoken of from now on; what is left out stays. */
  topic?: Partial<Topic>
  handOff?: HandOffReason
}

/** Answers intents that need no form of several turns. */
export interface Skill {
  intents: readonly string[]
  answer(input: SkillInput): Promise<SkillAnswer> | SkillAnswer
}
