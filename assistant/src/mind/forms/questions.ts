import type { Choice, Expectation } from '@larder/contracts/conversation'
import { gramsIn } from '../../normalise/weight.ts'
import { countIn } from '../../slots/quantity.ts'
import { digitWords } from '../format.ts'
import type { Form, Known, QuestionName } from '../state.ts'
import { humanChoice, productName, say, type Turn } from '../turn.ts'
import { isTelephone, numbered } from './absorb.ts'
import { plans } from './plans.ts'

/** One thing that is asked. */
interface Question {
  /** Whether it is still unknown. */
  open(form: Form, turn: Turn): boolean
  ask(form: Form, turn: Turn): { say: string; choices?: Choice[]; expects?: Expectation }
  /** What the answer adds; null where it is none. */
  read(form: Form, turn: Turn): Partial<Known> | null
}

const yesNo = (turn: Turn): Choice[] => [
  { id: 'yes', label: turn.words.intents.yes as string },
  { id: 'no', label: turn.words.intents.no as string },
]
const skip = (turn: Turn): Choice => ({ id: 'skip', label: say(turn, 'skip') })
const needs = (form: Form, name: QuestionName): boolean => plans[form.intent]?.needs.includes(name) ?? false
const isSkip = ({ reading, words }: Turn): boolean =>
  reading.chosen === 'skip' || (reading.chosen === null && words.lexicon.skip.test(reading.text))
export const isYes = ({ reading, words }: Turn): boolean =>
  reading.chosen === 'yes' || (reading.chosen === null && words.lexicon.yes.test(reading.text))
export const isNo = ({ reading, words }: Turn): boolean =>
  reading.chosen === 'no' || (reading.chosen === null && words.lexicon.no.test(reading.text))

const unproven = (form: Form, turn: Turn): boolean =>
  plans[form.intent]?.order !== 'none' &&
  turn.dialog.topic.order === null &&
  form.known.purchase !== 'store' &&
  !form.known.orderUnchecked

/** What was said as such, for staff to read. */
const words = (turn: Turn, longest: number): string | null => {
  if (isSkip(turn)) return ''
  const said = turn.reading.masked.replace(/\s+/g, ' ').trim()
  return turn.reading.text.length < 2 ? null : said.slice(0, longest)
}

export const questions: Record<QuestionName, Question> = {
  purchase: {
    open: (form, turn) =>
      unproven(form, turn) && plans[form.intent]?.order === 'either' && form.known.purchase === null,
    ask: (_, turn) => ({
      say: say(turn, 'askPurchase'),
      choices: [
        { id: 'purchase:order', label: say(turn, 'purchaseOrder') },
        { id: 'purchase:store', label: say(turn, 'purchaseStore') },
      ],
      expects: 'choice',
    }),
    read: (form, turn) => {
      if (turn.reading.chosen === 'purchase:order') return { purchase: 'order' }
      if (turn.reading.chosen === 'purchase:store') return { purchase: 'store' }
      if (form.known.purchase !== null) return {}
      if (isNo(turn)) return { purchase: 'store' }
      return isYes(turn) || turn.words.lexicon.ordered.test(turn.reading.text) ? { purchase: 'order' } : null
    },
  },
  'order-number': {
    open: (form, turn) => unproven(form, turn) && form.known.orderNumber === null,
    ask: (_, turn) => ({
      say: say(turn, 'askOrderNumber'),
      choices: [{ id: 'purchase:store', label: say(turn, 'noOrderNumber') }],
      expects: 'digits',
    }),
    read: (form, turn) => {
      if (turn.reading.chosen === 'purchase:store' || isNo(turn) || isSkip(turn)) return { purchase: 'store' }
      if (form.known.purchase === 'store') return {}
      const written = turn.reading.raw.match(/\b(?=[\w.-]*\d)[A-Za-z0-9][A-Za-z0-9._-]{0,63}(?![\w.-])/)?.[0]
      const isCode = written !== undefined && /[A-Za-z]/.test(written) && !turn.reading.spoken
      const number = isCode ? written : turn.reading.digits
      // "Yes, I have an order" is no number yet, and no other matter either.
      if (!number) return isYes(turn) || turn.words.lexicon.ordered.test(turn.reading.text) ? {} : null
      if (isTelephone(number)) return null
      return numbered(number.slice(0, 64), turn.reading.spoken)
    },
  },
  'number-right': {
    open: (form, turn) => unproven(form, turn) && !form.known.numberConfirmed,
    ask: (form, turn) => ({
      say: say(turn, 'numberRight', { number: digitWords(form.known.orderNumber ?? '') }),
      choices: yesNo(turn),
      expects: 'yes-no',
    }),
    read: (form, turn) => {
      if (isYes(turn)) return { numberConfirmed: true }
      if (turn.reading.digits !== null) return { orderNumber: corrected(form.known.orderNumber, turn.reading.digits) }
      return isNo(turn) || turn.words.lexicon.correction.test(turn.reading.text) ? { orderNumber: null } : null
    },
  },
  'phone-digits': {
    open: unproven,
    ask: (_, turn) => ({ say: say(turn, 'askPhoneDigits'), choices: [humanChoice(turn)], expects: 'digits' }),
    // The digits themselves are handed to the desk, never remembered.
    read: (_, turn) => (turn.reading.digits?.length === 4 ? {} : isSkip(turn) ? { purchase: 'store' } : null),
  },
  product: {
    open: (form) => needs(form, 'product') && form.known.product === null,
    ask: (_, turn) => ({
      say: say(turn, 'askProduct'),
      choices: (turn.dialog.topic.order?.lines ?? []).slice(0, 8).map(({ lot, product }) => ({
        id: `lot:${lot}`,
        label: productName(turn, product).slice(0, 120),
      })),
      expects: turn.dialog.topic.order ? 'choice' : 'open',
    }),
    read: (form, turn) => {
      const chosen = turn.reading.chosen?.match(/^lot:(.+)$/)?.[1]
      const line = turn.dialog.topic.order?.lines.find(({ lot }) => lot === chosen)
      if (line) return { product: line.product, lot: line.lot }
      return form.known.product === null ? null : {}
    },
  },
  'label-weight': {
    open: (form) => needs(form, 'label-weight') && form.known.labelGrams === null,
    ask: (_, turn) => ({ say: say(turn, 'askLabelWeight'), expects: 'weight' }),
    read: (_, turn) => weight(turn, 'labelGrams'),
  },
  'found-weight': {
    open: (form) => needs(form, 'found-weight') && form.known.foundGrams === null,
    ask: (_, turn) => ({ say: say(turn, 'askFoundWeight'), expects: 'weight' }),
    read: (_, turn) => weight(turn, 'foundGrams'),
  },
  count: {
    open: (form) => needs(form, 'count') && form.known.count === null,
    ask: (_, turn) => ({ say: say(turn, 'askCount') }),
    read: (_, turn) => {
      const count = countIn(turn.reading.text, turn.language)
      return count !== null && count > 0 && count < 10_000 ? { count } : null
    },
  },
  money: {
    open: (form) => needs(form, 'money') && form.known.moneyFen === null,
    ask: (_, turn) => ({ say: say(turn, 'askMoney') }),
    read: (_, turn) => {
      const bare = countIn(turn.reading.text, turn.language)
      const fen = turn.reading.slots.moneyFen ?? (bare === null ? null : bare * 100)
      return fen !== null && fen > 0 && fen < 100_000_000 ? { moneyFen: fen } : null
    },
  },
  detail: {
    open: (form) => needs(form, 'detail') && form.known.detail === null,
    ask: (form, turn) => ({ say: turn.words.details[form.intent] ?? say(turn, 'askDetail'), choices: [skip(turn)] }),
    read: (_, turn) => {
      const detail = words(turn, 600)
      return detail === null ? null : { detail }
    },
  },
  noticed: {
    open: (form) => needs(form, 'noticed') && form.known.noticed === null,
    ask: (form, turn) => ({ say: turn.words.noticed[form.intent] ?? say(turn, 'askNoticed'), choices: [skip(turn)] }),
    read: (form, turn) => {
      const { named, rest } = turn.reading
      const said = named.length > 0 && rest === '' ? null : words(turn, 160)
      if (said === null) return null
      const moment = form.known.noticed
      return { noticed: moment === null || said.includes(moment) ? said : `${said} (${moment})` }
    },
  },
  confirm: {
    open: (form) => !form.confirmed,
    ask: (_, turn) => ({ say: '', choices: yesNo(turn), expects: 'yes-no' }),
    read: (_, turn) => (isYes(turn) ? {} : null),
  },
  contact: {
    open: () => true,
    ask: (form, turn) => ({
      say: say(turn, form.intent === 'invoice' ? 'askInvoiceContact' : 'askContact'),
      choices: [skip(turn)],
      expects: 'contact',
    }),
    read: (_, turn) => (contactIn(turn) !== null || isSkip(turn) || isNo(turn) ? {} : null),
  },
}

/** Always in this order. */
export const questionOrder = Object.keys(questions) as QuestionName[]

/** A telephone number or an address; null where there is none. */
export function contactIn({ reading }: Turn): string | null {
  const address = reading.raw.match(/[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/)?.[0]
  const number = reading.digits !== null && reading.digits.length >= 7 ? reading.digits : null
  return (address ?? number)?.slice(0, 120) ?? null
}

/** A few digits correct the end of a longer number: "no, one eight" makes 4719 to 4718. */
function corrected(before: string | null, digits: string): string {
  if (before === null || digits.length >= Math.min(4, before.length) || !/^\d+$/.test(before)) return digits
  return before.slice(0, -digits.length) + digits
}

function weight(turn: Turn, name: 'labelGrams' | 'foundGrams'): Partial<Known> | null {
  const grams = gramsIn(turn.reading.text)
  return grams !== null && grams > 0 && grams < 1_000_000 ? { [name]: grams } : null
}
