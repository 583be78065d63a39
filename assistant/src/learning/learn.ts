import type { Article } from '@larder/contracts/article'
import type { Language } from '@larder/contracts/language'
import type { Model } from '../classifier/model.ts'
import { randomFrom } from '../classifier/random.ts'
import { type Line, train } from '../classifier/train.ts'
import { kioskLines } from '../intents/kiosk-lines.ts'
import { slurOf } from '../intents/noise.ts'
import { normalise } from '../normalise/normalise.ts'
import { introductions } from './introductions.ts'
import { type LearnableArticle, phrasesOf, rehearsalOf } from './phrases.ts'

/** A phrase of a shopper, with what staff said it means. */
export interface AnsweredQuestion {
  text: string
  intent: string
}

/** What one language's understanding is learned from, beside the kiosk's own lines. */
export interface ToLearn {
  language: Language
  /** What the catalogue's products are called in this language, other names included. */
  products: string[]
  articles: LearnableArticle[]
  extra: AnsweredQuestion[]
  /** Learned in seconds; with the networks it takes minutes. */
  svmOnly: boolean
}

const seed = 1
/** A phrase of an article is learned so often, each time said otherwise: an intent's own lines are many. */
const waysOfSaying = 8

export const articleIntent = (id: Article['id']): string => `article:${id}`

/** The article an intent stands for, or null for any other intent. */
export const articleOf = (intent: string): string | null =>
  intent.startsWith('article:') ? intent.slice('article:'.length) : null

/** Learns the kiosk's lines, the catalogue's names, the articles' questions and the answered questions. */
export const learnIntents = (given: ToLearn): Model => learnFrom(given, phrasesOf)

/** The same without one phrase of each article that has three or more: what the gate judges by. */
export const rehearseIntents = (given: ToLearn): Model =>
  learnFrom(given, (article, language) => rehearsalOf(article, language).learned)

function learnFrom({ language, products, articles, extra, svmOnly }: ToLearn, phrases: typeof phrasesOf): Model {
  const own = kioskLines(language, products)
  const random = randomFrom(seed)
  const added = [
    ...articles.flatMap((article) =>
      phrases(article, language).map((text) => ({ text, intent: articleIntent(article.id) })),
    ),
    ...extra.map(({ text, intent }) => ({ text: normalise(text, language), intent })).filter(({ text }) => text !== ''),
  ]
  const slur = slurOf(
    language,
    [...own.lines, ...added].map(({ text }) => text),
    random,
  )
  const said = added.flatMap(({ text, intent }): Line[] =>
    Array.from({ length: waysOfSaying }, (_, way) => {
      const opening =
        way < 2 ? '' : (introductions[language][Math.floor(random() * introductions[language].length)] ?? '')
      const line = normalise(`${opening}${text}`, language)
      return { text: way % 2 === 0 ? line : slur(line), intent }
    }),
  )
  return train({ lines: [...own.lines, ...said], validation: own.validation }, { svmOnly, seed })
}
