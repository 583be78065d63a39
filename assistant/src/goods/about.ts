import type { Language } from '@larder/contracts/language'
import type { AttributeDimension } from '@larder/contracts/shop'
import type { SkillAnswer } from '../mind/skill.ts'
import { factsOf } from './facts.ts'
import { list, noRecord, type Speech, sentences } from './speech.ts'
import { traitsIn } from './wanted.ts'
import { goodsWords } from './words/words.ts'

/** Where it comes from: by the lot on sale, else by its card. */
export function origin(speech: Speech, product: string): SkillAnswer {
  const { say, language, day } = speech
  const { lot, card, ...records } = speech.records(product)
  const name = speech.name(product)
  const ways = (['origin', 'method'] as const).flatMap((dimension) =>
    (card?.attributes[dimension] ?? []).map((value) => speech.value(dimension, value)),
  )
  if (!lot && ways.length === 0) return noRecord(speech, 'originTopic', { name })
  return {
    say: sentences(speech, [
      lot &&
        say('origin', {
          name,
          origin: lot.origin[language],
          supplier: lot.supplier,
          date: day(lot.packedAtMs),
          lot: lot.lot,
        }),
      ways.length > 0 && say('originCard', { name, origin: list(speech, ways) }),
    ]),
    cards: [{ kind: 'product', facts: factsOf({ ...records, lot, card }) }],
    outcome: 'answered',
    ...(lot ? { topic: { lot: lot.lot } } : {}),
  }
}

export function keep(speech: Speech, product: string): SkillAnswer {
  const records = speech.records(product)
  const told = speech.language === 'zh' ? records.card?.keepZh : records.card?.keepEn
  if (!told) return noRecord(speech, 'keepTopic', { name: speech.name(product) })
  return fromCard(speech, product, [told])
}

/** How to cook it. Whether it may be eaten raw is told only where its card says so. */
export function cook(speech: Speech, product: string): SkillAnswer {
  const { say, language, input } = speech
  const { card } = speech.records(product)
  const name = speech.name(product)
  const uses = card?.attributes.use ?? []
  if (traitsIn(input.text, language, ['use']).some(({ value }) => value === 'eat-raw')) {
    const raw = uses.includes('eat-raw')
    return {
      ...fromCard(speech, product, [say(raw ? 'rawYes' : 'rawNo', { name })]),
      outcome: raw ? 'answered' : 'unanswered',
    }
  }
  const told = language === 'zh' ? card?.cookZh : card?.cookEn
  return told ? fromCard(speech, product, [told]) : noRecord(speech, 'cookTopic', { name })
}

const fromCard = (speech: Speech, product: string, parts: (string | null)[]): SkillAnswer => ({
  say: sentences(speech, parts),
  cards: [{ kind: 'product', facts: factsOf(speech.records(product)) }],
  outcome: 'answered',
})

const kilojoulesPerKilocalorie = 4.184

/** What is in it, and whether what was named is: an allergen, a diet, somebody it should not be given to. */
export function nutrition(speech: Speech, product: string): SkillAnswer {
  const { language } = speech
  const text = withoutName(speech, product)
  const allergens = traitsIn(text, language, ['allergen']).map(({ value }) => value)
  const asksAllergen = allergens.length > 0 || goodsWords(language).hearing.allergic.test(text)
  const diets = traitsIn(text, language, ['diet']).map(({ value }) => value)
  const eaters = traitsIn(text, language, ['age']).map(({ value }) => value)
  const parts = [
    // "Gluten-free" is asked as a diet, and answered by that alone where there is such a record.
    ...(asksAllergen && diets.length === 0 ? allergenWords(speech, product, allergens) : []),
    ...diets.map((diet) => dietWords(speech, product, diet)),
    ...eaters.map((eater) => eaterWords(speech, product, eater)),
  ]
  if (parts.length > 0) return fromCard(speech, product, parts)
  const content = contentWords(speech, product)
  const { card } = speech.records(product)
  if (content === null && card?.attributes.allergen === undefined) {
    return noRecord(speech, 'nutritionTopic', { name: speech.name(product) })
  }
  return fromCard(speech, product, [content, ...allergenWords(speech, product, [])])
}

/** "Is there milk in the bread" asks about bread: what is named and no allergen, else what is named first. */
export function asksInside({ input, language }: Speech): string | undefined {
  const named = input.slots.products
  return (named.find(({ heard }) => traitsIn(heard, language, ['allergen']).length === 0) ?? named[0])?.product
}

/** "Is there gluten in the tofu" asks about gluten, and not about soy. */
function withoutName({ input, name, language }: Speech, product: string): string {
  const heard = input.slots.products.filter((named) => named.product === product).map((named) => named.heard)
  return [...heard, ...endsOf(name(product).toLowerCase(), language)].reduce(
    (text, part) => text.replace(part, ' '),
    input.text,
  )
}

/** A name and its shorter ends, longest first: soft tofu, tofu; 嫩豆腐, 豆腐. */
function endsOf(name: string, language: Language): string[] {
  const units = language === 'zh' ? [...name] : name.split(' ')
  const least = language === 'zh' ? 2 : 1
  return units
    .slice(0, Math.max(1, units.length - least + 1))
    .map((_, at) => units.slice(at).join(language === 'zh' ? '' : ' '))
}

function contentWords({ say, records, name }: Speech, product: string): string | null {
  const nutrition = records(product).card?.nutrition
  if (!nutrition) return null
  return say('nutrition', {
    name: name(product),
    kilocalories: Math.round(nutrition.kilojoules / kilojoulesPerKilocalorie),
    protein: nutrition.proteinGrams,
    fat: nutrition.fatGrams,
    carbohydrate: nutrition.carbohydrateGrams,
    sodium: nutrition.sodiumMilligrams,
  })
}

function allergenWords(speech: Speech, product: string, asked: string[]): string[] {
  const { say, value } = speech
  const name = speech.name(product)
  const recorded = speech.records(product).card?.attributes.allergen
  if (!recorded) return [say('allergenUnknown', { name })]
  const words = (allergens: string[]): string =>
    list(
      speech,
      allergens.map((one) => value('allergen', one)),
    )
  if (asked.length === 0)
    return [recorded.length > 0 ? say('contains', { name, allergens: words(recorded) }) : say('listsNone', { name })]
  const has = asked.filter((allergen) => recorded.includes(allergen))
  if (has.length > 0) return [say('hasIt', { name, allergen: words(has) })]
  return [say('hasItNot', { name, allergen: words(asked) })]
}

function dietWords(speech: Speech, product: string, diet: string): string {
  const { say, records, name, value } = speech
  const attributes = records(product).card?.attributes ?? {}
  const facts = { name: name(product), diet: value('diet', diet) }
  return say(attributes.diet?.includes(diet) ? 'dietYes' : 'dietNo', facts)
}

function eaterWords(speech: Speech, product: string, eater: string): string {
  const { say, records, name, value } = speech
  const attributes = records(product).card?.attributes ?? {}
  const facts = { name: name(product), who: value('age' satisfies AttributeDimension, eater) }
  if (attributes['must-not']?.includes(eater)) return say('mustNot', facts)
  if (attributes.age?.includes(eater)) return say('forYes', facts)
  return say('noRecord', { what: say('suitsTopic', facts) })
}
