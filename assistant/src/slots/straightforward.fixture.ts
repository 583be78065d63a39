import type { Language } from '@larder/contracts/language'
import { syllablesOf } from './pinyin.ts'
import { type Candidate, type CatalogueProduct, candidate, chosenOf, leastOfTwo, type ProductSlot } from './product.ts'
import { editDistance, englishSound, syllableDistance } from './sound-distance.ts'

/** Every name against every stretch of the text, with nothing left out: what the quicker way must agree with. */
export function straightforwardly(text: string, catalogue: CatalogueProduct[], language: Language): ProductSlot[] {
  return chosenOf(language === 'zh' ? chinese(text, catalogue) : english(text, catalogue))
}

function chinese(text: string, catalogue: CatalogueProduct[]): Candidate[] {
  const characters = [...text]
  const heardSyllables = syllablesOf(text)
  return catalogue.flatMap(({ id, nameZh, exact }) => {
    const name = [...nameZh]
    const syllables = syllablesOf(nameZh)
    return windows(characters.length, name.length, 0).flatMap(([at, length]) => {
      const heard = characters.slice(at, at + length).join('')
      if (heard === nameZh) return candidate(id, nameZh, heard, 1, at, length, 'zh')
      if (exact || name.length < 2) return []
      const distance = editDistance(heardSyllables.slice(at, at + length), syllables, syllableDistance)
      const similarity = 0.97 - distance / name.length
      if (name.length === 2 && similarity < leastOfTwo) return []
      return candidate(id, nameZh, heard, similarity, at, length, 'zh')
    })
  })
}

function english(text: string, catalogue: CatalogueProduct[]): Candidate[] {
  const words = text.toLowerCase().split(' ').filter(Boolean)
  return catalogue.flatMap(({ id, nameEn, exact }) => {
    const name = nameEn.toLowerCase()
    return windows(words.length, name.split(' ').length, 1).flatMap(([at, length]) => {
      const heard = words.slice(at, at + length).join(' ')
      const similarity = alike(heard, name)
      return exact && similarity < 1 ? [] : candidate(id, name, heard, similarity, at, length, 'en')
    })
  })
}

function alike(heard: string, name: string): number {
  if (singular(heard) === singular(name)) return 1
  const letters = likeness([...heard.replaceAll(' ', '')], [...name.replaceAll(' ', '')])
  if (name.length < 4 || letters < 0.45) return letters
  return Math.max(letters, 0.4 * letters + 0.55 * likeness(sound(heard), sound(name)))
}

const singular = (words: string): string => words.replace(/ies\b/g, 'y').replace(/(?<=[a-z]{3})(?:es|s)\b/g, '')

const sound = (words: string): string[] => [...words.split(' ').map(singular).map(englishSound).join('')]

function likeness(a: string[], b: string[]): number {
  const longer = Math.max(a.length, b.length)
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
