import { digitWords, gramWords, moneyWords } from '../format.ts'
import type { Form } from '../state.ts'
import { productName, say, type Turn } from '../turn.ts'

/** Everything that will be acted on, read back. */
export function summaryOf(form: Form, turn: Turn): string {
  const { known } = form
  const { order } = turn.dialog.topic
  const parts: (string | false | null)[] = [
    turn.words.intents[form.intent] ?? form.intent,
    known.product !== null && say(turn, 'sumProduct', { name: productName(turn, known.product) }),
    order === null &&
      known.lot !== null &&
      say(turn, onSale(turn, known.lot) ? 'sumLotOnSale' : 'sumLot', { lot: known.lot }),
    order !== null && say(turn, 'sumOrder', { number: digitWords(order.id) }),
    order === null &&
      known.orderNumber !== null &&
      say(turn, 'sumUnchecked', { number: digitWords(known.orderNumber) }),
    known.labelGrams !== null && say(turn, 'sumLabel', { grams: gramWords(turn, known.labelGrams) }),
    known.foundGrams !== null && say(turn, 'sumFound', { grams: gramWords(turn, known.foundGrams) }),
    known.count !== null && say(turn, 'sumCount', { count: known.count }),
    known.moneyFen !== null && say(turn, 'sumMoney', { money: moneyWords(turn, known.moneyFen) }),
    Boolean(known.noticed) && say(turn, 'sumNoticed', { noticed: known.noticed as string }),
    Boolean(known.detail) && say(turn, 'sumDetail', { detail: known.detail as string }),
  ]
  return parts.filter((part): part is string => typeof part === 'string').join(say(turn, 'join'))
}

const onSale = ({ copy, reading }: Turn, lot: string): boolean =>
  reading.lot !== lot && copy.shelf.some((item) => item.lot === lot)
