import type { Card } from '@larder/contracts/conversation'
import { sure } from '../hand-off.ts'
import { proofIn } from '../mask.ts'
import { type Form, type Known, nothingKnown } from '../state.ts'
import { humanChoice, type Reply, say, sentences, type Turn, withOffered } from '../turn.ts'
import { absorb, forgetOpenOrder } from './absorb.ts'
import { evidenceFor } from './evidence.ts'
import { feltIll, illFrom } from './illness.ts'
import { asksOnly, general, plans } from './plans.ts'
import { type Proven, prove } from './proof.ts'
import { contactIn, isNo, isYes, questionOrder, questions } from './questions.ts'
import { orderStatus } from './status.ts'
import { summaryOf } from './summary.ts'
import { openTicket } from './ticket.ts'

export const isForm = (intent: string): boolean => intent in plans

/** Begins a case: what was told by the way is kept, the rest is asked. */
export async function startForm(given: Turn, intent: string): Promise<Reply> {
  if (intent === 'felt-ill') return feltIll(given)
  const turn = forgetOpenOrder(given)
  const empty: Form = {
    intent,
    said: turn.reading.masked.slice(0, 600),
    known: { ...nothingKnown, purchase: turn.dialog.topic.order ? 'order' : null },
    asking: null,
    told: false,
    confirmed: false,
  }
  const form = { ...empty, known: { ...spokenOf(turn, empty), ...defined(absorb(turn, empty)) } }
  const promise = plans[intent]?.promise
  const policy = promise === 'refund' ? turn.copy.store?.policy.refund[turn.language] : undefined
  const dialog = policy ? withOffered(turn.dialog, policy) : turn.dialog
  return advance({ ...turn, dialog }, form, [turn.words.openings[intent], policy])
}

/** "It smells bad": of what was spoken of. */
function spokenOf(turn: Turn, form: Form): Known {
  const { topic } = turn.dialog
  const [product] = topic.products
  const asked = plans[form.intent]?.needs.includes('product') && turn.words.lexicon.it.test(turn.reading.text)
  if (product === undefined || !asked) return form.known
  const line = topic.order?.lines.find((candidate) => candidate.product === product)
  if (topic.order && !line) return form.known
  const onShelf = turn.copy.shelf.find((item) => item.product === product)?.lot
  return { ...form.known, product, lot: line?.lot ?? topic.lot ?? onShelf ?? null }
}

const defined = (known: Known): Partial<Known> =>
  Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null && value !== false))

/** An answer to what was asked; null where the words are none, so that they may mean something else. */
export async function continueForm(turn: Turn, before: Form): Promise<Reply | null> {
  const { asking } = before
  if (turn.reading.chosen === null && turn.words.lexicon.stop.test(turn.reading.text)) return dropped(turn)
  if (asking === null) return advance(turn, before, [])
  const told = { ...before, known: absorb(turn, before) }
  if (before.intent === 'felt-ill') return told.known.product === null ? null : illFrom(turn, told)
  if (asking === 'confirm') return confirmed(turn, before, told)
  const patch = questions[asking].read(told, turn)
  if (patch === null) {
    if (asking === 'product' && turn.reading.named.length > 0) return productUnclear(turn, told)
    return same(told.known, before.known) ? null : advance(turn, told, [])
  }
  const form = better(turn, { ...told, known: { ...told.known, ...patch } })
  if (asking === 'contact') return openTicket(form, turn, contactIn(turn))
  if (asking === 'phone-digits' && form.known.purchase !== 'store') return opened(turn, form)
  return advance(turn, form, [])
}

const same = (a: Known, b: Known): boolean => JSON.stringify(a) === JSON.stringify(b)

function dropped(turn: Turn): Reply {
  return {
    say: say(turn, 'dropped'),
    outcome: 'control',
    intent: turn.reading.intent,
    dialog: { ...turn.dialog, form: null, failures: 0 },
  }
}

/** Yes, a correction, or a no that is asked about. */
async function confirmed(turn: Turn, before: Form, told: Form): Promise<Reply | null> {
  if (isYes(turn)) return advance(turn, { ...before, confirmed: true }, [])
  const corrected = corrections(turn, told)
  if (!same(corrected.known, before.known)) return advance(turn, corrected, [])
  if (!isNo(turn)) return null
  return reply(turn, before, say(turn, 'askChange'), { choices: [humanChoice(turn)] })
}

/** At the end a lone weight, count or sum takes the place of what was read back. */
function corrections({ reading }: Turn, form: Form): Form {
  const known = { ...form.known }
  const { quantity, moneyFen } = reading.slots
  if (quantity?.unit === 'gram' && known.foundGrams !== null) known.foundGrams = quantity.amount
  if (quantity?.unit === 'piece' && known.count !== null) known.count = quantity.amount
  if (moneyFen !== null && known.moneyFen !== null) known.moneyFen = moneyFen
  return { ...form, known }
}

/** Who wants a refund because it smells has a better reason than the wish. */
function better({ reading }: Turn, form: Form): Form {
  const { intent, confidence, outOfScope } = reading
  const replaces = intent !== null && isForm(intent) && !general.has(intent) && intent !== 'felt-ill'
  if (!general.has(form.intent) || !replaces || outOfScope || confidence < sure) return form
  return intent.startsWith('order-') || plans[intent]?.order === 'none' ? form : { ...form, intent }
}

async function opened(turn: Turn, form: Form): Promise<Reply> {
  const number = form.known.orderNumber as string
  const proven = await prove(turn, { number, phoneDigits: turn.reading.digits as string })
  return withProof(turn, form, proven)
}

/** Goes on with an order that was opened, or with what could be done without. */
export async function withProof(turn: Turn, form: Form, proven: Proven): Promise<Reply> {
  const topic = { ...turn.dialog.topic, ...proven.topic }
  const known = { ...form.known, ...proven.known }
  return advance({ ...turn, dialog: { ...turn.dialog, topic } }, { ...form, known }, [proven.say])
}

/** Asks for the next thing that is not known yet, or acts when all is. */
async function advance(turn: Turn, given: Form, lead: (string | undefined)[]): Promise<Reply> {
  const { order } = turn.dialog.topic
  const { form, note } = withOrder(turn, given)
  const words = [...lead, note]
  if (asksOnly.has(form.intent)) {
    if (order) return orderStatus(turn, order, form.intent)
    if (form.known.purchase === 'store' || form.known.orderUnchecked) return noStatus(turn, form, words)
  }
  const name = questionOrder.find((candidate) => questions[candidate].open(form, turn)) ?? 'contact'
  const phoneDigits = name === 'phone-digits' ? proofIn(turn.reading.raw) : null
  if (phoneDigits !== null && form.known.orderNumber !== null)
    return withProof(turn, form, await prove(turn, { number: form.known.orderNumber, phoneDigits }))
  const question = questions[name].ask(form, turn)
  if (name !== 'confirm')
    return reply(turn, { ...form, asking: name }, sentences(turn, [...words, question.say]), question)
  const evidence = form.told ? { say: '', cards: [] } : await evidenceFor(form, turn)
  const parts = summaryOf(form, turn)
  const summary = say(turn, form.intent.startsWith('order-') ? 'summaryOrder' : 'summary', { parts })
  const next = { ...form, asking: name, told: true }
  const heard = evidence.say ? withOffered(turn.dialog, evidence.say) : turn.dialog
  return reply(
    { ...turn, dialog: heard },
    next,
    sentences(turn, [...words, evidence.say, summary]),
    question,
    evidence.cards,
  )
}

/** What an opened order tells of the case by itself. */
function withOrder(turn: Turn, form: Form): { form: Form; note: string | undefined } {
  const { order } = turn.dialog.topic
  if (!order) return { form, note: undefined }
  const known: Known = { ...form.known, purchase: 'order' }
  const [only] = order.lines.length === 1 ? order.lines : []
  const named = order.lines.find(({ product, lot }) => lot === known.lot && product === known.product)
  const line = named ?? order.lines.find(({ product }) => product === known.product)
  const note = known.product !== null && !line ? say(turn, 'notInOrder') : undefined
  const meant = line ?? (known.product === null && plans[form.intent]?.needs.includes('product') ? only : undefined)
  known.product = meant?.product ?? null
  known.lot = meant?.lot ?? null
  const unit = turn.copy.products.find(({ id }) => id === known.product)?.unit
  if (form.intent === 'short-weight' && known.labelGrams === null && meant && unit === 'kg') {
    known.labelGrams = meant.quantity * 1000
  }
  return { form: { ...form, known }, note }
}

function noStatus(turn: Turn, form: Form, words: (string | undefined)[]): Reply {
  return {
    say: sentences(turn, [...words, say(turn, 'noOrderNoStatus')]),
    choices: [humanChoice(turn)],
    outcome: 'unanswered',
    intent: form.intent,
    dialog: { ...turn.dialog, form: null, failures: 0 },
  }
}

/** The name fits several, or nothing that is sold. */
function productUnclear(turn: Turn, form: Form): Reply {
  const named = turn.reading.named[0]
  const products = named ? [named.product, ...named.others].slice(0, 6) : []
  if (turn.dialog.topic.order) {
    const question = questions.product.ask(form, turn)
    return reply(turn, form, sentences(turn, [say(turn, 'notInOrder'), question.say]), question)
  }
  return reply(turn, form, say(turn, 'whichProduct'), {
    choices: products.map((product) => ({ id: `product:${product}`, label: nameOf(turn, product) })),
    expects: 'choice',
  })
}

const nameOf = ({ copy, language }: Turn, product: string): string => {
  const found = copy.products.find(({ id }) => id === product)
  return (language === 'zh' ? found?.nameZh : found?.nameEn) ?? product
}

function reply(
  turn: Turn,
  form: Form,
  words: string,
  { choices = [], expects = 'open' }: Pick<Reply, 'choices' | 'expects'>,
  cards: Card[] = [],
): Reply {
  const topic = {
    ...turn.dialog.topic,
    intent: form.intent,
    products: form.known.product
      ? [...new Set([form.known.product, ...turn.dialog.topic.products])].slice(0, 6)
      : turn.dialog.topic.products,
    lot: form.known.lot ?? turn.dialog.topic.lot,
  }
  const hasHuman = choices.some(({ id }) => id === 'intent:human')
  return {
    say: words,
    cards,
    choices: hasHuman ? choices : [...choices, humanChoice(turn)],
    expects,
    outcome: 'asked-back',
    intent: form.intent,
    dialog: { ...turn.dialog, form, topic, failures: 0 },
  }
}

/** The pending question once more, after something else or after words that were no answer. */
export const askAgain = (turn: Turn, form: Form, lead: string[]): Promise<Reply> => advance(turn, form, lead)
