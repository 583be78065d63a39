import type { Understanding } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import type { StoreCopy } from '@larder/contracts/store-copy'
import { Classifier } from '../classifier/classifier.ts'
import type { Model } from '../classifier/model.ts'
import { readWithPlaces } from '../intents/places.ts'
import { type MoodRead, moodOf } from '../mood/mood.ts'
import { normalise } from '../normalise/normalise.ts'
import { type NamedProduct, namedProducts } from '../slots/catalogue.ts'
import { dayIn } from '../slots/day.ts'
import { digitsIn } from '../slots/digits.ts'
import { moneyIn } from '../slots/money.ts'
import { orderNumberIn } from '../slots/order-number.ts'
import { quantityIn } from '../slots/quantity.ts'
import { minuteOfDayIn } from '../slots/time-of-day.ts'
import { masked } from './mask.ts'
import type { Slots } from './skill.ts'
import { wordsOf } from './words/words.ts'

/** What one utterance tells by itself, before the conversation is looked at. */
export interface Reading {
  raw: string
  /** As said, with what looks like a telephone number hidden. */
  masked: string
  /** Normalised. */
  text: string
  spoken: boolean
  intent: string | null
  confidence: number
  second: { intent: string; confidence: number } | null
  /** The first intent is ahead of the second by so much. */
  lead: number
  outOfScope: boolean
  slots: Slots
  named: NamedProduct[]
  digits: string | null
  /** A lot of the copy whose code stands in the text. */
  lot: string | null
  mood: MoodRead
  /** The button that was touched instead of saying anything. */
  chosen: string | null
  /** What is left of the text without product names and words around them. */
  rest: string
}

export interface ReadingContext {
  language: Language
  copy: StoreCopy
  nowMs: number
  spoken: boolean
  /** Where "friday" looks. */
  toward: 'future' | 'past'
}

export type Reader = (raw: string, context: ReadingContext) => Reading

const longest = 2000

export function readerOf(models: Partial<Record<Language, Model>>): Reader {
  const classifiers = new Map<string, Classifier>()
  return (raw, { language, copy, nowMs, spoken, toward }) => {
    const said = raw.slice(0, longest)
    const text = normalise(said, language)
    const model = models[language]
    if (model && !classifiers.has(language)) classifiers.set(language, new Classifier(model))
    const classifier = classifiers.get(language)
    const named = namedProducts(text, copy, language)
    const understood = classifier && readWithPlaces(classifier, text, named, language)
    const [first, second] = understood?.ranking ?? []
    const money = moneyIn(said) ?? moneyIn(text)
    return {
      raw: said,
      masked: masked(said, false),
      text,
      spoken,
      intent: first?.intent ?? null,
      confidence: understood?.confidence ?? 0,
      second: second ? { intent: second.intent, confidence: second.probability } : null,
      lead: (first?.probability ?? 0) - (second?.probability ?? 0),
      outOfScope: understood?.outOfScope ?? true,
      slots: {
        products: named.map(({ product, heard, repairedTo, confidence }) => ({
          product,
          heard,
          repairedTo,
          confidence,
        })),
        orderNumber: orderNumberIn(text),
        quantity: quantityIn(text, language),
        moneyFen: money === null ? null : Math.round(money * 100),
        dayMs: dayIn(text, language, { nowMs, timeZone: copy.timeZone, toward }),
        minuteOfDay: minuteOfDayIn(said, language) ?? minuteOfDayIn(text, language),
      },
      named,
      digits: digitsIn(text, language),
      lot: lotIn(said, copy),
      mood: moodOf(said, language),
      chosen: null,
      rest: restOf(text, named, language),
    }
  }
}

function lotIn(said: string, copy: StoreCopy): string | null {
  const words = new Set(said.toUpperCase().match(/[A-Z0-9][A-Z0-9._-]*/g) ?? [])
  return copy.lots.find(({ lot }) => words.has(lot.toUpperCase()))?.lot ?? null
}

function restOf(text: string, named: NamedProduct[], language: Language): string {
  const without = named.reduce((left, { heard }) => left.replace(heard, ' '), text)
  return without
    .replace(wordsOf(language).lexicon.around, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** What is kept with the turn, for the board and for whoever takes over. */
export function understandingOf(reading: Reading, intent: string | null): Understanding {
  const { slots, mood } = reading
  const value = (name: string, given: string | number | null, confidence = 1) =>
    given === null ? [] : [{ name, value: String(given), confidence }]
  return {
    intent,
    confidence: intent === reading.intent || intent === null ? reading.confidence : 1,
    second: reading.second,
    slots: [
      ...slots.products.flatMap(({ product, confidence }) => value('product', product, confidence)),
      ...value('lot', reading.lot),
      ...value(slots.quantity?.unit === 'gram' ? 'grams' : 'pieces', slots.quantity?.amount ?? null),
      ...value('moneyFen', slots.moneyFen),
      ...value('dayMs', slots.dayMs),
      ...value('minuteOfDay', slots.minuteOfDay),
    ],
    mood: mood.mood,
    moodConfidence: mood.confidence,
  }
}
