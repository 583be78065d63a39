import type { AttributeDimension } from '@larder/contracts/shop'
import type { SkillAnswer } from '../mind/skill.ts'
import { factsOf } from './facts.ts'
import { graphOf } from './recommend/graph.ts'
import { type Recommendation, recommend } from './recommend/rank.ts'
import { type Request, requestIn } from './recommend/request.ts'
import { asOf, list, noRecord, type Speech, sentences } from './speech.ts'
import { productChoice } from './which.ts'

/** Three are as many as the ear keeps; the card shows the rest. */
const mostSpoken = 3

/** What fits what was asked for, and why; what must not be is left out, and that is said. */
export function suggest(speech: Speech): SkillAnswer {
  const { say, input, copy, nowMs, language } = speech
  const wish = wishOf(input)
  const request = requestIn(wish, language)
  if (request.allergic && request.refused.length === 0) return noRecord(speech, 'allergyTopic')
  if (request.budgetFen === null && input.slots.moneyFen !== null) request.budgetFen = input.slots.moneyFen
  const graph = graphOf(copy.cards)
  const beside = input.slots.products.map(({ product }) => product)
  const among = (product: string): boolean =>
    !beside.some((other) => graph.conflict(product, other)) || beside.includes(product)
  const found = recommend(copy, request, { tags: input.tags, nowMs, among })
  const withheld = leftOutWords(speech, request, found)
  if (found.picks.length === 0) {
    return {
      say: sentences(speech, [say('recommendNone'), withheld]),
      choices: [{ id: 'intent:human', label: say('callStaff') }],
      outcome: 'unanswered',
    }
  }
  return {
    say: sentences(speech, [pickWords(speech, found), withheld, asOf(speech)]),
    cards: [
      {
        kind: 'products',
        items: found.picks.map(({ product, because }) => ({ facts: factsOf(speech.records(product)), because })),
      },
    ],
    choices: found.picks.map(({ product }) => productChoice(speech, 'product-where', product)),
    outcome: 'answered',
    topic: { intent: input.intent, products: found.picks.map(({ product }) => product), wish },
  }
}

const longestWish = 400

/** "No seafood, please" goes on with what was wished for before; "some fruit" begins anew. */
function wishOf({ text, language, topic }: Speech['input']): string {
  const now = text.slice(0, longestWish)
  const anew = requestIn(now, language).wanted.some(({ dimension }) => beginsAnew.has(dimension))
  const both = `${topic.wish} ${now}`.trim()
  return topic.intent !== 'product-recommend' || anew || both.length > longestWish ? now : both
}

const beginsAnew = new Set<AttributeDimension>(['category', 'species', 'use', 'occasion'])

function pickWords(speech: Speech, { picks, missing }: Recommendation): string {
  const { say, language, value } = speech
  const shown = picks.slice(0, mostSpoken).map(({ product, because }) => ({
    name: speech.name(product),
    reasons: because.slice(0, 2).map((reason) => reason[language]),
  }))
  const shared =
    shown.length < 2
      ? []
      : (shown[0]?.reasons ?? []).filter((one) => shown.every(({ reasons }) => reasons.includes(one)))
  const spoken = shown.map(({ name, reasons }) => {
    const own = reasons.filter((reason) => !shared.includes(reason))
    return own.length > 0
      ? say('recommendBecause', { name, reasons: language === 'zh' ? own.join('，') : list(speech, own) })
      : name
  })
  const names = spoken.join(language === 'zh' ? '；' : '; ')
  const all = shared.length > 0 && say('recommendAll', { reasons: sharedWords(speech, shared) })
  if (missing.length === 0) return sentences(speech, [say('recommend', { names }), all])
  const asked = list(
    speech,
    missing.map((trait) => value(trait.dimension, trait.value)),
  )
  return say('recommendClosest', { missing: asked, names })
}

/** "It suits two people" of all: "they suit two people". */
const sharedWords = (speech: Speech, reasons: string[]): string =>
  speech.language === 'zh'
    ? reasons.join('、')
    : list(
        speech,
        reasons.map((one) => one.replace(/^it is /, 'are ').replace(/^it (\w+)s /, '$1 ')),
      )

/** Told whenever something was refused, whether or not anything had it: who has an allergy wants to hear it. */
function leftOutWords(speech: Speech, { refused, allergic }: Request, { leftOut }: Recommendation): string | null {
  if (refused.length === 0) return null
  const { say, value, language } = speech
  const named = [...new Set(refused.map((trait) => value(trait.dimension, trait.value)))]
  const unknown = allergic && leftOut['allergens-unknown'] ? say('leftOutUnknown') : null
  const joint = language === 'zh' ? '，' : ', '
  return [say('leftOut', { what: list(speech, named) }), unknown].filter(Boolean).join(joint)
}
