import { type Candidate, type CatalogueProduct, candidate, least } from './product.ts'
import { editDistance, englishSound } from './sound-distance.ts'

/** English words with what they are compared by, each worked out once and only where it is asked for. */
interface Spelled {
  words: string
  singular: string
  letters: Signs
  sound(): Signs
}

/** Letters with how often each occurs; two that share a place only make words look more alike than they are. */
interface Signs {
  signs: string[]
  counts: Uint16Array
}

export function englishCandidates(text: string, catalogue: CatalogueProduct[]): Candidate[] {
  const words = text.toLowerCase().split(' ').filter(Boolean)
  const stretches = new Map<number, Spelled[]>()
  const found: Candidate[] = []
  for (const { id, nameEn, exact } of catalogue) {
    const { name, size } = nameOf(nameEn)
    for (let length = Math.max(1, size - 1); length <= size + 1; length += 1) {
      const heard = stretches.get(length) ?? stretchesOf(words, length)
      stretches.set(length, heard)
      for (let at = 0; at < heard.length; at += 1) {
        const said = heard[at] as Spelled
        const similarity = said.singular === name.singular ? 1 : exact ? 0 : similarityOf(said, name)
        if (similarity >= least) found.push(...candidate(id, name.words, said.words, similarity, at, length, 'en'))
      }
    }
  }
  return found
}

function stretchesOf(words: string[], length: number): Spelled[] {
  const found: Spelled[] = []
  for (let at = 0; at + length <= words.length; at += 1) found.push(spelled(words.slice(at, at + length).join(' ')))
  return found
}

function spelled(words: string): Spelled {
  let sound: Signs | null = null
  return {
    words,
    singular: singular(words),
    letters: signsOf(words.replaceAll(' ', '')),
    sound() {
      sound ??= signsOf(words.split(' ').map(singular).map(englishSound).join(''))
      return sound
    },
  }
}

function signsOf(text: string): Signs {
  const counts = new Uint16Array(places)
  const signs = [...text]
  for (const sign of signs) {
    const place = (sign.codePointAt(0) as number) % places
    counts[place] = (counts[place] as number) + 1
  }
  return { signs, counts }
}

const places = 32

const names = new Map<string, { name: Spelled; size: number }>()
const mostNames = 20_000

/** A catalogue's names are asked for with every text. */
function nameOf(text: string): { name: Spelled; size: number } {
  const known = names.get(text)
  if (known) return known
  if (names.size >= mostNames) names.clear()
  const name = spelled(text.toLowerCase())
  const made = { name, size: name.words.split(' ').length }
  names.set(text, made)
  return made
}

/** With fewer letters alike, the sound is not even listened to. */
const leastLetters = 0.45
const ofLetters = 0.4
const ofSound = 0.55

/**
 * The likeness of the letters, or nearly as good, of the sounds; 0 where it is less than `least` whatever the order of
 * the letters, for at best every letter that both have stands in its place.
 */
function similarityOf(heard: Spelled, name: Spelled): number {
  const bestLetters = mostAlike(heard.letters, name.letters)
  if (bestLetters < leastLetters) return 0
  if (
    bestLetters < least &&
    ofLetters * bestLetters + ofSound * mostAlike(heard.sound(), name.sound()) < least - rounding
  )
    return 0
  const letters = likeness(heard.letters, name.letters)
  // Short words resemble each other by chance; sound alone is never enough.
  if (name.words.length < 4 || letters < leastLetters) return letters
  return Math.max(letters, ofLetters * letters + ofSound * likeness(heard.sound(), name.sound()))
}

const rounding = 1e-9

function mostAlike(a: Signs, b: Signs): number {
  const shorter = Math.min(a.signs.length, b.signs.length)
  const longer = Math.max(1, a.signs.length, b.signs.length)
  if (shorter < leastLetters * longer) return shorter / longer
  let common = 0
  for (let place = 0; place < places; place += 1) {
    common += Math.min(a.counts[place] as number, b.counts[place] as number)
  }
  return common / longer
}

const singular = (words: string): string => words.replace(/ies\b/g, 'y').replace(/(?<=[a-z]{3})(?:es|s)\b/g, '')

function likeness({ signs: a }: Signs, { signs: b }: Signs): number {
  const longer = Math.max(a.length, b.length)
  return longer === 0 ? 0 : 1 - editDistance(a, b, (x, y) => (x === y ? 0 : 1)) / longer
}
