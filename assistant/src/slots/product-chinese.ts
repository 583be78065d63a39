import { syllablesOf } from './pinyin.ts'
import { type Candidate, type CatalogueProduct, candidate, least, leastOfTwo } from './product.ts'
import { editDistance, syllableDistance } from './sound-distance.ts'

/** A likeness by sound is a little less than word for word. */
const byEar = 0.97

interface Name {
  characters: number
  syllables: string[]
  /** The sum of distances beyond which the likeness is too small. */
  allowed: number
}

const names = new Map<string, Name>()
const mostNames = 20_000

/** A catalogue's names are asked for with every text: their syllables are worked out once. */
function nameOf(text: string): Name {
  const known = names.get(text)
  if (known) return known
  if (names.size >= mostNames) names.clear()
  const characters = [...text].length
  const allowed = (byEar - (characters === 2 ? leastOfTwo : least)) * characters + rounding
  const name = { characters, syllables: syllablesOf(text), allowed }
  names.set(text, name)
  return name
}

const rounding = 1e-9

/** Where the distances allowed are fewer than this, no syllable can be left out and another added. */
const leaveAndAdd = 2

export function chineseCandidates(text: string, catalogue: CatalogueProduct[]): Candidate[] {
  const characters = [...text]
  const heardSyllables = syllablesOf(text)
  const heardRows = heardSyllables.map(rowOf)
  const found: Candidate[] = []
  for (const { id, nameZh, exact } of catalogue) {
    const name = nameOf(nameZh)
    const length = name.characters
    const said = text.includes(nameZh)
    // One syllable alone is said too often by chance to be repaired.
    if (!said && (exact || length < 2)) continue
    for (let at = 0; at + length <= characters.length; at += 1) {
      if (!said && tooFar(heardRows, at, name)) continue
      const heard = characters.slice(at, at + length).join('')
      if (heard === nameZh) found.push(...candidate(id, nameZh, heard, 1, at, length, 'zh'))
      if (heard === nameZh || exact || length < 2) continue
      const distance = editDistance(heardSyllables.slice(at, at + length), name.syllables, syllableDistance)
      if (distance > name.allowed) continue
      const similarity = byEar - distance / length
      if (length === 2 && similarity < leastOfTwo) continue
      found.push(...candidate(id, nameZh, heard, similarity, at, length, 'zh'))
    }
  }
  return found
}

/** Almost every stretch is settled by its first syllable. */
function tooFar(heard: Row[], at: number, { syllables, allowed }: Name): boolean {
  if (allowed >= leaveAndAdd) return false
  let sum = 0
  for (let index = 0; index < syllables.length; index += 1) {
    sum += distanceIn(heard[at + index] as Row, syllables[index] as string)
    if (sum > allowed) return true
  }
  return false
}

interface Row {
  syllable: string
  /** Filled as they are asked for. */
  distances: Map<string, number>
}

const rows = new Map<string, Row>()
const mostRows = 2000

/** The distances of one heard syllable to those of names. */
function rowOf(syllable: string): Row {
  const known = rows.get(syllable)
  if (known) return known
  if (rows.size >= mostRows) rows.clear()
  const row = { syllable, distances: new Map() }
  rows.set(syllable, row)
  return row
}

function distanceIn({ syllable, distances }: Row, other: string): number {
  if (syllable === other) return 0
  const known = distances.get(other)
  if (known !== undefined) return known
  const distance = syllableDistance(syllable, other)
  distances.set(other, distance)
  return distance
}
