import type { Skill, SkillAnswer } from '../mind/skill.ts'
import { asksInside, cook, keep, nutrition, origin } from './about.ts'
import { freshness } from './freshness.ts'
import { requestIn } from './recommend/request.ts'
import { price, stock, where } from './shelf.ts'
import { type Speech, speechOf } from './speech.ts'
import { hours, membership, offers } from './store.ts'
import { suggest } from './suggest.ts'
import { compare, pairing } from './together.ts'
import { aboutOne } from './which.ts'

const answers: Record<string, (speech: Speech) => Promise<SkillAnswer> | SkillAnswer> = {
  'product-where': aboutOne(where),
  'product-price': aboutOne(price),
  'product-stock': stock,
  'product-freshness': aboutOne(freshness),
  'product-origin': aboutOne(origin),
  'product-store': aboutOne(keep),
  'product-cook': aboutOne(cook),
  'product-nutrition': (speech) => (asksWhatSuits(speech) ? suggest(speech) : aboutOne(nutrition, asksInside)(speech)),
  'product-pairing': pairing,
  'product-compare': compare,
  'product-recommend': suggest,
  'product-offers': offers,
  'store-hours': hours,
  membership,
}

/** "I am allergic to peanuts, what can I eat" names no product: it is a recommendation that is wanted. */
const asksWhatSuits = ({ input, language }: Speech): boolean => {
  const { allergic, refused } = requestIn(input.text, language)
  return input.slots.products.length === 0 && input.topic.products.length === 0 && allergic && refused.length > 0
}

/** All that is asked of goods and of the store. Every fact is the copy's or the desk's. */
export const goodsSkills: Skill[] = Object.entries(answers).map(([intent, answer]) => ({
  intents: [intent],
  answer: (input) => answer(speechOf(input)),
}))
