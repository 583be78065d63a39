import { readFileSync } from 'node:fs'
import { type Language, languages } from '@larder/contracts/language'
import { expect, test } from 'vitest'
import { frozenLines } from '../intents/kiosk-lines.ts'
import { normalise } from '../normalise/normalise.ts'
import { completenessOf } from './completeness.ts'
import { demonstrationCopy } from './demonstration-copy.ts'
import { learnedModel } from './learned.fixture.ts'
import { readerOf } from './reader.ts'

const read = readerOf({ zh: learnedModel('zh'), en: learnedModel('en') })
const completeness = completenessOf(read, () => demonstrationCopy)

/** Sentences of shoppers that are in no training; many are another with a little more behind. */
const sentences = (language: Language): string[] =>
  readFileSync(new URL(`../lines/${language}/sentences.txt`, import.meta.url), 'utf8')
    .trim()
    .split('\n')

/** What an answer would be made of. */
function meaning(text: string, language: Language): string {
  const copy = demonstrationCopy
  const { intent, named, slots } = read(text, { language, copy, nowMs: copy.atMs, spoken: true, toward: 'future' })
  const { orderNumber, quantity, moneyFen, dayMs, minuteOfDay } = slots
  const products = named.map(({ product }) => product).sort()
  return JSON.stringify([intent, products, orderNumber, quantity, moneyFen, dayMs, minuteOfDay])
}

function judge(texts: string[], language: Language) {
  const [joint, wholes] = [language === 'zh' ? '' : ' ', texts.map((text) => normalise(text, language))]
  const prefixes = wholes.flatMap((whole) => {
    const parts = language === 'zh' ? [...whole] : whole.split(' ')
    return parts.slice(1).map((_, at) => ({ whole, text: parts.slice(0, at + 1).join(joint) }))
  })
  const is = (text: string) => completeness(text, language, null)
  const cut = prefixes.filter(
    ({ text, whole }) => is(text) === 'complete' && meaning(text, language) !== meaning(whole, language),
  )
  return {
    cut: cut.length / prefixes.length,
    complete: wholes.filter((whole) => is(whole) === 'complete').length / wholes.length,
    open: wholes.filter((whole) => is(whole) === 'open').length / wholes.length,
  }
}

test.each(languages)(
  'in %s, whoever goes on with words that matter is hardly ever judged to be at the end, and whoever is at the end mostly is',
  (language) => {
    for (const texts of [sentences(language), frozenLines(language).map(({ text }) => text)]) {
      expect(texts.length).toBeGreaterThan(90)
      const { cut, complete, open } = judge(texts, language)
      expect(cut).toBeLessThanOrEqual(0.03)
      expect(complete).toBeGreaterThan(0.5)
      expect(open).toBeLessThan(0.07)
    }
  },
  60_000,
)
