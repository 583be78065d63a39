import { expect, test } from 'vitest'
import { Classifier } from '../classifier/classifier.ts'
import { learnIntents } from '../learning/learn.ts'
import { normalise } from '../normalise/normalise.ts'
import { paraphrases } from './paraphrases.ts'
import { readWithPlaces } from './places.ts'

const confident = 0.7

test.each(['en', 'zh'] as const)(
  'free wordings in %s are answered rightly, and foreign ones hardly ever',
  (language) => {
    const classifier = new Classifier(learnIntents({ language, products: [], articles: [], extra: [], svmOnly: true }))
    const read = paraphrases(language, 'check').map(({ text, intent }) => {
      const { ranking, confidence, outOfScope } = readWithPlaces(classifier, normalise(text, language), [], language)
      const answered = confidence >= confident && !outOfScope
      return { foreign: intent === null, answered, right: ranking[0]?.intent === intent }
    })
    const answered = read.filter((line) => line.answered)
    const own = answered.filter(({ foreign }) => !foreign)
    const share = (part: number, of: number): number => part / of
    expect(share(own.length, read.filter(({ foreign }) => !foreign).length)).toBeGreaterThanOrEqual(0.8)
    expect(share(own.filter(({ right }) => right).length, own.length)).toBeGreaterThanOrEqual(0.95)
    expect(share(answered.length - own.length, read.filter(({ foreign }) => foreign).length)).toBeLessThanOrEqual(0.15)
  },
)
