import type { Language } from '@larder/contracts/language'
import { en } from './en/words.ts'
import { zh } from './zh/words.ts'

/** All that a language brings to a dialog. Data alone: a further language is another folder of this and a line below. */
export interface Words {
  /** BCP 47, for dates and numbers. */
  locale: string
  /** What stands between two sentences. */
  gap: string
  /** Templates; `{name}` is filled with a fact. */
  say: Record<SayKey, string>
  /** An intent as a button says it, and as it is asked back. */
  intents: Record<string, string>
  /** What is said first to what is complained of or wanted, by intent. */
  openings: Record<string, string>
  /** Questions for the details of an intent, and for when or what was noticed. */
  details: Record<string, string>
  noticed: Record<string, string>
  /** A trace report's verdict and advice, in a sentence. */
  trace: Record<TraceKey, string>
  lexicon: DialogLexicon
}

export type SayKey = keyof typeof en.say
export type TraceKey = keyof typeof en.trace

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
  /** "how much is the second one": of what was shown last, by its place. */
  ordinals: RegExp[]
  /** What may stand around a product's name without a meaning of its own: "and the … then". */
  around: RegExp
  skip: RegExp
  /** Ends a form. */
  stop: RegExp
  /** "it", "this": what was spoken of. */
  it: RegExp
  /** "only": of a weight that was found, not paid for. */
  only: RegExp
  /** "I ordered it" */
  ordered: RegExp
  /** "It has no order": bought at the counter. */
  counter: RegExp
  /** From this share on, of the kiosk's lines with the same last words, a sentence may be taken for over. */
  endsFrom: number
  /** How each language is called. */
  named: Record<Language, RegExp>
  notSpoken: RegExp
}

const all: Record<Language, Words> = { en, zh }

export const wordsOf = (language: Language): Words => all[language]

export const fill = (template: string, facts: Record<string, string | number> = {}): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))
