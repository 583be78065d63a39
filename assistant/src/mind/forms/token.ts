import { notKnown } from '../failure.ts'
import { humanChoice, type Reply, type Turn } from '../turn.ts'
import { withProof } from './form.ts'
import { prove } from './proof.ts'
import { orderStatus } from './status.ts'

/** A scanned code, or the link of a report: it proves its order by itself. */
export async function byToken(turn: Turn, scanned: string): Promise<Reply> {
  const token = scanned.trim().match(/[\w.~-]{8,100}(?=[/?#]?[^/]*$)/)?.[0]
  if (token === undefined) return notKnown(turn)
  const proven = await prove(turn, { token })
  const { form } = turn.dialog
  if (form) return withProof(turn, form, proven)
  const { order } = proven.topic
  if (order) {
    const topic = { ...turn.dialog.topic, order }
    return orderStatus({ ...turn, dialog: { ...turn.dialog, topic } }, order, 'order-where', proven.say)
  }
  return {
    say: proven.say,
    choices: [humanChoice(turn)],
    outcome: 'unanswered',
    intent: null,
    dialog: turn.dialog,
  }
}
