import type { Answer } from '@larder/assistant/mind/mind'
import type { Language } from '@larder/contracts/language'
import { type Grammar, stateGrammars } from '../hearing/grammar.ts'

/** What the next words may be, where the question says so. Whatever else is said is heard as well. */
export function grammarFor(
  answer: Pick<Answer, 'expects' | 'choices' | 'language'> | null,
  language: Language,
): Grammar | undefined {
  if (answer === null) return undefined
  if (answer.expects === 'yes-no' || answer.expects === 'digits') return stateGrammars[answer.expects]?.[language]
  if (answer.expects !== 'choice' || answer.language !== language) return undefined
  const phrases = answer.choices.map(({ label }) => spoken(label, language)).filter((phrase) => phrase !== '')
  return phrases.length > 0 ? { phrases } : undefined
}

/** A button's label as it would be said: without signs, and in the small letters of the models' words. */
const spoken = (label: string, language: Language): string =>
  label
    .toLowerCase()
    .replace(language === 'zh' ? /[^\p{L}\p{N}]+/gu : /[^\p{L}\p{N}']+/gu, language === 'zh' ? '' : ' ')
    .trim()
