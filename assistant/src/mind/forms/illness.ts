import { callPerson } from '../hand-off.ts'
import { type Form, nothingKnown } from '../state.ts'
import { type Reply, say, sentences, type Turn, withOffered } from '../turn.ts'
import { absorb } from './absorb.ts'
import { summaryOf } from './summary.ts'

const intent = 'felt-ill'

/** Somebody fell ill: what to do first, a person at once, a case with the lot; only then is anything asked. */
export async function feltIll(turn: Turn): Promise<Reply> {
  const empty: Form = {
    intent,
    said: turn.reading.masked.slice(0, 600),
    known: nothingKnown,
    asking: 'product',
    told: true,
    confirmed: true,
  }
  const form = { ...empty, known: absorb(turn, empty) }
  const ticket = await reportIllness(turn, form)
  const noted = say(turn, 'illOpened', { reference: ticket.reference })
  const dialog = withOffered({ ...turn.dialog, form, called: null, settled: true }, noted)
  const called = await callPerson(turn, intent, dialog, ticket.reference)
  const asks = form.known.product === null
  const reached = called.dialog.called === 'waiting'
  return {
    ...called,
    say: sentences(turn, [
      turn.words.openings[intent] as string,
      say(turn, reached ? 'illCalled' : 'illUnreachable'),
      noted,
      ticket.queued ? say(turn, 'queued') : '',
      asks ? say(turn, 'illProduct') : '',
    ]),
    cards: [
      ...(called.cards ?? []),
      {
        kind: 'ticket',
        reference: ticket.reference,
        scene: intent,
        queued: ticket.queued,
        answerDueAtMs: ticket.answerDueAtMs,
      },
    ],
    intent,
    dialog: { ...called.dialog, form: asks ? form : null },
  }
}

/** The lot came later: the case is told of it, so that the lot is held. */
export async function illFrom(turn: Turn, form: Form): Promise<Reply> {
  await reportIllness(turn, form)
  const dialog = { ...turn.dialog, form: null, failures: 0 }
  return { say: say(turn, 'illThanks'), outcome: 'ticket', intent, dialog }
}

const reportIllness = (turn: Turn, form: Form) =>
  turn.desk.openTicket({
    scene: intent,
    order: turn.dialog.topic.order?.id ?? null,
    lot: form.known.lot,
    text: `${form.said}\n${summaryOf(form, turn)}`.slice(0, 2000),
    contact: null,
    magnitude: null,
  })
