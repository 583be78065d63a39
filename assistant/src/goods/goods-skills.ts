import type { Skill, SkillAnswer } from '../mind/skill.ts'
import { asksInside, cook, keep, nutrition, origin } from './about.ts'
import { freshness } from './freshness.ts'
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
  'product-nutrition': aboutOne(nutrition, asksInside),
  'product-pairing': pairing,
  'product-compare': compare,
  'product-recommend': suggest,
  'product-offers': offers,
  'store-hours': hours,
  membership,
}

/** All that is asked of goods and of the store. Every fact is the copy's or the desk's. */
export const goodsSkills: Skill[] = Object.entries(answers).map(([intent, answer]) => ({
  intents: [intent],
  answer: (input) => answer(speechOf(input)),
}))
