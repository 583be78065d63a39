import type { Language } from '@larder/contracts/language'
import type { AttributeDimension } from '@larder/contracts/shop'
import type { StoreCopy } from '@larder/contracts/store-copy'
import type { SkillAnswer, SkillInput } from '../mind/skill.ts'
import { nameOf, type ProductRecords, recordsOf } from './facts.ts'
import { fill, type GoodsSay, goodsWords, valueWords } from './words/words.ts'

/** What a skill needs at hand to answer: the facts by product, the words of the language. */
export interface Speech {
  input: SkillInput
  language: Language
  copy: StoreCopy
  nowMs: number
  say(key: keyof GoodsSay, facts?: Record<string, string | number>): string
  records(product: string): ProductRecords
  name(product: string): string
  value(dimension: AttributeDimension, value: string): string
  day(atMs: number): string
  time(atMs: number): string
  /** The last day, or the time on it, that something holds. */
  until(atMs: number): string
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const date = { day: 'numeric', month: 'long' } as const

/** Older than this, a copy's prices and stock are told with their time. */
const staleAfterMs = 10 * 60_000
const locales: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }

export function speechOf(input: SkillInput): Speech {
  const { language, copy, nowMs } = input
  const words = goodsWords(language)
  const format = (atMs: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locales[language], { timeZone: copy.timeZone, ...options }).format(atMs)
  const records = (product: string): ProductRecords => recordsOf(copy, product, nowMs)
  const time = (atMs: number): string =>
    atMs - nowMs < 86_400_000 && format(atMs, { day: 'numeric' }) === format(nowMs, { day: 'numeric' })
      ? format(atMs, clock)
      : format(atMs, { ...date, ...clock })
  return {
    input,
    language,
    copy,
    nowMs,
    say: (key, facts) => fill(words.say[key], facts),
    records,
    name: (product) => spokenName(copy, records(product), language),
    value: (dimension, value) => valueWords(dimension, value, language),
    day: (atMs) => format(atMs, date),
    time,
    until: (atMs) => (format(atMs, clock) === '00:00' ? format(atMs - 1, date) : time(atMs)),
  }
}

/** "Fresh milk" of "Fresh milk, 950 ml", where nothing else is called so: an amount in a name is heard as another fact. */
function spokenName({ products }: StoreCopy, records: ProductRecords, language: Language): string {
  const whole = nameOf(records, language)
  const short = whole.split(/[,，]? *\d/)[0]?.trim() ?? ''
  const sameWord = products.filter(({ nameZh, nameEn }) => (language === 'zh' ? nameZh : nameEn).startsWith(short))
  return short !== '' && sameWord.length === 1 ? short : whole
}

/** Sentences one after another; empty ones are left out. */
export function sentences(
  { language }: Pick<Speech, 'language'>,
  parts: (string | null | undefined | false)[],
): string {
  const kept = parts.filter((part): part is string => typeof part === 'string' && part !== '')
  const [stop, gap] = language === 'zh' ? ['。', ''] : ['.', ' ']
  return kept.map((part) => (/[.。!！?？]$/.test(part) ? part : `${part}${stop}`)).join(gap)
}

export function list({ say }: Pick<Speech, 'say'>, items: string[]): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(say('listComma'))}${say('and')}${items.at(-1)}`
}

/** Told once the copy is too old to be taken for now. */
export const asOf = ({ say, time, copy, nowMs }: Speech): string | null =>
  nowMs - copy.atMs > staleAfterMs ? say('asOf', { time: time(copy.atMs) }) : null

/** Nothing is claimed, and a person is offered. */
export function noRecord(speech: Speech, topic: keyof GoodsSay, facts: Record<string, string> = {}): SkillAnswer {
  const { say } = speech
  return {
    say: say('noRecord', { what: say(topic, facts) }),
    choices: [{ id: 'intent:human', label: say('callStaff') }],
    outcome: 'unanswered',
  }
}
