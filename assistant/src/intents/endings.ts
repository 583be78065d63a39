import type { Language } from '@larder/contracts/language'
import { randomFrom } from '../classifier/random.ts'
import { kioskPatterns } from './kiosk-lines.ts'
import { expand } from './patterns.ts'
import { slotValues } from './slot-values.ts'

export interface Ending {
  /** How often a sentence of the kiosk's own lines is over after these last words. */
  probability: number
  /** Whether the last word stands in those lines at all. */
  known: boolean
}

/** Judges whether a sentence may be over after a text; every product's name is written as `anyProduct`. */
export type Endings = (text: string) => Ending

export const anyProduct = '◊'
const beginning = '^'
/** Last words looked at together; a character is less than a word. */
const longest = { word: 4, character: 5 }
/** Lines of a pattern. All of them together weigh as much as another pattern's one. */
const perPattern = 24
/** So many lines does the judgement by fewer words count for. */
const priorLines = 0.2
const seed = 1

/** Learned from the lines in a tenth of a second, and from them alone: how a voice falls is not heard. */
export function learnEndings(language: Language): Endings {
  const met = new Map<string, number>()
  const ended = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string, weight: number) =>
    counts.set(key, (counts.get(key) ?? 0) + weight)
  const random = randomFrom(seed)
  const values = { ...slotValues[language], product: [anyProduct] }
  for (const { pattern } of kioskPatterns(language)) {
    const lines = expand(pattern, values, perPattern, random)
    for (const line of lines) {
      const words = wordsOf(line)
      for (let at = 1; at < words.length; at++) {
        for (const key of ['', ...keysOf(words, at)]) {
          add(met, key, 1 / lines.length)
          if (at === words.length - 1) add(ended, key, 1 / lines.length)
        }
      }
    }
  }
  const overall = (ended.get('') ?? 0) / (met.get('') ?? 1)
  return (text) => {
    // What the lines do not know is most often a name that they cannot know.
    const words = wordsOf(text)
      .map((word) => (word === beginning || isCharacter(word) || met.has(` ${word}`) ? word : anyProduct))
      .filter((word, at, all) => word !== anyProduct || all[at - 1] !== anyProduct)
    let probability = overall
    let known = false
    for (const key of keysOf(words, words.length - 1)) {
      const weight = met.get(key)
      if (weight === undefined) break
      probability = ((ended.get(key) ?? 0) + priorLines * probability) / (weight + priorLines)
      known = true
    }
    return { probability, known }
  }
}

/** Chinese by characters, whatever else by words. */
const wordsOf = (text: string): string[] => [
  beginning,
  ...(text.match(/\p{Script=Han}|[^\s\p{Script=Han}◊]+|◊/gu) ?? []),
]

const isCharacter = (word: string): boolean => /^\p{Script=Han}/u.test(word)

/** The word there, then it and the one before, and so on, each last word first. */
function keysOf(words: string[], at: number): string[] {
  const most = isCharacter(words[at] as string) ? longest.character : longest.word
  const keys: string[] = []
  let key = ''
  for (let from = at; from >= 0 && keys.length < most; from--) {
    key += ` ${words[from]}`
    keys.push(key)
  }
  return keys
}
