import type { Choice, ProductFacts } from '@larder/contracts/conversation'
import { factsOf, recordsOf } from '../goods/facts.ts'
import { callPerson } from './hand-off.ts'
import type { Topic } from './skill.ts'
import { humanChoice, intentChoice, productName, type Reply, say, sentences, type Turn } from './turn.ts'

const mostProducts = 6
const severalWanted = /^product-(?:compare|recommend|offers|pairing)$/
const aboutAProduct = ['product-where', 'product-price', 'product-freshness', 'product-cook']

/** Answers by a skill; asks first which product is meant where a name fits several. */
export async function bySkill(turn: Turn, intent: string): Promise<Reply> {
  const skill = turn.skills.get(intent)
  if (!skill) return noFacts(turn, intent)
  const several = turn.reading.named.find(({ others }) => others.length > 0)
  if (several && !severalWanted.test(intent)) return whichProduct(turn, intent, [several.product, ...several.others])
  const topic = topicFor(turn)
  const { reading, desk, copy, language, nowMs, tags } = turn
  const answer = await skill.answer({
    intent,
    text: reading.text,
    language,
    slots: reading.slots,
    topic,
    mood: reading.mood,
    copy,
    nowMs,
    desk,
    tags,
  })
  const products = [...new Set([...(answer.topic?.products ?? []), ...topic.products])].slice(0, mostProducts)
  const dialog = {
    ...turn.dialog,
    topic: { ...topic, intent, ...answer.topic, products },
    failures: answer.outcome === 'unanswered' ? turn.dialog.failures : 0,
    settled: turn.dialog.settled || answer.outcome === 'answered',
  }
  const reply: Reply = { ...answer, intent, dialog }
  if (answer.outcome === 'unanswered') reply.effects = [{ kind: 'unanswered', text: reading.masked.slice(0, 400) }]
  if (!answer.handOff) return reply
  const called = await callPerson(turn, answer.handOff, dialog)
  return {
    ...called,
    say: sentences(turn, [answer.say, called.say]),
    cards: [...(answer.cards ?? []), ...(called.cards ?? [])],
  }
}

/** Products named now come before those named earlier; of an opened order the lot that was delivered is meant. */
function topicFor({ dialog: { topic }, reading }: Turn): Topic {
  const now = reading.slots.products.map(({ product }) => product)
  const products = [...new Set([...now, ...topic.products])].slice(0, mostProducts)
  const delivered = topic.order?.lines.find(({ product }) => product === products[0])?.lot
  const lot = reading.lot ?? delivered ?? (now.length > 0 ? null : topic.lot)
  return { ...topic, products, lot }
}

export function noFacts(turn: Turn, intent: string): Reply {
  return {
    say: say(turn, 'noFacts'),
    choices: [humanChoice(turn)],
    outcome: 'unanswered',
    intent,
    dialog: { ...turn.dialog, topic: { ...topicFor(turn), intent } },
    effects: [{ kind: 'unanswered', text: turn.reading.masked.slice(0, 400) }],
  }
}

function whichProduct(turn: Turn, intent: string, products: string[]): Reply {
  return {
    say: say(turn, 'whichProduct'),
    choices: products
      .slice(0, mostProducts)
      .map(
        (product): Choice => ({ id: `intent:${intent}:${product}`, label: productName(turn, product).slice(0, 120) }),
      ),
    expects: 'choice',
    outcome: 'asked-back',
    intent,
    dialog: { ...turn.dialog, failures: 0, topic: { ...turn.dialog.topic, intent, products } },
  }
}

/** A product's name and nothing else: its card, and what can be asked of it. */
export function productAlone(turn: Turn): Reply {
  const named = turn.reading.named[0]
  const products = named ? [named.product, ...named.others].slice(0, mostProducts) : turn.dialog.topic.products
  const [first] = products as [string, ...string[]]
  const several = products.length > 1 && (named?.others.length ?? 0) > 0
  const dialog = { ...turn.dialog, failures: 0, topic: { ...topicFor(turn), intent: null } }
  if (several) {
    const names = products.map((product) => productName(turn, product))
    return {
      say: say(turn, 'whichProduct'),
      choices: products.map((product, at) => ({
        id: `product:${product}`,
        label: (names[at] as string).slice(0, 120),
      })),
      cards: [{ kind: 'products', items: products.flatMap((product) => item(turn, product)) }],
      expects: 'choice',
      outcome: 'asked-back',
      intent: null,
      dialog: { ...dialog, topic: { ...dialog.topic, products } },
    }
  }
  const facts = factsFor(turn, first)
  return {
    say: say(turn, 'productCard', { name: productName(turn, first) }),
    cards: facts ? [{ kind: 'product', facts }] : [],
    choices: aboutAProduct.map((intent) => intentChoice(turn, intent, first)),
    outcome: 'asked-back',
    intent: null,
    dialog,
  }
}

function item(turn: Turn, product: string): { facts: ProductFacts; because: [] }[] {
  const facts = factsFor(turn, product)
  return facts ? [{ facts, because: [] }] : []
}

function factsFor({ copy, nowMs }: Turn, product: string): ProductFacts | null {
  const records = recordsOf(copy, product, nowMs)
  return records.product ? factsOf(records) : null
}
