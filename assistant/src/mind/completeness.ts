import type { DialogStateWire } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import { orderNumbered } from '@larder/contracts/order-number'
import type { StoreCopy } from '@larder/contracts/store-copy'
import { anyProduct, type Ending, type Endings, learnEndings } from '../intents/endings.ts'
import { normalise } from '../normalise/normalise.ts'
import { gramsIn } from '../normalise/weight.ts'
import { digitsIn } from '../slots/digits.ts'
import type { Completeness } from './mind.ts'
import type { Reader, Reading } from './reader.ts'
import type { QuestionName } from './state.ts'
import { type Words, wordsOf } from './words/words.ts'

/** An intent this sure, ahead of the next by so much, is not waited for where the sentence may be over. */
const plain = 0.85
const lead = 0.5
/** Lines that end after the same words, as a share of those that have them: fewer, and the sentence must go on. */
const hardlyEver = 0.02
/** So many, and what a question needs may lie in words that no catalogue knows. */
const mostly = 0.6
/** A decoder tells the last digit of a row when the row is over: in 3 of 24 recordings the partial stayed one short. */
const behind = 1
/** Digits that are expected, by what was asked. An order's number may have any length: it is never complete by itself. */
const expectedDigits: Partial<Record<QuestionName, { least: number; exact: boolean }>> = {
  'order-number': { least: 4, exact: false },
  'phone-digits': { least: 4, exact: true },
  contact: { least: 11, exact: true },
}

/** How far a partial text has come. `copyOf` gives the catalogue of the shop, once one was seen. */
export function completenessOf(read: Reader, copyOf: () => StoreCopy | null) {
  const learned = new Map<Language, Endings>()
  const endingsOf = (language: Language): Endings => {
    const endings = learned.get(language) ?? learnEndings(language)
    learned.set(language, endings)
    return endings
  }
  return (partial: string, language: Language, state: DialogStateWire | null): Completeness => {
    const text = normalise(partial, language)
    if (text === '' || isLooseEnd(text, language)) return 'open'
    const words = wordsOf(language)
    const asking = askingOf(state)
    const inDigits = endsInDigits(text, language)
    const answer = asking === null ? 'usual' : ofAnswer(asking, text, words, language, endingsOf(language))
    if (answer === 'complete' || (inDigits && asking !== null && asking in expectedDigits)) return answer
    const copy = copyOf()
    if (!copy) return answer
    const reading = read(partial, { language, copy, nowMs: copy.atMs, spoken: true, toward: 'future' })
    // How lines end says nothing of numbers.
    if (inDigits) return reading.intent?.startsWith('order-') ? ofNumber(reading.digits ?? '', copy) : 'usual'
    const sentence = reading.named.reduce((left, { heard }) => left.replace(heard, anyProduct), reading.text)
    if (sentence === anyProduct) return answer
    const ending = endingsOf(language)(sentence)
    if (ending.known && ending.probability < hardlyEver) return 'open'
    return ending.probability >= words.lexicon.endsFrom && isWhole(reading, ending) ? 'complete' : answer
  }
}

/** A row of digits may be on its way. */
const endsInDigits = (text: string, language: Language): boolean =>
  digitsIn(language === 'zh' ? text.slice(-1) : (text.split(' ').at(-1) as string), language) !== null

/** Complete when it is that of an order; a number that is not known here may have any length. */
function ofNumber(digits: string, copy: StoreCopy): Completeness {
  if (digits.length + behind < 4) return 'open'
  return orderNumbered(digits, copy.orders) === undefined ? 'usual' : 'complete'
}

/** The state is the mind's own: that much of it is read without parsing the whole, many times a second. */
function askingOf(state: DialogStateWire | null): QuestionName | null {
  const form = state?.form
  const asking = typeof form === 'object' && form !== null && 'asking' in form ? form.asking : null
  return typeof asking === 'string' ? (asking as QuestionName) : null
}

/** One letter or stroke of a word that has only begun. */
const isLooseEnd = (text: string, language: Language): boolean => language === 'en' && /^[b-hj-z]$/.test(text)

function ofAnswer(
  asking: QuestionName,
  text: string,
  { lexicon }: Words,
  language: Language,
  endings: Endings,
): Completeness {
  const isAnswer = lexicon.yes.test(text) || lexicon.no.test(text)
  const digits = expectedDigits[asking]
  if (digits) {
    const said = digitsIn(text, language)?.length ?? 0
    if (said === 0) return lexicon.skip.test(text) ? 'complete' : ofWords(endings(text))
    if (said + behind < digits.least) return 'open'
    return digits.exact && said === digits.least ? 'complete' : 'usual'
  }
  if (asking === 'confirm' || asking === 'number-right') return isAnswer ? 'complete' : ofWords(endings(text))
  if (asking === 'label-weight' || asking === 'found-weight') {
    if (gramsIn(text) === null) return 'open'
    // 一斤 may go on with 半, "two kilos" with "and a half".
    return /(?:克|半|g|grams?|half)$/u.test(text) ? 'complete' : 'usual'
  }
  return ofWords(endings(text))
}

const ofWords = ({ known, probability }: Ending): Completeness => (known && probability < hardlyEver ? 'open' : 'usual')

const needsProduct = /^product-(?:where|price|stock|freshness|origin|store|cook|nutrition|pairing)$/
/** A wish may always get narrower, and a yes or no is seldom all. */
const goingOn = new Set(['yes', 'no', 'greeting', 'product-recommend'])

/** The intent is beyond doubt and what its answer needs was said; what a form needs it asks for. */
function isWhole({ intent, confidence, outOfScope, lead: ahead, named }: Reading, { probability }: Ending): boolean {
  if (intent === null || outOfScope || confidence < plain || ahead < lead || goingOn.has(intent)) return false
  if (intent === 'product-compare') return named.length > 1
  if (!needsProduct.test(intent) || probability >= mostly) return true
  return named.length === 1 && named[0]?.others.length === 0
}
