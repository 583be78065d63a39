import { scene } from '@larder/contracts/ticket'
import { expect, test } from 'vitest'
import { Classifier } from '../classifier/classifier.ts'
import { evaluate } from '../classifier/evaluate.ts'
import { train } from '../classifier/train.ts'
import { frozenLines, kioskLines } from './kiosk-lines.ts'

const languages = ['en', 'zh'] as const

test.each(languages)('every scene and every intent has at least 60 training lines in %s', (language) => {
  const { lines } = kioskLines(language)
  const counts = new Map<string, Set<string>>()
  for (const { text, intent } of lines) {
    if (intent) counts.set(intent, (counts.get(intent) ?? new Set()).add(text))
  }
  expect([...counts].filter(([, texts]) => texts.size < 60).map(([intent, texts]) => [intent, texts.size])).toEqual([])
  expect(scene.options.filter((name) => name !== 'other' && !counts.has(name))).toEqual([])
})

test('both languages have the same intents', () => {
  const intents = languages.map((language) =>
    [...new Set(kioskLines(language).lines.map(({ intent }) => intent))].sort(),
  )
  expect(intents[0]).toEqual(intents[1])
})

test.each([
  ['en', 0.9],
  ['zh', 0.9],
] as const)('lines in no training are understood in %s', (language, least) => {
  const model = train(kioskLines(language), { svmOnly: true, seed: 1 })
  const classifier = new Classifier(model)
  const frozen = frozenLines(language)
  const learned = new Set(kioskLines(language).lines.map(({ text }) => text))
  expect(frozen.filter(({ text }) => learned.has(text))).toEqual([])
  const result = evaluate(classifier, frozen, () => 0)
  if (process.env.SHOW_WRONG) {
    console.log(model.validation, result)
    for (const { text, intent } of frozen) {
      const { ranking, confidence } = classifier.read(text)
      if (ranking[0]?.intent !== intent) console.log(intent, ranking[0]?.intent, confidence.toFixed(2), text)
    }
  }
  expect(result.accuracy).toBeGreaterThanOrEqual(least)
})
