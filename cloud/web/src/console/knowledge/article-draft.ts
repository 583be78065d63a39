import type { ArticleText } from '@larder/contracts/knowledge'
import { type Language, languages } from '@larder/contracts/language'

/** An article as it stands in the form: questions one a line. */
export type Draft = Record<`${'title' | 'answer' | 'questions'}.${Language}`, string>

export const emptyText: ArticleText = {
  title: { zh: '', en: '' },
  answer: { zh: '', en: '' },
  questions: { zh: [], en: [] },
}

export const draftOf = ({ title, answer, questions }: ArticleText): Draft => ({
  'title.zh': title.zh,
  'title.en': title.en,
  'answer.zh': answer.zh,
  'answer.en': answer.en,
  'questions.zh': questions.zh.join('\n'),
  'questions.en': questions.en.join('\n'),
})

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const textOfDraft = (draft: Draft): ArticleText => ({
  title: { zh: draft['title.zh'].trim(), en: draft['title.en'].trim() },
  answer: { zh: draft['answer.zh'].trim(), en: draft['answer.en'].trim() },
  questions: { zh: linesOf(draft['questions.zh']), en: linesOf(draft['questions.en']) },
})

export type Difference =
  | { language: Language; field: 'title' | 'answer'; from: string; to: string }
  | { language: Language; field: 'questions'; added: string[]; removed: string[] }

/** What a reviewer has to look at; before the first publication everything is new. */
export function differencesBetween(before: ArticleText, after: ArticleText): Difference[] {
  return languages.flatMap((language): Difference[] => {
    const words = (['title', 'answer'] as const)
      .filter((field) => before[field][language] !== after[field][language])
      .map((field) => ({ language, field, from: before[field][language], to: after[field][language] }))
    const added = after.questions[language].filter((line) => !before.questions[language].includes(line))
    const removed = before.questions[language].filter((line) => !after.questions[language].includes(line))
    const questions =
      added.length + removed.length === 0 ? [] : [{ language, field: 'questions' as const, added, removed }]
    return [...words, ...questions]
  })
}
