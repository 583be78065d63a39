import { expect, test } from 'vitest'
import { differencesBetween, draftOf, emptyText, textOfDraft } from './article-draft.ts'

const text = {
  title: { zh: '停车', en: 'Parking' },
  answer: { zh: '免费', en: 'Free' },
  questions: { zh: ['停哪里', '要钱吗'], en: ['where to park'] },
}

test('a form gives back what it was made from, without empty lines and spaces at the ends', () => {
  expect(textOfDraft(draftOf(text))).toEqual(text)
  const typed = { ...draftOf(text), 'questions.en': '\n  where to park \n\n' }
  expect(textOfDraft(typed)).toEqual(text)
})

test('a reviewer sees each word that changed and each question that came or went', () => {
  const after = {
    ...text,
    answer: { zh: '免费', en: 'Free for two hours' },
    questions: { zh: ['停哪里'], en: ['is it free'] },
  }
  expect(differencesBetween(text, after)).toEqual([
    { language: 'zh', field: 'questions', added: [], removed: ['要钱吗'] },
    { language: 'en', field: 'answer', from: 'Free', to: 'Free for two hours' },
    { language: 'en', field: 'questions', added: ['is it free'], removed: ['where to park'] },
  ])
  expect(differencesBetween(text, text)).toEqual([])
  expect(differencesBetween(emptyText, text)).toHaveLength(6)
})
