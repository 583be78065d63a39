import { expect, test } from 'vitest'
import { Classifier } from '../classifier/classifier.ts'
import { packModel, unpackModel } from '../classifier/model-file.ts'
import { type FrozenJudgement, judgeAgainstFrozen, learnThroughGate, passesGate } from './gate.ts'
import { learnIntents, type ToLearn } from './learn.ts'
import type { LearnableArticle } from './phrases.ts'

const parking: LearnableArticle = {
  id: 'parking',
  title: { zh: '停车', en: 'Parking' },
  questions: {
    zh: ['停车要钱吗', '停车场在哪', '可以停多久车', '停车免费多久'],
    en: ['is parking free', 'where is the car park', 'can i leave my car here', 'how long can i park here'],
  },
}
const given = (more: Partial<ToLearn> = {}): ToLearn => ({
  language: 'en',
  products: ['dragon fruit'],
  articles: [],
  extra: [],
  svmOnly: true,
  ...more,
})
const intentOf = (given: ToLearn, text: string): string | undefined =>
  new Classifier(learnIntents(given)).read(text).ranking[0]?.intent

test.each(['en', 'zh'] as const)('an article is learned in %s and its unseen question is understood', (language) => {
  const { model, judgement, gate } = learnThroughGate(given({ language, articles: [parking] }), null)
  expect(gate).toEqual({ passes: true, reasons: [] })
  expect(judgement.articles).toMatchObject([{ id: 'parking', understood: true }])
  expect(judgement.accuracy).toBeGreaterThan(0.8)
  expect(model?.labels).toContain('article:parking')
})

test('an answered question is understood from then on', () => {
  const text = 'my trolley squeaks'
  expect(intentOf(given({ extra: [{ text, intent: 'other-complaint' }] }), text)).toBe('other-complaint')
})

test('an article that asks what an intent asks already is refused, with its question and the intent', () => {
  const twin: LearnableArticle = {
    id: 'money-back',
    title: { zh: '退款', en: 'Refund' },
    questions: { zh: [], en: ['what happens on my birthday', 'i want a refund please'] },
  }
  const { model, gate } = learnThroughGate(given({ articles: [twin] }), null)
  expect(model).toBeNull()
  expect(gate.reasons).toEqual([expect.stringMatching(/"i want a refund please" of article money-back .* refund/)])
})

const judged = (accuracy: number): FrozenJudgement => ({
  language: 'zh',
  lines: 100,
  accuracy,
  confidentAccuracy: 1,
  coverage: 0.8,
  byIntent: { refund: { lines: 100, right: 100 * accuracy } },
  articles: [],
})

test('the gate allows one point of loss, refuses more and names what got worse', () => {
  expect(passesGate(judged(0.9), judged(0.89))).toEqual({ passes: true, reasons: [] })
  expect(passesGate(judged(0.9), judged(0.88)).reasons).toEqual([
    'zh: only 88.0 % of the frozen questions are understood, 90.0 % were before; worse are refund',
  ])
})

test('a model is sent as one run of bytes, and a damaged one is refused', () => {
  const model = learnIntents(given())
  const packed = packModel(model)
  const judgement = judgeAgainstFrozen(model, 'en')
  expect(judgeAgainstFrozen(unpackModel(packed), 'en')).toEqual(judgement)
  for (const at of [100, packed.length >> 1, packed.length - 1]) {
    const damaged = Buffer.from(packed)
    damaged[at] = (damaged[at] as number) ^ 1
    expect(() => unpackModel(damaged)).toThrow('damaged or incomplete')
  }
  expect(() => unpackModel(packed.subarray(0, 10_000))).toThrow('damaged or incomplete')
  expect(() => unpackModel(Buffer.from('<html>not found</html>'))).toThrow('does not begin with a SHA-256')
})
