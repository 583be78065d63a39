import type { Language } from '@larder/contracts/language'
import { Converter } from 'opencc-js/t2cn'

/** Traditional characters with the phrases of Taiwan, to simplified. Its tables are loaded with this module. */
const simplify = Converter({ from: 'twp', to: 'cn' })

const longest = 2000
const fillers: Record<Language, RegExp> = {
  zh: /嗯+|呃+|额+(?=[，,。 ])|啊+(?=[，,。 ])|那个(?=[，,、。 ]|那个)|就是说|怎么说呢|这个(?=[，,、 ])/gu,
  en: /\b(?:u+h+|u+m+|e+r+m*|h+m+|you know|i mean|kind of like|sort of like)\b,?/g,
}

/**
 * A text as the classifier and the slots want it: half-width, lower case, simplified, without fillers, punctuation only
 * within numbers and words, one space at most. What is longer than 2,000 characters is cut.
 */
export function normalise(text: string, language: Language): string {
  const wide = text.slice(0, longest).normalize('NFKC').toLowerCase().replace(/[’`]/g, "'")
  const plain = language === 'zh' ? simplify(wide) : wide
  return plain
    .replace(fillers[language], ' ')
    .replace(/(?<!\d)[.](?!\d)|(?<=\d)[.](?!\d)|[^\p{L}\p{M}\p{N}.%'+ -]/gu, ' ')
    .replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '')
    .replace(/ +/g, ' ')
    .trim()
}
