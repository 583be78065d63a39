import type { DialogStateWire } from '@larder/contracts/conversation'
import { orderBrief } from '@larder/contracts/store-copy'
import { z } from 'zod'

const known = z.strictObject({
  /** Where it was bought: an order, or at the counter. */
  purchase: z.enum(['order', 'store']).nullable(),
  orderNumber: z.string().max(64).nullable(),
  numberConfirmed: z.boolean(),
  /** The number could not be checked, or was not right: staff look it up. */
  orderUnchecked: z.boolean(),
  product: z.string().nullable(),
  lot: z.string().nullable(),
  labelGrams: z.number().nullable(),
  foundGrams: z.number().nullable(),
  count: z.number().nullable(),
  moneyFen: z.number().nullable(),
  noticed: z.string().max(200).nullable(),
  detail: z.string().max(600).nullable(),
})

export const questionName = z.enum([
  'purchase',
  'order-number',
  'number-right',
  'phone-digits',
  'product',
  'label-weight',
  'found-weight',
  'count',
  'money',
  'noticed',
  'detail',
  'confirm',
  'contact',
])

const form = z.strictObject({
  intent: z.string(),
  /** What the shopper said at first. */
  said: z.string().max(600),
  known,
  asking: questionName.nullable(),
  /** The evidence was told already. */
  told: z.boolean(),
  /** The shopper agreed to all of it. */
  confirmed: z.boolean(),
})

const topic = z.strictObject({
  intent: z.string().nullable(),
  products: z.array(z.string()).max(12),
  lot: z.string().nullable(),
  order: orderBrief.nullable(),
  wish: z.string().max(400).default(''),
})

const choice = z.strictObject({ id: z.string().max(120), label: z.string().max(120) })

/** All that is remembered between turns. No telephone digits are in it: it travels with each reported turn. */
const dialog = z.strictObject({
  version: z.literal(1),
  topic,
  form: form.nullable(),
  /** Intents one of which was meant, and the words that they were read from. */
  unclear: z.strictObject({ text: z.string().max(2000), intents: z.array(z.string()).max(2) }).nullable(),
  /** Turns in a row that were not understood. */
  failures: z.number().int().min(0),
  /** What was done and offered, in plain words, for whoever takes over. */
  offered: z.array(z.string().max(400)).max(20),
  called: z.enum(['waiting', 'unreachable']).nullable(),
  /** The shopper's anger was met with a person once; it is not called out again. */
  calmed: z.boolean(),
  /** Something was settled, so that there is something to rate. */
  settled: z.boolean(),
  rated: z.boolean(),
  lastSay: z.string().max(4000),
  lastChoices: z.array(choice).max(12),
  lastExpects: z.enum(['open', 'yes-no', 'digits', 'choice', 'weight', 'contact']),
})

export type Dialog = z.infer<typeof dialog>
export type Form = z.infer<typeof form>
export type Known = z.infer<typeof known>
export type QuestionName = z.infer<typeof questionName>

export const nothingKnown: Known = {
  purchase: null,
  orderNumber: null,
  numberConfirmed: false,
  orderUnchecked: false,
  product: null,
  lot: null,
  labelGrams: null,
  foundGrams: null,
  count: null,
  moneyFen: null,
  noticed: null,
  detail: null,
}

export const newDialog: Dialog = {
  version: 1,
  topic: { intent: null, products: [], lot: null, order: null, wish: '' },
  form: null,
  unclear: null,
  failures: 0,
  offered: [],
  called: null,
  calmed: false,
  settled: false,
  rated: false,
  lastSay: '',
  lastChoices: [],
  lastExpects: 'open',
}

/** What does not parse, such as the state of another release, begins a new conversation. */
export function dialogFrom(wire: DialogStateWire | null): Dialog {
  const parsed = dialog.safeParse(wire)
  return parsed.success ? parsed.data : newDialog
}

export const wireOf = (state: Dialog): DialogStateWire => ({ ...state })
