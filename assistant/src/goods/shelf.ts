import { metresOf, routeTo } from '@larder/contracts/store-way'
import type { SkillAnswer } from '../mind/skill.ts'
import { factsOf, halfYuan, memberOffer, openOffer, type ProductRecords, yuan } from './facts.ts'
import { isOffered } from './recommend/fit.ts'
import { graphOf } from './recommend/graph.ts'
import { asOf, list, noRecord, type Speech, sentences } from './speech.ts'
import { askWhich, ofKind, productChoice, productsMeant } from './which.ts'
import { goodsWords } from './words/words.ts'

/** Where a product stands, from the store's plan. */
export function where(speech: Speech, product: string): SkillAnswer {
  const { say, language, copy } = speech
  const records = speech.records(product)
  const { shelf, cabinet, item } = records
  const plan = copy.store?.plan
  if (!shelf || !plan) return noRecord(speech, 'whereTopic', { name: speech.name(product) })
  const metres = Math.round(metresOf(routeTo(plan, shelf)))
  const place = shelf.label[language]
  const inside = cabinet?.name[language]
  return {
    say: sentences(speech, [
      say('where', {
        name: speech.name(product),
        shelf: place,
        cabinet: inside === undefined || inside === place ? '' : say('inCabinet', { cabinet: inside }),
      }),
      metres > 0 && !speech.input.desk.remote ? say('way', { metres }) : say('onMap'),
      item?.stock === 0 && say('soldOutThere'),
    ]),
    cards: [
      { kind: 'map', shelf: shelf.id, name: factsOf(records).name },
      { kind: 'product', facts: factsOf(records) },
    ],
    outcome: 'answered',
  }
}

/** What it costs now, what members pay, and what the quantity comes to that was named. */
export function price(speech: Speech, product: string): SkillAnswer {
  const records = speech.records(product)
  if (!records.item) return noRecord(speech, 'priceTopic', { name: speech.name(product) })
  const members = memberOffer(records)
  return {
    say: sentences(speech, [
      [priceNowWords(speech, records), members && membersPay(speech, members.priceFen, members.untilMs)]
        .filter(Boolean)
        .join(speech.language === 'zh' ? '，' : '; '),
      total(speech, records),
      asOf(speech),
    ]),
    cards: [{ kind: 'product', facts: factsOf(records) }],
    outcome: 'answered',
  }
}

/** A price as this language's shoppers say it, with the offer of the day. */
export function priceNowWords({ say, name, until }: Speech, records: ProductRecords): string {
  const unit = records.product?.unit ?? 'piece'
  const priceFen = records.item?.priceFen ?? 0
  const offer = openOffer(records)
  const facts = { name: name(records.id), price: yuan(priceFen), half: halfYuan(priceFen) }
  if (!offer) return say(`price.${unit}`, facts)
  const offered = { offer: yuan(offer.priceFen), offerHalf: halfYuan(offer.priceFen), until: until(offer.untilMs) }
  return say(`offer.${unit}`, { ...facts, ...offered })
}

const membersPay = ({ say, until }: Speech, priceFen: number, untilMs: number): string =>
  say('membersPay', { offer: yuan(priceFen), until: until(untilMs) })

const jinGrams = 500

function total({ say, input, language }: Speech, records: ProductRecords): string | null {
  const { quantity } = input.slots
  const each = factsOf(records)
  const priceFen = each.offerFen ?? each.priceFen
  if (!quantity || priceFen === null || quantity.amount <= 0) return null
  if ((quantity.unit === 'gram') !== (each.unit === 'kg')) return null
  const units = each.unit === 'kg' ? quantity.amount / 1000 : quantity.amount
  // "How much is a 斤" is answered by the price itself.
  if (units === 1 || (each.unit === 'kg' && language === 'zh' && quantity.amount === jinGrams)) return null
  return say('total', {
    quantity: quantityWords(quantity.amount, each.unit, language),
    total: yuan(Math.round(priceFen * units)),
  })
}

function quantityWords(amount: number, unit: 'kg' | 'piece' | 'pack', language: 'zh' | 'en'): string {
  if (unit !== 'kg') return language === 'zh' ? `${amount}${unit === 'pack' ? '份' : '件'}` : String(amount)
  return language === 'zh' ? `${amount / jinGrams}斤` : amount < 1000 ? `${amount} g` : `${amount / 1000} kg`
}

/** From here on "a little" is said, in the product's unit. */
const few = { kg: 3, piece: 5, pack: 5 }

export async function stock(speech: Speech): Promise<SkillAnswer> {
  const unsold = notFound(speech)
  if (unsold !== null) return unsold
  const product = productsMeant(speech)[0]
  if (product === undefined) return kindInStock(speech) ?? askWhich(speech)
  return { ...stockOf(speech, product), topic: { intent: speech.input.intent, products: [product] } }
}

function stockOf(speech: Speech, product: string): SkillAnswer {
  const { say } = speech
  const records = speech.records(product)
  const name = speech.name(product)
  const { item } = records
  if (!item) {
    const answer = noRecord(speech, 'stockTopic', { name })
    return records.product ? { ...answer, say: sentences(speech, [say('shelfUnknown', { name })]) } : answer
  }
  const unit = records.product?.unit ?? 'piece'
  const amount = say(`amount.${unit}`, { n: Math.round(item.stock * 10) / 10 })
  if (item.stock > 0) {
    return {
      say: sentences(speech, [
        say(item.stock <= few[unit] ? 'stock.few' : 'stock.some', { name, stock: amount }),
        asOf(speech),
      ]),
      cards: [{ kind: 'product', facts: factsOf(records) }],
      outcome: 'answered',
    }
  }
  const others = graphOf(speech.copy.cards)
    .alike(product)
    .filter((other) => isOffered(speech.records(other), speech.nowMs))
    .slice(0, 3)
  return {
    say: sentences(speech, [
      say('stock.none', { name }),
      say('backUnknown'),
      others.length > 0 && say('instead', { names: list(speech, others.map(speech.name)) }),
      asOf(speech),
    ]),
    cards: [{ kind: 'product', facts: factsOf(records) }],
    choices: others.map((other) => productChoice(speech, 'product-where', other)),
    outcome: 'answered',
  }
}

/** "Do you sell durian?": a name that none of our goods has. */
function notFound(speech: Speech): SkillAnswer | null {
  const { input, language, say } = speech
  const known = input.slots.products.length > 0 || ofKind(speech).length > 0
  if (known || !goodsWords(language).hearing.sells.test(input.text)) return null
  return {
    say: say('notFound'),
    choices: [{ id: 'intent:human', label: say('callStaff') }],
    outcome: 'unanswered',
  }
}

/** "Do you have any fish?" */
function kindInStock(speech: Speech): SkillAnswer | null {
  const found = ofKind(speech).filter((product) => (speech.records(product).item?.stock ?? 0) > 0)
  if (found.length === 0) return null
  const shown = found.slice(0, 8)
  return {
    say: sentences(speech, [speech.say('inRange', { names: list(speech, shown.map(speech.name)) }), asOf(speech)]),
    cards: [
      { kind: 'products', items: shown.map((product) => ({ facts: factsOf(speech.records(product)), because: [] })) },
    ],
    outcome: 'answered',
    topic: { intent: speech.input.intent, products: shown },
  }
}
