import { pinyinOf } from '../slots/pinyin.ts'

/** Receives one term of a text: a 32-bit hash and whether it is made of words or of characters. */
export type TermSink = (hash: number, kind: 0 | 1) => void

const words = 0
const characters = 1
const space = 32
const wordPattern = /[\p{Script=Han}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)?|[^\s\p{L}\p{N}]/gu

/** The words of a text as the classifier sees them: lower case, each Chinese character by itself. */
export const wordsOf = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(wordPattern) ?? []

/**
 * Word 1–3-grams with the text's beginning and end as words, 1–2-grams of stems, and character 2–5-grams that do not
 * reach beyond a word. Chinese characters are words already: their runs as characters again only made rare wordings
 * weigh more (5 points lost on unlearned patterns); their sounds are terms instead.
 */
export function termsOf(tokens: string[], sink: TermSink): void {
  const ends = [startMark, ...tokens.map(hashOf), endMark]
  for (let index = 0; index < ends.length; index += 1) {
    const hash = ends[index] as number
    sink(mix(hash, 1), words)
    if (index > 0) sink(mix(mix(ends[index - 1] as number, hash), 2), words)
    if (index > 1) sink(mix(mix(mix(ends[index - 2] as number, ends[index - 1] as number), hash), 3), words)
  }
  let before = startMark
  for (const token of tokens) {
    const hash = hashOf(stemOf(token))
    sink(mix(hash, 4), words)
    sink(mix(mix(before, hash), 5), words)
    before = hash
  }
  for (const token of tokens) if (!isHan(token)) characterTerms(token, sink)
  syllableTerms(tokens, sink)
}

/** 1–2-grams of Mandarin syllables, for recognisers take characters of like sound for each other. */
function syllableTerms(tokens: string[], sink: TermSink): void {
  let before = startMark
  for (const token of tokens) {
    if (!isHan(token)) continue
    const hash = syllableHash(token)
    sink(mix(hash, 6), words)
    sink(mix(mix(before, hash), 7), words)
    before = hash
  }
}

const syllables = new Map<string, number>()

/** Without the tone, and without what southern speakers do not tell apart: zh z, ch c, sh s, r n l, ng n. */
function syllableHash(character: string): number {
  let hash = syllables.get(character)
  if (hash === undefined) {
    const sound = pinyinOf(character)
      .replace(/^([zcs])h/, '$1')
      .replace(/^[rn]/, 'l')
      .replace(/ng$/, 'n')
    hash = hashOf(sound)
    syllables.set(character, hash)
  }
  return hash
}

/** Whether the model has met this word is asked by this term. */
export const wordTerm = (word: string): number => mix(hashOf(word), 1)

const startMark = 11
const endMark = 13

/** Cuts the commonest English endings; crude, and enough for two forms of a word to meet. */
const stemOf = (word: string): string =>
  word.length > 4
    ? word.replace(/ies$/, 'y').replace(/(?:ing|ed|es|s|ly|ment|ation|tion|er|or)$/, '')
    : word.replace(/s$/, '')

const isHan = (token: string): boolean => (token.codePointAt(0) as number) >= 0x3400 && /^\p{Script=Han}/u.test(token)

/** The word stands between two spaces, so that its beginning and end are seen. */
function characterTerms(word: string, sink: TermSink): void {
  const last = word.length
  for (let start = -1; start < last; start += 1) {
    let hash = 0x811c9dc5
    for (let length = 1; length <= 5 && start + length - 1 <= last; length += 1) {
      const at = start + length - 1
      hash = Math.imul(hash ^ (at < 0 || at === last ? space : word.charCodeAt(at)), 0x01000193)
      if (length >= 2) sink(mix(hash, length + 16), characters)
    }
  }
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193)
  return hash
}

/** Murmur3's finaliser over two numbers. */
function mix(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
