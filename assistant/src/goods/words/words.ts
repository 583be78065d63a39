import type { Language } from '@larder/contracts/language'
import type { AttributeDimension } from '@larder/contracts/shop'
import type { Bilingual } from '@larder/contracts/site'
import { attributes as enAttributes } from './en/attributes.ts'
import { hearing as enHearing } from './en/hearing.ts'
import { say as enSay } from './en/say.ts'
import { attributes as zhAttributes } from './zh/attributes.ts'
import { hearing as zhHearing } from './zh/hearing.ts'
import { say as zhSay } from './zh/say.ts'

/** By dimension and value: how it is said, then "|" and, separated by commas, what else asks for it. */
export type AttributeWords = Record<AttributeDimension, Record<string, string>>

/** Sentences with `{facts}` in them. */
export type GoodsSay = Record<keyof typeof enSay, string>

/** What is listened for in a normalised text, beside the values of attributes. */
export interface GoodsHearing {
  /** The words after or before these are not wanted; the named group `what` holds them. */
  refused: RegExp[]
  /** Marks that whoever eats would fall ill of it. */
  allergic: RegExp
  /** Group 1 is the most that may be spent, in yuan or in words of it. */
  budget: RegExp[]
  /** Group 1 is the most minutes of cooking. */
  minutes: RegExp[]
  hours: RegExp
  mine: RegExp
  quick: RegExp
  season: RegExp
  cheaper: RegExp
  members: RegExp
  now: RegExp
  /** Asks whether something that is named is sold here. */
  sells: RegExp
  tomorrow: RegExp
  /** Monday first. */
  weekdays: RegExp[]
}

export interface GoodsWords {
  attributes: AttributeWords
  say: GoodsSay
  hearing: GoodsHearing
}

/** A further language is a folder of such data and a line here. */
const all: Record<Language, GoodsWords> = {
  en: { attributes: enAttributes, say: enSay, hearing: enHearing },
  zh: { attributes: zhAttributes, say: zhSay, hearing: zhHearing },
}

export const goodsWords = (language: Language): GoodsWords => all[language]

export const fill = (template: string, facts: Record<string, string | number> = {}): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))

/** A sentence in both languages, for reasons on cards. */
export const inBoth = (make: (language: Language) => string): Bilingual => ({ zh: make('zh'), en: make('en') })

/** How an attribute's value is said; what has no words yet is read as it is written. */
export function valueWords(dimension: AttributeDimension, value: string, language: Language): string {
  const { attributes } = all[language]
  const entry = attributes[dimension][value] ?? attributes.category[value] ?? attributes.species[value]
  return entry?.split('|')[0]?.trim() ?? attributes.age[value]?.split('|')[0]?.trim() ?? value.replaceAll('-', ' ')
}
