import type { Language } from '@larder/contracts/language'
import { syllablesOf } from './pinyin.ts'
import { isQuestionWords } from './question-words.ts'
import { editDistance, englishSound, syllableDistance } from './sound-distance.ts'

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

interface Candidate extends ProductSlot {
  at: number
  length: number
}

const least = 0.72
/** Two syllables alone are said by chance more often than three: only what southern speakers mix up is repaired. */
const leastOfTwo = 0.8

const kept = new Map<string, string[]>()
const mostKept = 20_000

/** A catalogue's names are asked for with every text: their syllables are worked out once. */
function syllablesOfName(name: string): string[] {
  const known = kept.get(name)
  if (known) return known
  if (kept.size >= mostKept) kept.clear()
  const syllables = syllablesOf(name)
  kept.set(name, syllables)
  return syllables
}

/**
 * The products named in a text, in the order they are named, repaired by sound: by Mandarin syllables, or by English
 * spelling and sound. The text is expected to be normalised.
 */
export function productsIn(text: string, catalogue: CatalogueProduct[], language: Language): ProductSlot[] {
  const candidates = language === 'zh' ? chineseCandidates(text, catalogue) : englishCandidates(text, catalogue)
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

function chineseCandidates(text: string, catalogue: CatalogueProduct[]): Candidate[] {
  const characters = [...text]
  const heardSyllables = syllablesOf(text)
  return catalogue.flatMap(({ id, nameZh, exact }) => {
    if (exact && !text.includes(nameZh)) return []
    const name = [...nameZh]
    const syllables = syllablesOfName(nameZh)
    return windows(characters.length, name.length, 0).flatMap(([at, length]) => {
      const heard = characters.slice(at, at + length).join('')
      if (exact && heard !== nameZh) return []
      if (heard === nameZh) return candidate(id, nameZh, heard, 1, at, length, 'zh')
      // One syllable alone is said too often by chance to be repaired.
      if (name.length < 2) return []
      const distance = editDistance(heardSyllables.slice(at, at + length), syllables, syllableDistance)
      const similarity = 0.97 - distance / name.length
      return name.length === 2 && similarity < leastOfTwo
        ? []
        : candidate(id, nameZh, heard, similarity, at, length, 'zh')
    })
  })
}

function englishCandidates(text: string, catalogue: CatalogueProduct[]): Candidate[] {
  const words = text.toLowerCase().split(' ').filter(Boolean)
  const heardOf = new Map<string, Spelled>()
  return catalogue.flatMap(({ id, nameEn, exact }) => {
    const name = spelledName(nameEn.toLowerCase())
    return windows(words.length, name.words.split(' ').length, 1).flatMap(([at, length]) => {
      const said = words.slice(at, at + length).join(' ')
      const heard = heardOf.get(said) ?? spelled(said)
      heardOf.set(said, heard)
      const similarity = englishSimilarity(heard, name)
      return exact && similarity < 1 ? [] : candidate(id, name.words, said, similarity, at, length, 'en')
    })
  })
}

/** English words with what they are compared by, worked out once. */
interface Spelled {
  words: string
  singular: string
  letters: string[]
  counts: Map<string, number>
  sound(): string[]
}

function spelled(words: string): Spelled {
  const letters = [...words.replaceAll(' ', '')]
  const counts = new Map<string, number>()
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let sound: string[] | null = null
  return {
    words,
    singular: singular(words),
    letters,
    counts,
    sound() {
      sound ??= [...words.split(' ').map(singular).map(englishSound).join('')]
      return sound
    },
  }
}

const spelledNames = new Map<string, Spelled>()

function spelledName(name: string): Spelled {
  const known = spelledNames.get(name)
  if (known) return known
  if (spelledNames.size >= mostKept) spelledNames.clear()
  const made = spelled(name)
  spelledNames.set(name, made)
  return made
}

function candidate(
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

/** With fewer letters alike, the sound is not even listened to. */
const leastLetters = 0.45

/** Word for word but for a plural is sure; else the likeness of the letters, or nearly as good, of the sounds. */
function englishSimilarity(heard: Spelled, name: Spelled): number {
  if (heard.singular === name.singular) return 1
  // At best every letter that both have stands in its place.
  if (mostAlike(heard, name) < leastLetters) return 0
  const letters = likeness(heard.letters, name.letters)
  // Short words resemble each other by chance; sound alone is never enough.
  if (name.words.length < 4 || letters < leastLetters) return letters
  return Math.max(letters, 0.4 * letters + 0.55 * likeness(heard.sound(), name.sound()))
}

function mostAlike(a: Spelled, b: Spelled): number {
  let common = 0
  for (const [letter, count] of a.counts) common += Math.min(count, b.counts.get(letter) ?? 0)
  return common / Math.max(1, a.letters.length, b.letters.length)
}

const singular = (words: string): string => words.replace(/ies\b/g, 'y').replace(/(?<=[a-z]{3})(?:es|s)\b/g, '')

function likeness(a: string[], b: string[]): number {
  const longer = Math.max(a.length, b.length)
  // So many letters must be added that nothing else matters.
  if (Math.abs(a.length - b.length) > (1 - leastLetters) * longer) return 0
  return longer === 0 ? 0 : 1 - editDistance(a, b, (x, y) => (x === y ? 0 : 1)) / longer
}

/** Every stretch of `length` units, give or take `slack`. */
function windows(units: number, length: number, slack: number): [number, number][] {
  const found: [number, number][] = []
  for (let size = Math.max(1, length - slack); size <= length + slack; size += 1) {
    for (let at = 0; at + size <= units; at += 1) found.push([at, size])
  }
  return found
}
