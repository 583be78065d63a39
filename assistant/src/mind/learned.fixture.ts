import type { Language } from '@larder/contracts/language'
import type { Model } from '../classifier/model.ts'
import { learnIntents } from '../learning/learn.ts'
import { demonstrationCopy } from './demonstration-copy.ts'

const learned = new Map<Language, Model>()

/** What the demonstration shop's assistant has learned; a second or two, once a file. */
export function learnedModel(language: Language): Model {
  const known = learned.get(language)
  if (known) return known
  const { products, articles } = demonstrationCopy
  const names = products.map(({ nameZh, nameEn }) => (language === 'zh' ? nameZh : nameEn))
  const model = learnIntents({ language, products: names, articles, extra: [], svmOnly: true })
  learned.set(language, model)
  return model
}
