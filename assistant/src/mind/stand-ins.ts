import type { Language } from '@larder/contracts/language'
import type { Classifier, Understood } from '../classifier/classifier.ts'
import { slotValues } from '../intents/slot-values.ts'
import type { NamedProduct } from '../slots/catalogue.ts'

/** Well-known names that are put in the place of a product's. */
const standIns: Record<Language, string[]> = {
  en: (slotValues.en.product ?? []).slice(3, 5),
  zh: (slotValues.zh.product ?? []).slice(3, 5),
}
/** So sure of the words as they are, nothing else is tried. */
const enough = 0.9

/**
 * What a text means whatever product it is about: a rare name must not decide between "where is it" and "where is my
 * order". The meaning that the readings with different names are surest of together is taken.
 */
export function readWithStandIns(
  classifier: Classifier,
  text: string,
  named: NamedProduct[],
  language: Language,
): Understood {
  const asSaid = classifier.read(text)
  const [first] = named
  if (!first || asSaid.confidence >= enough || first.heard === text) return asSaid
  const readings = [asSaid, ...standIns[language].map((name) => classifier.read(text.replace(first.heard, name)))]
  const sums = new Map<string, number>()
  for (const { ranking, confidence } of readings) {
    const intent = ranking[0]?.intent ?? ''
    sums.set(intent, (sums.get(intent) ?? 0) + confidence)
  }
  const [meant] = [...sums].reduce((best, candidate) => (candidate[1] > best[1] ? candidate : best))
  return readings
    .filter(({ ranking }) => ranking[0]?.intent === meant)
    .reduce((best, candidate) => (candidate.confidence > best.confidence ? candidate : best))
}
