import type { Card, Choice, Expectation, Outcome } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import type { StoreCopy } from '@larder/contracts/store-copy'
import type { Desk } from './desk.ts'
import type { Effect } from './mind.ts'
import type { Reading } from './reader.ts'
import type { CustomerTag, Skill } from './skill.ts'
import type { Dialog } from './state.ts'
import { fill, type SayKey, type Words, wordsOf } from './words/words.ts'

/** One turn of a shopper, with all that an answer may look at. */
export interface Turn {
  language: Language
  words: Words
  copy: StoreCopy
  nowMs: number
  desk: Desk
  dialog: Dialog
  reading: Reading
  /** Reads other words as if they had been said now. */
  reread(text: string): Reading
  tags: CustomerTag[]
  skills: ReadonlyMap<string, Skill>
}

/** What is said, shown and remembered. */
export interface Reply {
  say: string
  cards?: Card[]
  choices?: Choice[]
  expects?: Expectation
  outcome: Outcome
  /** What the turn was taken to mean. */
  intent: string | null
  dialog: Dialog
  effects?: Effect[]
  language?: Language
}

export const say = (turn: Pick<Turn, 'words'>, key: SayKey, facts: Record<string, string | number> = {}): string =>
  fill(turn.words.say[key], facts)

/** Sentences one after the other; what is empty is left out. */
export const sentences = ({ words }: Pick<Turn, 'words'>, parts: (string | null | undefined | false)[]): string =>
  parts.filter(Boolean).join(words.gap)

/** The button of an intent, about a product where one is given. */
export function intentChoice(turn: Pick<Turn, 'words'>, intent: string, product?: string): Choice {
  return { id: `intent:${intent}${product ? `:${product}` : ''}`, label: turn.words.intents[intent] ?? intent }
}

export const humanChoice = (turn: Pick<Turn, 'words'>): Choice => intentChoice(turn, 'human')

export const productName = (turn: Pick<Turn, 'copy' | 'language'>, product: string): string => {
  const found = turn.copy.products.find(({ id }) => id === product)
  if (!found) return product
  return turn.language === 'zh' ? found.nameZh : found.nameEn
}

/** Words in the language that the dialog has changed to. */
export const inLanguage = (turn: Turn, language: Language): Turn => ({ ...turn, language, words: wordsOf(language) })

const mostOffered = 20

/** Adds to what whoever takes over should know was done. */
export const withOffered = (dialog: Dialog, what: string): Dialog =>
  dialog.offered.at(-1) === what
    ? dialog
    : { ...dialog, offered: [...dialog.offered, what.slice(0, 400)].slice(-mostOffered) }
