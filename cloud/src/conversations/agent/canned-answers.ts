import type { CannedAnswer } from '@larder/contracts/agent-console'
import type { Card, ConversationView } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import { languages } from '@larder/contracts/language'
import type { Ticket } from '@larder/contracts/ticket'
import { cannedWords } from './canned-words.ts'

type Facts = Partial<Record<string, string>>
type CardOf<K extends Card['kind']> = Extract<Card, { kind: K }>

const most = 8
const states = {
  proposed: { zh: '等待店长确认', en: 'waiting for approval' },
  approved: { zh: '已批准', en: 'approved' },
  issued: { zh: '已发放', en: 'issued' },
} as const

/**
 * Answers that fit the conversation, with its facts filled in. One whose facts are not all known is left out in every
 * language: nothing is claimed that nobody knows.
 */
export function cannedAnswers(view: ConversationView, ticket: Ticket | null, timeZone: string): CannedAnswer[] {
  const scene = ticket?.scene ?? view.handOff?.scene ?? null
  const facts = Object.fromEntries(
    languages.map((language) => [language, factsOf(view, ticket, language, timeZone)]),
  ) as Record<Language, Facts>
  const fitting = cannedWords.filter(({ scenes }) => scenes === undefined || (scene !== null && scenes.includes(scene)))
  return fitting
    .flatMap(({ id, zh, en }) => {
      const text = { zh: filled(zh, facts.zh), en: filled(en, facts.en) }
      return text.zh === null || text.en === null ? [] : [{ id, text: { zh: text.zh, en: text.en } }]
    })
    .slice(0, most)
}

function filled(words: string, facts: Facts): string | null {
  const names = [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
  if (names.some((name) => facts[name] === undefined)) return null
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '')
}

function factsOf(view: ConversationView, ticket: Ticket | null, language: Language, timeZone: string): Facts {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const
  const time = (atMs: number | null | undefined): string | undefined =>
    atMs == null
      ? undefined
      : new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', ...clock }).format(atMs)
  const celsius = (value: number | null | undefined): string | undefined =>
    value == null ? undefined : `${value.toFixed(1).replace('-', '−')} °C`
  const newest = <K extends Card['kind']>(kind: K): CardOf<K> | undefined =>
    view.turns.flatMap(({ cards }) => cards).findLast((card): card is CardOf<K> => card.kind === kind)

  const [order, trace, coupon] = [newest('order'), newest('trace'), newest('coupon')?.compensation]
  const lot = trace?.brief.lots.find((one) => one.lot === (ticket?.lot ?? view.handOff?.lot)) ?? trace?.brief.lots[0]
  const worst = lot?.excursions.toSorted((a, b) => b.peakCelsius - b.limitCelsius - (a.peakCelsius - a.limitCelsius))[0]
  const { promisedAtMs = null, deliveredAtMs = null } = order?.order ?? {}
  const lateMs = promisedAtMs === null || deliveredAtMs === null ? 0 : deliveredAtMs - promisedAtMs
  const state = coupon && coupon.state in states ? states[coupon.state as keyof typeof states] : undefined
  const facts: Record<string, string | undefined> = {
    order: order?.order.id ?? ticket?.order ?? undefined,
    promised: time(promisedAtMs),
    delivered: time(deliveredAtMs),
    late: lateMs >= 60_000 ? String(Math.floor(lateMs / 60_000)) : undefined,
    lines: order && orderLines(order, language),
    product: lot?.name[language],
    peak: celsius(worst?.peakCelsius),
    limit: celsius(worst?.limitCelsius),
    warmest: lot?.verdict === 'within-limits' ? celsius(lot.warmestCelsius) : undefined,
    amount: coupon && `¥${(coupon.amountFen / 100).toFixed(2).replace(/\.00$/, '')}`,
    state: state?.[language],
    reference: ticket?.reference,
    due: ticket?.firstAnsweredAtMs === null ? time(ticket.firstAnswerDueAtMs) : undefined,
  }
  return facts
}

/** Undefined where a line's name is not known: half a list would be wrong. */
function orderLines({ order, names }: CardOf<'order'>, language: Language): string | undefined {
  const lines = order.lines.map(({ product, quantity }) => {
    const name = names[product]?.[language]
    return name === undefined ? undefined : `${name} × ${quantity}`
  })
  return lines.includes(undefined) ? undefined : lines.join(language === 'zh' ? '、' : ', ')
}
