import type { Language } from '@larder/contracts/language'
import type { AttributeDimension } from '@larder/contracts/shop'
import { chineseNumber } from '../../normalise/chinese-number.ts'
import { englishNumber } from '../../normalise/english-number.ts'
import { type Trait, traitsIn } from '../wanted.ts'
import { goodsWords } from '../words/words.ts'

/** What somebody wants recommended, as far as it was said. */
export interface Request {
  /** The more of these, the better; those of `musts` dimensions are wanted first of all. */
  wanted: Trait[]
  /** A diet is kept, not only liked. */
  diets: string[]
  /** For whom: what must not be given to them is left out. */
  eaters: string[]
  refused: Trait[]
  /** Whoever eats would fall ill of what is refused. */
  allergic: boolean
  budgetFen: number | null
  mostMinutes: number | null
  inSeason: boolean
  cheap: boolean
}

const liked: AttributeDimension[] = [
  'category',
  'species',
  'cut',
  'taste',
  'texture',
  'fat',
  'protein',
  'use',
  'cooking',
  'skill',
  'household',
  'occasion',
  'origin',
  'method',
  'preparation',
  'storage',
  'health',
  'price-band',
]
const refusable: AttributeDimension[] = ['category', 'species', 'allergen', 'taste']

/** Reads a normalised text. */
export function requestIn(text: string, language: Language): Request {
  const { hearing } = goodsWords(language)
  const allergic = hearing.allergic.test(text)
  const refusedWords: string[] = []
  let rest = text
  for (const pattern of hearing.refused) {
    for (const found of text.matchAll(pattern)) {
      const what = found.groups?.what ?? ''
      // "I can't cook" refuses nothing that is sold.
      if (traitsIn(what, language, refusable).length === 0) continue
      refusedWords.push(what)
      rest = rest.replace(found[0], ' ')
    }
  }
  const refused = refusedWords
    .flatMap((what) => traitsIn(what, language, refusable))
    // Without an allergy "no shrimp" refuses shrimp, and not all that has a shell.
    .filter(({ dimension }) => (allergic ? dimension !== 'taste' : dimension !== 'allergen'))
  const wanted = traitsIn(rest, language, liked)
  return {
    wanted,
    diets: traitsIn(text, language, ['diet']).map(({ value }) => value),
    eaters: traitsIn(rest, language, ['age']).map(({ value }) => value),
    refused,
    allergic,
    budgetFen: budget(rest, language),
    mostMinutes: mostMinutes(rest, language),
    inSeason: hearing.season.test(rest),
    cheap: hearing.cheaper.test(rest),
  }
}

/** Whether the words narrow down a recommendation: "no seafood", "under 50 yuan", "something cheaper". */
export function narrows(text: string, language: Language): boolean {
  const { refused, diets, eaters, budgetFen, mostMinutes, inSeason, cheap } = requestIn(text, language)
  const some = [refused, diets, eaters].some(({ length }) => length > 0)
  return some || budgetFen !== null || mostMinutes !== null || inSeason || cheap
}

function budget(text: string, language: Language): number | null {
  for (const pattern of goodsWords(language).hearing.budget) {
    const amount = number(text.match(pattern)?.[1], language)
    if (amount !== null && amount > 0) return Math.round(amount * 100)
  }
  return null
}

const quickMinutes = 20

function mostMinutes(text: string, language: Language): number | null {
  const { hearing } = goodsWords(language)
  for (const pattern of hearing.minutes) {
    const amount = number(text.match(pattern)?.[1], language)
    if (amount !== null) return amount
  }
  const hours = text.match(hearing.hours)?.[0]
  if (hours) return /半|half/.test(hours) ? 30 : 60
  return hearing.quick.test(text) ? quickMinutes : null
}

function number(said: string | undefined, language: Language): number | null {
  if (said === undefined) return null
  if (/^\d/.test(said)) return Number(said)
  return language === 'zh' ? chineseNumber(said) : englishNumber(said)
}
