import type { Language } from '@larder/contracts/language'
import { chineseCandidates } from './product-chinese.ts'
import { englishCandidates } from './product-english.ts'
import { isQuestionWords } from './question-words.ts'

/** A product of the live catalogue, by whose names it may be called. */
export interface CatalogueProduct {
  id: string
  nameZh: string
  nameEn: string
  /** Too short or too common to be heard in what merely sounds like it. */
  exact?: boolean
}

export interface ProductSlot {
  product: string
  /** The part of the text that names it. */
  heard: string
  /** The catalogue's name, where it was heard otherwise. */
  repairedTo: string | null
  /** 0 to 1; 1 is word for word. */
  confidence: number
}

export interface Candidate extends ProductSlot {
  at: number
  length: number
}

/** The likeness from which a name is taken to be meant. */
export const least = 0.72
/** Two syllables alone are said by chance more often than three: only what southern speakers mix up is repaired. */
export const leastOfTwo = 0.8

/**
 * The products named in a text, in the order they are named, repaired by sound: by Mandarin syllables, or by English
 * spelling and sound. The text is expected to be normalised.
 */
export const productsIn = (text: string, catalogue: CatalogueProduct[], language: Language): ProductSlot[] =>
  chosenOf(language === 'zh' ? chineseCandidates(text, catalogue) : englishCandidates(text, catalogue))

/** The best of those that overlap. */
export function chosenOf(candidates: Candidate[]): ProductSlot[] {
  const chosen: Candidate[] = []
  // A longer name is the better guess of two that fit as well: beef ribs before beef.
  for (const candidate of candidates.sort((a, b) => b.confidence - a.confidence || b.length - a.length)) {
    const overlaps = chosen.some(({ at, length }) => at < candidate.at + candidate.length && candidate.at < at + length)
    if (!overlaps) chosen.push(candidate)
  }
  return chosen
    .sort((a, b) => a.at - b.at)
    .map(({ product, heard, repairedTo, confidence }) => ({ product, heard, repairedTo, confidence }))
}

export function candidate(
  product: string,
  name: string,
  heard: string,
  confidence: number,
  at: number,
  length: number,
  language: Language,
): Candidate[] {
  if (confidence < least || (confidence < 1 && isQuestionWords(heard, language))) return []
  return [{ product, heard, repairedTo: heard === name ? null : name, confidence, at, length }]
}
