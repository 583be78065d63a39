import type { Bilingual } from '@larder/contracts/site'
import type { SkillAnswer } from '../mind/skill.ts'
import { factsOf, nameOf, priceNow } from './facts.ts'
import { isOffered } from './recommend/fit.ts'
import { graphOf } from './recommend/graph.ts'
import { priceNowWords } from './shelf.ts'
import { asOf, list, noRecord, type Speech, sentences } from './speech.ts'
import { askWhich, productChoice, productsMeant } from './which.ts'
import { fill, goodsWords, inBoth } from './words/words.ts'

const mostPairs = 4

/** What goes with a product, or whether two go together. */
export function pairing(speech: Speech): SkillAnswer {
  const { say, input, copy, nowMs } = speech
  const [first, second] = productsMeant(speech)
  if (first === undefined) return askWhich(speech)
  const graph = graphOf(copy.cards)
  const name = speech.name(first)
  const topic = { intent: input.intent, products: [first] }
  if (second !== undefined && input.slots.products.length > 1) {
    const names = { first: name, second: speech.name(second) }
    const both = { intent: input.intent, products: [first, second] }
    if (graph.conflict(first, second))
      return { say: sentences(speech, [say('pairsNot', names)]), outcome: 'answered', topic: both }
    const go = graph.pairsOf(first).some(({ product, via }) => product === second && via === null)
    if (go) return { say: sentences(speech, [say('pairsTwo', names)]), outcome: 'answered', topic: both }
    return { ...noRecord(speech, 'pairsTwoTopic', names), topic: both }
  }
  const found = graph
    .pairsOf(first)
    .filter(({ product }) => isOffered(speech.records(product), nowMs))
    .slice(0, mostPairs)
  if (found.length === 0) return { ...noRecord(speech, 'pairsTopic', { name }), topic }
  return {
    say: sentences(speech, [
      say('pairs', {
        name,
        names: list(
          speech,
          found.map(({ product }) => speech.name(product)),
        ),
      }),
    ]),
    cards: [
      {
        kind: 'products',
        items: found.map(({ product, via }) => ({
          facts: factsOf(speech.records(product)),
          because: [becausePairs(speech, first, via)],
        })),
      },
    ],
    choices: found.map(({ product }) => productChoice(speech, 'product-where', product)),
    outcome: 'answered',
    topic,
  }
}

function becausePairs(speech: Speech, product: string, via: string | null): Bilingual {
  return inBoth((language) => {
    const words = goodsWords(language).say
    const name = nameOf(speech.records(product), language)
    if (via === null) return fill(words['because.pairs'], { name })
    return fill(words['because.pairsVia'], { name, via: nameOf(speech.records(via), language) })
  })
}

/** Two products by what is on record of both: price, life left, what is in them, how they taste. */
export function compare(speech: Speech): SkillAnswer {
  const { say, input } = speech
  const named = productsMeant(speech)
  const others = input.topic.products.filter((product) => !named.includes(product))
  const [first, second] = [...named, ...others]
  if (first === undefined) return askWhich(speech)
  if (second === undefined) {
    const like = graphOf(speech.copy.cards).alike(first).slice(0, 4)
    return {
      say: say('whichOther', { name: speech.name(first) }),
      choices: like.map((product) => productChoice(speech, input.intent, product)),
      expects: 'choice',
      outcome: 'asked-back',
      topic: { intent: input.intent, products: [first] },
    }
  }
  const both = [first, second]
  const facts = both.map((product) => ({ product, told: comparable(speech, product) }))
  const topic = { intent: input.intent, products: both }
  if (facts.some(({ told }) => told.length === 0)) {
    const names = { first: speech.name(first), second: speech.name(second) }
    return { ...noRecord(speech, 'compareTopic', names), topic }
  }
  return {
    say: sentences(speech, [
      ...facts.map(({ told }) => told.join(speech.language === 'zh' ? '，' : ', ')),
      cheaper(speech, first, second),
      fresher(speech, first, second),
      asOf(speech),
    ]),
    cards: [
      { kind: 'products', items: both.map((product) => ({ facts: factsOf(speech.records(product)), because: [] })) },
    ],
    outcome: 'answered',
    topic,
  }
}

function comparable(speech: Speech, product: string): string[] {
  const { say, value } = speech
  const records = speech.records(product)
  const { card, lot } = records
  const tastes = (card?.attributes.taste ?? []).map((taste) => value('taste', taste))
  const left = lot?.standing.state === 'free' ? lot.life?.percentLeft : undefined
  const { nutrition } = card ?? {}
  const told = [
    tastes.length > 0 && list(speech, tastes),
    nutrition && say('proteinShort', { n: nutrition.proteinGrams, fat: nutrition.fatGrams }),
    left !== undefined && say('lifeShort', { percent: Math.round(left) }),
  ].filter((part): part is string => typeof part === 'string')
  if (records.item) return [priceNowWords(speech, records), ...told]
  return told.length > 0 ? [speech.name(product), ...told] : []
}

/** Said only of the same unit: a kilo and a piece can not be compared. */
function cheaper({ say, records, name }: Speech, first: string, second: string): string | null {
  const [a, b] = [records(first), records(second)]
  const [priceA, priceB] = [priceNow(a), priceNow(b)]
  if (a.product?.unit !== b.product?.unit || priceA === undefined || priceB === undefined || priceA === priceB)
    return null
  return say('cheaper', { name: name(priceA < priceB ? first : second) })
}

function fresher({ say, records, name }: Speech, first: string, second: string): string | null {
  const [a, b] = [factsOf(records(first)).percentLeft, factsOf(records(second)).percentLeft]
  if (a === null || b === null || Math.round(a) === Math.round(b)) return null
  return say('fresher', { name: name(a > b ? first : second) })
}
