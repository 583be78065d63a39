import { weightsIn } from '../../normalise/weight.ts'
import { dayWords, timeWords } from '../format.ts'
import type { Form, Known, QuestionName } from '../state.ts'
import type { Turn } from '../turn.ts'
import { plans } from './plans.ts'

/** Everything of the form that an utterance tells by the way, whatever was asked. */
export function absorb(turn: Turn, form: Form): Known {
  const { reading, words } = turn
  const known = { ...form.known }
  if (form.asking === 'phone-digits' || form.asking === 'contact') return known
  if (words.lexicon.counter.test(reading.text)) known.purchase = 'store'
  const number = orderSaid(turn, form)
  if (number !== null) Object.assign(known, numbered(number, reading.spoken))
  if (plans[form.intent]?.needs.includes('product')) Object.assign(known, goods(turn, known))
  if (form.intent === 'short-weight') Object.assign(known, weights(turn, known))
  const { quantity, moneyFen } = reading.slots
  if (form.intent === 'missing-item' && quantity?.unit === 'piece') known.count = quantity.amount
  if (form.intent === 'wrong-charge' && moneyFen !== null) known.moneyFen = moneyFen
  const noticed = momentSaid(turn)
  if (noticed !== null) known.noticed = noticed
  return known
}

const whereNumbersAreOrders: (QuestionName | null)[] = [null, 'purchase', 'confirm']

/** A row of digits that is neither an amount nor the answer to another question. */
function orderSaid(
  { reading: { slots }, dialog }: Turn,
  { asking, intent }: Pick<Form, 'asking' | 'intent'>,
): string | null {
  const { orderNumber, quantity, moneyFen } = slots
  if (orderNumber === null || dialog.topic.order !== null || plans[intent]?.order === 'none') return null
  const isAmount = Number(orderNumber) === quantity?.amount || Number(orderNumber) * 100 === moneyFen
  return isAmount || isTelephone(orderNumber) || !whereNumbersAreOrders.includes(asking) ? null : orderNumber
}

/** Another order than the one that is open was named: it has to be proven by itself. */
export function forgetOpenOrder(turn: Turn): Turn {
  const { slots } = turn.reading
  const { order } = turn.dialog.topic
  const closed = { ...turn, dialog: { ...turn.dialog, topic: { ...turn.dialog.topic, order: null, lot: null } } }
  const said = orderSaid(closed, { asking: null, intent: '' })
  return order === null || said === null || order.id.includes(said) || slots.moneyFen !== null ? turn : closed
}

/** A mobile number of the mainland: it must not be remembered as an order's. */
export const isTelephone = (digits: string): boolean => /^1[3-9]\d{9}$/.test(digits)

export const numbered = (orderNumber: string, spoken: boolean): Partial<Known> => ({
  purchase: 'order',
  orderNumber,
  numberConfirmed: !spoken,
  orderUnchecked: false,
})

/** The product that was named and the lot of it: the order's, that on the label, or that on sale now. */
function goods(turn: Turn, known: Known): Partial<Known> {
  const { reading, copy, dialog } = turn
  const lines = dialog.topic.order?.lines ?? []
  if (reading.lot !== null)
    return { lot: reading.lot, product: copy.lots.find(({ lot }) => lot === reading.lot)?.product ?? known.product }
  // After "not salmon, shrimp" the last is meant; in "ordered milk, got cream" the first.
  const corrects = turn.words.lexicon.correction.test(reading.text)
  const named = corrects ? reading.named.at(-1) : reading.named[0]
  if (!named) return {}
  const meant = [named.product, ...named.others]
  const line = lines.find(({ product }) => meant.includes(product))
  if (line) return { product: line.product, lot: line.lot }
  if (lines.length > 0) return {}
  // Several fit and nothing decides: it is asked.
  if (named.others.length > 0) return {}
  return { product: named.product, lot: copy.shelf.find(({ product }) => product === named.product)?.lot ?? null }
}

/** Of two weights the greater was paid for; one alone is what was found where "only" is said. */
function weights(turn: Turn, known: Known): Partial<Known> {
  const said = weightsIn(turn.reading.text)
  const [first, second] = said
  if (first === undefined) return {}
  if (second !== undefined) return { labelGrams: Math.max(first, second), foundGrams: Math.min(first, second) }
  if (turn.words.lexicon.only.test(turn.reading.text)) return { foundGrams: first }
  return known.labelGrams === null ? { labelGrams: first } : {}
}

/** A day or a time, read back as such. */
function momentSaid({ reading: { slots }, ...turn }: Turn): string | null {
  const { dayMs, minuteOfDay } = slots
  if (dayMs === null && minuteOfDay === null) return null
  if (minuteOfDay === null) return dayWords(turn, dayMs as number)
  const clock = `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`
  return dayMs === null ? clock : timeWords(turn, dayMs + minuteOfDay * 60_000)
}
