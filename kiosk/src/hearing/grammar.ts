import type { Language } from '@larder/contracts/language'

/** The phrases a dialog state waits for. */
export interface Grammar {
  phrases: string[]
  /** Any number of the phrases in a row counts, as for the digits of an order number. */
  repeats?: boolean
}

/** The grammars of the kiosk's own questions, by the state that asks; the catalogue's come at run time. */
export const stateGrammars: Record<string, Record<Language, Grammar>> = {
  'yes-no': {
    zh: { phrases: ['是', '是的', '对', '好', '好的', '可以', '不是', '不对', '不要', '不用', '不'] },
    en: { phrases: ['yes', 'yes please', 'okay', 'correct', 'no', 'no thanks', 'wrong'] },
  },
  digits: {
    zh: { phrases: [...'零一二三四五六七八九幺'], repeats: true },
    en: { phrases: 'zero oh one two three four five six seven eight nine double'.split(' '), repeats: true },
  },
  human: {
    zh: { phrases: ['转人工', '人工', '人工客服', '不用', '取消'] },
    en: { phrases: ['speak to a person', 'human', 'a person please', 'no', 'cancel'] },
  },
}

/** Phrases as this model's words, and those it cannot say because a word is unknown to it. */
export interface PreparedGrammar {
  grammar: string
  phrases: Set<string>
  repeats: boolean
  unknown: string[]
}

/** Vosk's symbol for speech that is none of the phrases; without it every noise becomes one of them. */
const other = '[unk]'

export function prepareGrammar(
  { phrases, repeats = false }: Grammar,
  vocabulary: ReadonlySet<string>,
): PreparedGrammar {
  const split = phrases.map((phrase) => ({ phrase, words: splitWords(phrase, vocabulary) }))
  const known = split.flatMap(({ words }) => (words ? [words.join(' ')] : []))
  return {
    grammar: JSON.stringify([...known, other]),
    phrases: new Set(known),
    repeats,
    unknown: split.filter(({ words }) => words === null).map(({ phrase }) => phrase),
  }
}

/**
 * A grammar lets pieces and mixes of its phrases through: only whole phrases of the list count. In a row of them it may
 * pass words over as if they were silence ("one two three four" became "four" on a recording), so a row must have as
 * many listed words as the recogniser without the grammar heard.
 */
export function acceptsText({ phrases, repeats }: PreparedGrammar, text: string, heardFreely: string): boolean {
  if (text === '' || text.includes(other)) return false
  if (!repeats) return phrases.has(text)
  const listed = new Set([...phrases].flatMap((phrase) => phrase.split(' ')))
  const count = (words: string) => words.split(' ').filter((word) => listed.has(word)).length
  return isRowOf(phrases, text.split(' ')) && count(text) >= count(heardFreely)
}

function isRowOf(phrases: ReadonlySet<string>, words: string[]): boolean {
  const ends = [true]
  for (let end = 1; end <= words.length; end++) {
    ends[end] = ends.some((reached, start) => reached && phrases.has(words.slice(start, end).join(' ')))
  }
  return ends[words.length] === true
}

/** A phrase in the words of words.txt: by spaces, and Chinese by the fewest words; null when no words make it up. */
export function splitWords(phrase: string, vocabulary: ReadonlySet<string>): string[] | null {
  const parts = phrase
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .map((part) => (vocabulary.has(part) ? [part] : fewestWords(part, vocabulary)))
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? [])
}

function fewestWords(text: string, vocabulary: ReadonlySet<string>): string[] | null {
  if (!/^\p{Script=Han}+$/u.test(text)) return null
  const best: (string[] | null)[] = [[]]
  for (let end = 1; end <= text.length; end++) {
    best[end] = null
    for (let start = 0; start < end; start++) {
      const head = best[start]
      const word = text.slice(start, end)
      if (!head || !vocabulary.has(word)) continue
      if (head.length + 1 < (best[end]?.length ?? Number.POSITIVE_INFINITY)) best[end] = [...head, word]
    }
  }
  return best[text.length] ?? null
}
