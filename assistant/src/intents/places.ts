import type { Language } from '@larder/contracts/language'
import type { Classifier, Understood } from '../classifier/classifier.ts'
import type { NamedProduct } from '../slots/catalogue.ts'

/**
 * Stands in a text for a product of the catalogue: a rare name must not decide what is asked about it. In Chinese it is
 * a character, for a run of Latin letters would weigh more than everything else that is said (10 points lost).
 */
export const productPlace: Record<Language, string> = { en: 'xproductx', zh: '囍' }
/** One order's number is as good as another. */
const numberPlace = '8812'

export const withNumberPlaces = (text: string): string => text.replace(/\d{4,}/g, numberPlace)

/**
 * What a text means, read as it was said and with places for what it names: the surer reading counts. The names say
 * something too, but a rare one may mislead.
 */
export function readWithPlaces(
  classifier: Classifier,
  text: string,
  named: Pick<NamedProduct, 'heard'>[],
  language: Language,
): Understood {
  const asSaid = classifier.read(text)
  const placed = named.reduce(
    (left, { heard }) => (left === heard ? left : left.replace(heard, productPlace[language])),
    withNumberPlaces(text),
  )
  if (placed === text) return asSaid
  const inPlaces = classifier.read(placed)
  return inPlaces.confidence > asSaid.confidence ? inPlaces : asSaid
}
