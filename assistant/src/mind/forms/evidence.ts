import type { Card } from '@larder/contracts/conversation'
import type { LotBrief, OrderBrief } from '@larder/contracts/store-copy'
import { celsiusWords, dayWords, timeWords } from '../format.ts'
import type { Form } from '../state.ts'
import { say, sentences, type Turn } from '../turn.ts'
import { fill, type TraceKey } from '../words/words.ts'
import { plans } from './plans.ts'

export interface Evidence {
  say: string
  cards: Card[]
}

/** What is on record about the case: facts only, told before the shopper agrees to it. */
export async function evidenceFor(form: Form, turn: Turn): Promise<Evidence> {
  const plan = plans[form.intent]
  const { order } = turn.dialog.topic
  if (plan?.evidence === 'delivery' && order) return { say: deliveryWords(turn, order), cards: [] }
  if (plan?.evidence !== 'trace') return { say: '', cards: [] }
  const { lot } = form.known
  const subject = order ? ({ kind: 'order', id: order.id } as const) : lot ? ({ kind: 'lot', id: lot } as const) : null
  const report = subject && (await turn.desk.trace(subject))
  const brief = report?.brief.lots.find((candidate) => candidate.lot === lot)
  if (!report || !brief) return { say: traceWords(turn, 'no-report'), cards: [] }
  return {
    say: lotWords(turn, brief, form.intent === 'past-date'),
    cards: [{ kind: 'trace', brief: report.brief, url: report.url }],
  }
}

const traceWords = (turn: Turn, key: TraceKey, facts: Record<string, string> = {}): string =>
  fill(turn.words.trace[key], facts)

/** The report's verdict and, where it is a warning, its advice: no complaint is answered with "enjoy it". */
function lotWords(turn: Turn, brief: LotBrief, withDate: boolean): string {
  const parts = [verdictWords(turn, brief)]
  if (withDate && brief.useByMs !== null) {
    parts.push(traceWords(turn, 'use-by', { day: dayWords(turn, brief.useByMs) }))
    if (brief.useByMs < turn.nowMs) parts.push(traceWords(turn, 'use-by-passed'))
  }
  const { advice } = brief
  if (brief.standing.state === 'free' && advice !== 'store-cold-and-enjoy' && advice !== 'eat-soon') {
    parts.push(traceWords(turn, advice))
  }
  return sentences(turn, parts)
}

function verdictWords(turn: Turn, { standing, verdict, basis, excursions }: LotBrief): string {
  if (standing.state === 'recalled') return traceWords(turn, 'recalled', { reason: standing.reason })
  if (standing.state === 'held') return traceWords(turn, 'held')
  if (verdict === 'within-limits') return traceWords(turn, basis === 'air' ? 'within-limits-air' : 'within-limits')
  if (verdict !== 'excursion') return traceWords(turn, 'not-enough-data')
  const [worst] = [...excursions].sort(
    (a, b) => Math.abs(b.peakCelsius - b.limitCelsius) - Math.abs(a.peakCelsius - a.limitCelsius),
  )
  if (!worst) return traceWords(turn, 'excursion-unmeasured')
  return traceWords(turn, 'excursion', {
    peak: celsiusWords(worst.peakCelsius),
    limit: celsiusWords(worst.limitCelsius),
    from: timeWords(turn, worst.fromMs),
    until: timeWords(turn, worst.untilMs),
  })
}

/** Whole minutes after the promised time; null where one of the two is not on record. */
export function minutesLate({ promisedAtMs, deliveredAtMs }: OrderBrief): number | null {
  if (promisedAtMs === null || deliveredAtMs === null) return null
  return Math.max(0, Math.floor((deliveredAtMs - promisedAtMs) / 60_000))
}

/** The promised and the real time, as they are on record. */
export function deliveryWords(turn: Turn, order: OrderBrief): string {
  const number = order.id
  const { promisedAtMs, deliveredAtMs } = order
  if (deliveredAtMs !== null) {
    const late = minutesLate(order)
    return sentences(turn, [
      say(turn, 'delivered', { number, time: timeWords(turn, deliveredAtMs) }),
      promisedAtMs === null ? '' : say(turn, 'promisedWas', { time: timeWords(turn, promisedAtMs) }),
      late === null ? '' : late > 0 ? say(turn, 'lateBy', { minutes: late }) : say(turn, 'inTime'),
    ])
  }
  if (promisedAtMs === null) return say(turn, 'noPromise', { number })
  const passed = promisedAtMs < turn.nowMs
  return sentences(turn, [
    say(turn, 'promised', { number, time: timeWords(turn, promisedAtMs) }),
    passed && say(turn, 'promisedPassed'),
    passed && say(turn, 'notDelivered'),
  ])
}
