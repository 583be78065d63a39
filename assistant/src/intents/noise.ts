import type { Language } from '@larder/contracts/language'
import { pinyinOf } from '../slots/pinyin.ts'

/** English words that recognisers mix up. */
const slips: string[][] = [
  ['there', 'their'],
  ['to', 'two', 'too'],
  ['for', 'four'],
  ['where', 'wear', 'were'],
  ['is', 'as', 'his'],
  ['the', 'a', 'uh'],
  ['my', 'by'],
  ['order', 'older', 'border'],
  ['fresh', 'flesh'],
  ['price', 'prize'],
  ['meat', 'meet'],
  ['bread', 'red'],
  ['refund', 'we fund'],
  ['it', 'at'],
  ['can', 'ken'],
  ['sale', 'sail'],
  ['late', 'lake'],
  ['i', 'eye'],
]
const slipsOf = new Map(slips.flatMap((words) => words.map((word) => [word, words.filter((other) => other !== word)])))

/** What a recogniser might make of a line of these. */
export function slurOf(language: Language, lines: string[], random: () => number): (line: string) => string {
  if (language === 'en') return (line) => slurEnglish(line, random)
  const homophones = homophonesIn(lines)
  return (line) => slurChinese(line, homophones, random)
}

/** A line as a recogniser might return it: a word lost, two run together, one taken for another. */
export function slurEnglish(line: string, random: () => number): string {
  const words = line.split(' ')
  const at = Math.floor(random() * words.length)
  const kind = random()
  if (kind < 0.3 && words.length > 3) return words.toSpliced(at, 1).join(' ')
  if (kind < 0.45 && at + 1 < words.length) return words.toSpliced(at, 2, `${words[at]}${words[at + 1]}`).join(' ')
  return words
    .map((word) => {
      const others = slipsOf.get(word)
      return others && random() < 0.5 ? (others[Math.floor(random() * others.length)] as string) : word
    })
    .join(' ')
}

/** A Chinese line with a character lost, or one or two taken for others of the same sound. */
export function slurChinese(line: string, homophones: Map<string, string[]>, random: () => number): string {
  const characters = [...line]
  if (random() < 0.25 && characters.length > 4) {
    return characters.toSpliced(Math.floor(random() * characters.length), 1).join('')
  }
  return characters
    .map((character) => {
      const others = homophones.get(pinyinOf(character))?.filter((other) => other !== character) ?? []
      return others.length > 0 && random() < 0.2 ? (others[Math.floor(random() * others.length)] as string) : character
    })
    .join('')
}

/** Characters of the same sound, tones aside, among those that occur in the lines. */
export function homophonesIn(lines: string[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>()
  for (const character of new Set(lines.join(''))) {
    if (!/\p{Script=Han}/u.test(character)) continue
    const sound = pinyinOf(character)
    found.set(sound, (found.get(sound) ?? new Set()).add(character))
  }
  return new Map([...found].map(([sound, characters]) => [sound, [...characters]]))
}
