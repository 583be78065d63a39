import type {
  Card,
  Choice,
  ConversationMode,
  DialogStateWire,
  Expectation,
  HandOffReason,
  Outcome,
  Understanding,
} from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import type { Desk } from './desk.ts'
import type { CustomerTag } from './skill.ts'

/** What reached the mind: words, a touched button, a scanned code, or the passing of a customer's proof. */
export type Input =
  | { kind: 'said'; text: string; spoken: boolean }
  | { kind: 'chose'; choice: string }
  /** A report's link or token from a scanner or the web page the chat stands on. */
  | { kind: 'token'; token: string }

export interface Asked {
  input: Input
  language: Language
  /** Null at the beginning of a conversation. */
  state: DialogStateWire | null
  /** Who answers by the host's account: whoever was called may have left since the last turn. */
  mode?: ConversationMode
  tags?: CustomerTag[]
}

/** What the host does besides showing and saying: it never has to understand the words. */
export type Effect =
  | { kind: 'voice'; speed?: number; volume?: number }
  | { kind: 'language'; to: Language }
  | { kind: 'repeat' }
  | { kind: 'hand-off'; reason: HandOffReason }
  | { kind: 'unanswered'; text: string }
  | { kind: 'end'; why: 'goodbye' | 'restarted' }

export interface Answer {
  say: string
  language: Language
  cards: Card[]
  choices: Choice[]
  expects: Expectation
  understanding: Understanding | null
  outcome: Outcome
  effects: Effect[]
  state: DialogStateWire
  /** The shopper's words with telephone and proof digits masked, for the transcript. */
  masked: string
}

/** How far a partial text has come, for the end of speech. */
export type Completeness = 'complete' | 'usual' | 'open'

/** Text in, answer out; nothing of it listens, speaks or stores. */
export interface Mind {
  answer(asked: Asked, desk: Desk): Promise<Answer>
  /** Judged strictly: `complete` ends the shopper's turn after a quarter of a second. */
  completeness(partial: string, language: Language, state: DialogStateWire | null): Completeness
  /** What the kiosk says first, before anybody has spoken. */
  greeting(language: Language, desk: Desk): Answer
}
