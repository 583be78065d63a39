import { expect, test } from 'vitest'
import { faultsOf } from './article-faults.ts'
import { giftWrapping, parking } from './knowledge.fixture.ts'

const frozen = { zh: ['黄瓜摆在哪个货架上'], en: ['where do the cucumbers lie'] }

test('a complete article has no fault', () => {
  expect(faultsOf(parking, { others: [{ id: 'gift', text: giftWrapping }], frozen })).toEqual([])
})

test('what is missing is named by field and language', () => {
  const text = {
    title: { zh: '', en: 'Parking' },
    answer: { zh: '有', en: '' },
    questions: { ...parking.questions, en: ['is parking free'] },
  }
  expect(faultsOf(text, { others: [], frozen }).map(({ field }) => field)).toEqual([
    'title.zh',
    'answer.en',
    'questions.en',
  ])
})

test('a question of another article, of the frozen set or said twice is refused by name, whatever its punctuation', () => {
  const [first = '', ...rest] = parking.questions.en
  const text = { ...parking, questions: { ...parking.questions, en: [first, ...rest, 'Is parking free, here?!'] } }
  expect(faultsOf(text, { others: [], frozen })).toEqual([
    { field: 'questions.en.5', message: '“Is parking free, here?!” stands in this article twice' },
  ])
  const [fault] = faultsOf(parking, { others: [{ id: 'cars', text: parking }], frozen })
  expect(fault).toEqual({ field: 'questions.zh.0', message: '“你们有停车场吗” is a question of the article cars' })
  const known = {
    ...parking,
    questions: { ...parking.questions, zh: ['黄瓜摆在哪个货架上？', ...parking.questions.zh] },
  }
  expect(faultsOf(known, { others: [], frozen })).toMatchObject([
    { field: 'questions.zh.0', message: expect.stringContaining('frozen test set') },
  ])
})
