import { pinyin } from 'pinyin-pro'

const known = new Map<string, string>()

/** The toneless syllable of a character at its commonest reading; what is not Chinese stands for itself. */
export function pinyinOf(character: string): string {
  const before = known.get(character)
  if (before !== undefined) return before
  const syllable = pinyin(character, { toneType: 'none', v: true })
  known.set(character, syllable)
  return syllable
}

/** The toneless syllables of a text, read in context, one a character. */
export const syllablesOf = (text: string): string[] =>
  pinyin(text, { toneType: 'none', v: true, type: 'array', nonZh: 'spaced' })
