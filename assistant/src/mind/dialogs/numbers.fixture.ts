import type { Language } from '@larder/contracts/language'
import { chineseNumber, chineseNumberPattern } from '../../normalise/chinese-number.ts'
import { englishNumber } from '../../normalise/english-number.ts'
import { normalise } from '../../normalise/normalise.ts'
import { weightsIn } from '../../normalise/weight.ts'
import { dayIn } from '../../slots/day.ts'
import { digitsIn } from '../../slots/digits.ts'
import { localTime } from '../../slots/local-time.ts'
import { minuteOfDayIn } from '../../slots/time-of-day.ts'
import { demonstrationNowMs, demonstrationOrders, lateOrder } from '../demonstration-copy.ts'
import type { demonstrationDesk } from '../demonstration-desk.ts'

/** Numbers in a text; a number read back digit by digit is one. */
export const numbersIn = (text: string): string[] =>
  (text.replace(/\d(?: \d){3,}/g, (digits) => digits.replaceAll(' ', '')).match(/\d+(?:\.\d+)?/g) ?? []).map(plain)

const plain = (number: string): string => String(Number(number))

/**
 * Every number that may be said: those of the records and of what the desk answered, as written, as money and as
 * times; those of the shopper; and what follows from two of them.
 */
export function knownNumbers(
  desk: ReturnType<typeof demonstrationDesk>,
  heard: string[],
  language: Language,
): Set<string> {
  const known = new Set<string>()
  const put = (number: number): void => {
    known.add(String(number))
    known.add(String(Math.round(number) / 100))
    if (number > 1e12) for (const part of clock(number, desk.copy().timeZone)) known.add(String(part))
  }
  const records = [desk.copy(), demonstrationOrders.map(({ order }) => order), desk.tickets]
  for (const found of JSON.stringify(records).match(/\d+(?:\.\d+)?/g) ?? []) put(Number(found))
  for (const given of desk.answers)
    for (const found of JSON.stringify(given).match(/\d+(?:\.\d+)?/g) ?? []) put(Number(found))
  // The lot weighs what the order's line says, in grams.
  for (const { order } of demonstrationOrders) for (const { quantity } of order.lines) put(quantity * 1000)
  put(((lateOrder.deliveredAtMs as number) - (lateOrder.promisedAtMs as number)) / 60_000)
  for (const words of heard) for (const number of saidNumbers(words, language, desk.copy().timeZone)) put(number)
  return known
}

function clock(atMs: number, timeZone: string): number[] {
  const { year, day, minuteOfDay } = localTime(atMs, timeZone)
  return [year, day, Math.floor(minuteOfDay / 60), minuteOfDay % 60]
}

function saidNumbers(words: string, language: Language, timeZone: string): number[] {
  const text = normalise(words, language)
  const spelt =
    language === 'zh'
      ? (text.match(new RegExp(chineseNumberPattern, 'gu')) ?? []).map(chineseNumber)
      : text.split(' ').map(englishNumber)
  const day = (['past', 'future'] as const).map((toward) =>
    dayIn(text, language, { nowMs: demonstrationNowMs, timeZone, toward }),
  )
  const minute = minuteOfDayIn(words, language)
  const digits = digitsIn(text, language)
  const given = [
    ...(words.match(/\d+(?:\.\d+)?/g) ?? []).map(Number),
    ...weightsIn(text),
    ...spelt,
    ...day,
    digits === null ? null : Number(digits),
    // A correction of the last digits is put on what was said before.
    digits === null ? null : Number(`47${digits}`),
    minute === null ? null : Math.floor(minute / 60),
    minute === null ? null : minute % 60,
  ]
  return given.filter((number): number is number => number !== null)
}
