import type { Card, CompensationFacts } from '@larder/contracts/conversation'
import type { TicketOpened } from '../desk.ts'
import { dayWords, moneyWords, timeWords } from '../format.ts'
import type { Form } from '../state.ts'
import { type Reply, say, sentences, type Turn, withOffered } from '../turn.ts'
import { minutesLate } from './evidence.ts'
import { type FormPlan, plans } from './plans.ts'
import { summaryOf } from './summary.ts'

/** Opens the case and says what comes of it: nothing more than the desk answered. */
export async function openTicket(form: Form, turn: Turn, contact: string | null): Promise<Reply> {
  const plan = plans[form.intent] as FormPlan
  const { order } = turn.dialog.topic
  const opened = await turn.desk.openTicket({
    scene: plan.scene,
    order: order?.id ?? null,
    lot: form.known.lot,
    text: `${form.said}\n${summaryOf(form, turn)}`.slice(0, 2000),
    contact,
    magnitude: magnitudeOf(form, plan, turn),
  })
  const told = [...ticketWords(turn, opened), ...moneySentences(turn, plan, opened.compensation)]
  const cards: Card[] = [
    {
      kind: 'ticket',
      reference: opened.reference,
      scene: plan.scene,
      queued: opened.queued,
      answerDueAtMs: opened.answerDueAtMs,
    },
  ]
  if (opened.compensation) cards.push({ kind: 'coupon', compensation: opened.compensation })
  const dialog = { ...turn.dialog, form: null, settled: true, failures: 0 }
  return {
    say: sentences(turn, [...told, say(turn, 'anythingElse')]),
    cards,
    choices: [
      { id: 'intent:goodbye', label: turn.words.intents.goodbye as string },
      { id: 'intent:human', label: turn.words.intents.human as string },
    ],
    outcome: 'ticket',
    intent: form.intent,
    dialog: withOffered(dialog, sentences(turn, told)),
  }
}

export function ticketWords(turn: Turn, { reference, queued, appended, answerDueAtMs }: TicketOpened): string[] {
  const words = [say(turn, appended ? 'appended' : 'opened', { reference })]
  if (queued) words.push(say(turn, 'queued'))
  if (answerDueAtMs !== null) words.push(say(turn, 'answerDue', { time: timeWords(turn, answerDueAtMs) }))
  return words
}

/** A promise only where the desk made one; else that a person decides. */
function moneySentences(turn: Turn, plan: FormPlan, given: CompensationFacts | null): string[] {
  const expectsMoney = plan.promise !== null || plan.measure !== null
  if (!given || given.state === 'refused' || given.state === 'voided') {
    return expectsMoney ? [say(turn, 'personDecides')] : []
  }
  const money = moneyWords(turn, given.amountFen)
  if (given.state === 'proposed') return [say(turn, 'moneyProposed', { money })]
  if (given.form === 'refund') {
    return [say(turn, given.state === 'issued' ? 'refundIssued' : 'refundApproved', { money })]
  }
  const words = [say(turn, given.state === 'issued' ? 'couponIssued' : 'couponApproved', { money })]
  if (given.minimumSpendFen > 0) {
    words.push(say(turn, 'couponMinimum', { money: moneyWords(turn, given.minimumSpendFen) }))
  }
  if (given.validUntilMs !== null) words.push(say(turn, 'couponUntil', { day: dayWords(turn, given.validUntilMs) }))
  return words
}

/** In the measure of the compensation's cause; one item where none was counted. */
function magnitudeOf({ known }: Form, { measure }: FormPlan, { dialog: { topic } }: Turn): number | null {
  if (measure === 'items') return known.count ?? 1
  if (measure === 'lines') return topic.order?.lines.length ?? null
  if (measure === 'minutes-late') return topic.order && minutesLate(topic.order)
  if (measure === null || known.labelGrams === null || known.foundGrams === null) return null
  return Math.max(0, Math.round((1000 * (known.labelGrams - known.foundGrams)) / known.labelGrams) / 10)
}
