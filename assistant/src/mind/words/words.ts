import type { Language } from '@larder/contracts/language'
import { en } from './en/words.ts'
import { zh } from './zh/words.ts'

/** All that a language brings to a dialog. Data alone: a further language is another folder of this and a line below. */
export interface Words {
  /** BCP 47, for dates and numbers. */
  locale: string
  /** Templates; `{name}` is filled with a fact. */
  say: Record<SayKey, string>
  /** An intent as a button says it, and as it is asked back. */
  intents: Record<string, string>
  lexicon: DialogLexicon
}

export type SayKey = keyof typeof en.say

/** Patterns over a normalised text. */
export interface DialogLexicon {
  yes: RegExp
  no: RegExp
  human: RegExp
  /** What begins a correction. */
  correction: RegExp
  /** "the other one" */
  other: RegExp
  /** "that one", "the first" */
  that: RegExp
  second: RegExp
  /** What may stand around a product's name without a meaning of its own: "and the … then". */
  around: RegExp
  skip: RegExp
  /** "It has no order": bought at the counter. */
  counter: RegExp
  /** A text that ends so goes on. */
  openEnd: RegExp
  /** How each language is called. */
  named: Record<Language, RegExp>
  notSpoken: RegExp
}

const all: Record<Language, Words> = { en, zh }

export const wordsOf = (language: Language): Words => all[language]

export const fill = (template: string, facts: Record<string, string | number> = {}): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))
