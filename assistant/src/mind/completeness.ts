import type { DialogStateWire } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import type { StoreCopy } from '@larder/contracts/store-copy'
import { normalise } from '../normalise/normalise.ts'
import { gramsIn } from '../normalise/weight.ts'
import { digitsIn } from '../slots/digits.ts'
import { isForm } from './forms/form.ts'
import type { Completeness } from './mind.ts'
import type { Reader, Reading } from './reader.ts'
import type { QuestionName } from './state.ts'
import { type Words, wordsOf } from './words/words.ts'

/** An intent this sure is not waited for. */
const plain = 0.9
/** Digits that are expected, by what was asked. An order's number may have any length: it is never complete by itself. */
const expectedDigits: Partial<Record<QuestionName, { least: number; exact: boolean }>> = {
  'order-number': { least: 4, exact: false },
  'phone-digits': { least: 4, exact: true },
  contact: { least: 11, exact: true },
}

/** How far a partial text has come. `copyOf` gives the catalogue of the shop, once one was seen. */
export function completenessOf(read: Reader, copyOf: () => StoreCopy | null) {
  return (partial: string, language: Language, state: DialogStateWire | null): Completeness => {
    const words = wordsOf(language)
    const text = normalise(partial, language)
    if (text === '') return 'open'
    if (isLooseEnd(text, language)) return 'open'
    const asking = askingOf(state)
    if (asking !== null) return ofAnswer(asking, text, words, language)
    if (words.lexicon.openEnd.test(text)) return 'open'
    const copy = copyOf()
    if (!copy) return 'usual'
    const reading = read(partial, { language, copy, nowMs: copy.atMs, spoken: true, toward: 'future' })
    return isWhole(reading) ? 'complete' : 'usual'
  }
}

/** The state is the mind's own: that much of it is read without parsing the whole, many times a second. */
function askingOf(state: DialogStateWire | null): QuestionName | null {
  const form = state?.form
  const asking = typeof form === 'object' && form !== null && 'asking' in form ? form.asking : null
  return typeof asking === 'string' ? (asking as QuestionName) : null
}

/** One letter or stroke of a word that has only begun. */
const isLooseEnd = (text: string, language: Language): boolean => language === 'en' && /^[b-hj-z]$/.test(text)

function ofAnswer(asking: QuestionName, text: string, { lexicon }: Words, language: Language): Completeness {
  const isAnswer = lexicon.yes.test(text) || lexicon.no.test(text)
  const digits = expectedDigits[asking]
  if (digits) {
    const said = digitsIn(text, language)?.length ?? 0
    if (said === 0) return lexicon.skip.test(text) ? 'complete' : lexicon.counter.test(text) ? 'usual' : 'open'
    if (said < digits.least) return 'open'
    return digits.exact && said === digits.least ? 'complete' : 'usual'
  }
  if (asking === 'confirm' || asking === 'number-right') return isAnswer ? 'complete' : openOr('usual', text, lexicon)
  if (asking === 'label-weight' || asking === 'found-weight') {
    if (gramsIn(text) === null) return 'open'
    // 一斤 may go on with 半, "two kilos" with "and a half".
    return /(?:克|半|g|grams?|half)$/u.test(text) ? 'complete' : 'usual'
  }
  return openOr('usual', text, lexicon)
}

const openOr = (otherwise: Completeness, text: string, lexicon: Words['lexicon']): Completeness =>
  lexicon.openEnd.test(text) ? 'open' : otherwise

const needsProduct = /^product-(?:where|price|stock|freshness|origin|store|cook|nutrition|pairing)$/
const alone = new Set(['yes', 'no', 'greeting'])

/** The intent is beyond doubt and nothing it needs is missing; a complaint's story may always go on. */
function isWhole({ intent, confidence, outOfScope, lead, named, rest }: Reading): boolean {
  if (intent === null || outOfScope || confidence <= plain || lead < 0.5 || alone.has(intent)) return false
  if (needsProduct.test(intent)) return named.length === 1 && named[0]?.others.length === 0 && rest !== ''
  if (intent === 'product-compare') return named.length > 1
  if (isForm(intent)) return intent.startsWith('order-')
  return intent !== 'product-recommend'
}
