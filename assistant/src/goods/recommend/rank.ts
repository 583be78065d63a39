import type { AttributeDimension } from '@larder/contracts/shop'
import type { Bilingual } from '@larder/contracts/site'
import type { StoreCopy } from '@larder/contracts/store-copy'
import type { CustomerTag } from '../../mind/skill.ts'
import { localTime } from '../../slots/local-time.ts'
import { openOffer, type ProductRecords, recordsOf, yuan } from '../facts.ts'
import type { Trait } from '../wanted.ts'
import { fill, goodsWords, inBoth, valueWords } from '../words/words.ts'
import { cookingMinutes, isOffered, portionFen, type Unfit, unfit } from './fit.ts'
import type { Request } from './request.ts'

export interface Pick {
  product: string
  score: number
  /** The strongest reason first. */
  because: Bilingual[]
}

export interface Recommendation {
  picks: Pick[]
  /** What was asked for and nothing on the shelf has: the picks come closest. */
  missing: Trait[]
  /** How many were left out by which rule. */
  leftOut: Partial<Record<Unfit, number>>
}

/** What is asked for in these is wanted before anything else. */
const musts: AttributeDimension[] = ['category', 'species', 'use']
const weights: Partial<Record<AttributeDimension, number>> = { category: 4, species: 5, use: 4, taste: 2.5, texture: 2 }
const usualWeight = 1.5
const tagWeight = 2
const mostPicks = 4
const mostOfACategory = 2
const mostReasons = 3

interface Reason {
  weight: number
  /** Told last: who asked for fish knows that it is fish. */
  plain: boolean
  words: Bilingual
}

/** Ranked by what was asked for and, less, by season, offer, life left and what the customer often buys. */
export function recommend(
  copy: StoreCopy,
  request: Request,
  { tags, nowMs, among }: { tags: CustomerTag[]; nowMs: number; among?: (product: string) => boolean },
): Recommendation {
  const leftOut: Recommendation['leftOut'] = {}
  const fitting = copy.shelf
    .filter(({ product }) => among?.(product) ?? true)
    .map(({ product }) => recordsOf(copy, product, nowMs))
    .filter((records) => isOffered(records, nowMs))
    .filter((records) => {
      const why = unfit(records, request)
      if (why) leftOut[why] = (leftOut[why] ?? 0) + 1
      return why === null
    })
  const has = ({ card }: ProductRecords, { dimension, value }: Trait): boolean =>
    card?.attributes[dimension]?.includes(value) ?? false
  const asked = musts
    .map((dimension) => request.wanted.filter((trait) => trait.dimension === dimension))
    .filter((traits) => traits.length > 0)
  const full = fitting.filter((records) => asked.every((traits) => traits.some((trait) => has(records, trait))))
  const missing =
    full.length > 0
      ? []
      : asked.filter((traits) => !fitting.some((one) => traits.some((trait) => has(one, trait)))).flat()
  // What shares nothing with what was asked for is not close.
  const close = fitting.filter((records) => request.wanted.some((trait) => has(records, trait)))
  const scored = (full.length > 0 ? full : close).map((records) => {
    const reasons = reasonsFor(records, request, tags, { copy, nowMs }).sort(
      (a, b) => Number(a.plain) - Number(b.plain) || b.weight - a.weight,
    )
    const score = reasons.reduce((sum, { weight }) => sum + weight, 0)
    return { records, score, because: reasons.slice(0, mostReasons).map(({ words }) => words) }
  })
  scored.sort((a, b) => b.score - a.score || (a.records.id < b.records.id ? -1 : 1))
  const varied = request.wanted.some(({ dimension }) => dimension === 'category' || dimension === 'species')
    ? scored
    : ofEachALittle(scored)
  const picks = varied
    .slice(0, mostPicks)
    .map(({ records, score, because }) => ({ product: records.id, score: Math.round(100 * score) / 100, because }))
  return { picks, missing: missing.length > 0 || full.length > 0 ? missing : asked.flat(), leftOut }
}

function ofEachALittle<Item extends { records: ProductRecords }>(scored: Item[]): Item[] {
  const met = new Map<string, number>()
  return scored.filter(({ records }) => {
    const category = records.card?.attributes.category?.[0] ?? ''
    met.set(category, (met.get(category) ?? 0) + 1)
    return (met.get(category) as number) <= mostOfACategory
  })
}

function reasonsFor(
  records: ProductRecords,
  request: Request,
  tags: CustomerTag[],
  { copy, nowMs }: { copy: StoreCopy; nowMs: number },
): Reason[] {
  const attributes = records.card?.attributes ?? {}
  const reasons: Reason[] = []
  const because = (
    key: ReasonKey,
    weight: number,
    facts: (language: 'zh' | 'en') => Record<string, string> = () => ({}),
  ) =>
    reasons.push({
      weight,
      plain: key === 'category',
      words: inBoth((language) => fill(goodsWords(language).say[`because.${key}`], facts(language))),
    })
  const valued =
    ({ dimension, value }: Trait) =>
    (language: 'zh' | 'en') => ({
      value: valueWords(dimension, value, language),
    })
  for (const trait of request.wanted) {
    if (!attributes[trait.dimension]?.includes(trait.value)) continue
    because(keyOf(trait.dimension), weights[trait.dimension] ?? usualWeight, valued(trait))
  }
  for (const value of request.diets) because('wanted', usualWeight, valued({ dimension: 'diet', value }))
  for (const value of request.eaters) {
    if (attributes.age?.includes(value)) because('for', usualWeight, valued({ dimension: 'age', value }))
  }
  const portion = portionFen(records)
  if (portion !== undefined && request.budgetFen !== null) {
    const key = records.product?.unit === 'kg' ? 'budgetJin' : 'budget'
    because(key, 1 + portion / request.budgetFen / 10, () => ({ price: yuan(portion) }))
  }
  const minutes = cookingMinutes(records)
  if (request.mostMinutes !== null && minutes !== null) {
    because('minutes', usualWeight, valued({ dimension: 'cooking-time', value: `${minutes}-minutes` }))
  }
  const season = seasonOf(localTime(nowMs, copy.timeZone).month)
  if (attributes.season?.includes(season)) because('season', request.inSeason ? 3 : 0.6)
  if (openOffer(records)) because('offer', request.cheap ? 2 : 0.5)
  const liked = tags.filter(({ dimension, value }) => attributes[dimension as AttributeDimension]?.includes(value))
  if (liked.length > 0) {
    const weight = liked.reduce((sum, tag) => sum + tagWeight * tag.weight, 0)
    because('usual', weight, (language) => ({ values: likedWords(liked, language) }))
  }
  const left = records.lot?.life?.percentLeft
  if (left !== undefined) because('fresh', left / 250, () => ({ percent: String(Math.round(left)) }))
  return reasons
}

/** The strongest two, as one reason: more are no clearer. */
const likedWords = (liked: CustomerTag[], language: 'zh' | 'en'): string =>
  liked
    .slice(0, 2)
    .map(({ dimension, value }) => valueWords(dimension as AttributeDimension, value, language))
    .join(goodsWords(language).say.listComma)

type ReasonKey =
  | 'wanted'
  | 'use'
  | 'for'
  | 'minutes'
  | 'budget'
  | 'budgetJin'
  | 'season'
  | 'offer'
  | 'fresh'
  | 'usual'
  | 'category'

function keyOf(dimension: AttributeDimension): ReasonKey {
  if (dimension === 'use') return 'use'
  if (dimension === 'household' || dimension === 'occasion') return 'for'
  return dimension === 'category' || dimension === 'species' ? 'category' : 'wanted'
}

/** Of the northern half of the world, where the shops are. `month` 1 to 12. */
const seasonOf = (month: number): string =>
  (
    [
      'winter',
      'winter',
      'spring',
      'spring',
      'spring',
      'summer',
      'summer',
      'summer',
      'autumn',
      'autumn',
      'autumn',
      'winter',
    ] as const
  )[month - 1] as string
