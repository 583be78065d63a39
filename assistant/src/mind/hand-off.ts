import type { HandOffReason } from '@larder/contracts/conversation'
import { type Priority, type Scene, scene as sceneName } from '@larder/contracts/ticket'
import type { Dialog } from './state.ts'
import { type Reply, say, type Turn, withOffered } from './turn.ts'
import type { SayKey } from './words/words.ts'

/** From here on an intent is acted on; below, a person is offered. */
export const sure = 0.7

const priorities: Partial<Record<HandOffReason, Priority>> = { 'felt-ill': 'urgent', angry: 'high' }
const sayings: Partial<Record<HandOffReason, SayKey>> = {
  angry: 'calledAngry',
  unsure: 'calledUnsure',
  'failed-twice': 'calledUnsure',
}

export function sceneOf(intent: string | null): Scene | null {
  if (intent === null) return null
  const parsed = sceneName.safeParse(intent)
  if (parsed.success) return parsed.data
  return /^(?:order-|other-complaint)/.test(intent) ? 'other' : null
}

/** Calls a person with all that is known; with the cloud away it becomes a ticket that waits at the kiosk. */
export async function callPerson(
  turn: Turn,
  reason: HandOffReason,
  dialog: Dialog = turn.dialog,
  /** Of a case that was opened for it already. */
  opened: string | null = null,
): Promise<Reply> {
  const intent = dialog.form?.intent ?? turn.reading.intent
  if (dialog.called === 'waiting') {
    return { say: say(turn, 'calledAlready'), outcome: 'handed-off', intent, dialog: { ...dialog, failures: 0 } }
  }
  const { desk } = turn
  const subject = {
    scene: sceneOf(dialog.form?.intent ?? (turn.reading.confidence >= sure ? turn.reading.intent : null)),
    order: dialog.topic.order?.id ?? null,
    lot: dialog.form?.known.lot ?? dialog.topic.lot,
  }
  const priority = priorities[reason] ?? 'normal'
  const { state } = await desk.handOff({ reason, priority, ...subject, offered: dialog.offered })
  const next = { ...dialog, failures: 0, calmed: dialog.calmed || reason === 'angry' }
  if (state === 'waiting') {
    return {
      say: say(turn, sayings[reason] ?? 'called'),
      cards: [{ kind: 'hand-off', state, reference: null }],
      outcome: 'handed-off',
      intent,
      dialog: { ...next, called: state },
      effects: [{ kind: 'hand-off', reason }],
    }
  }
  const reference = opened ?? (await kept(turn, dialog, subject))
  const words = say(turn, 'unreachableKept', { reference })
  return {
    say: words,
    cards: [{ kind: 'hand-off', state, reference }],
    outcome: 'handed-off',
    intent,
    dialog: withOffered({ ...next, form: null, called: state, settled: true }, words),
  }
}

interface Subject {
  scene: Scene | null
  order: string | null
  lot: string | null
}

async function kept(turn: Turn, dialog: Dialog, subject: Subject): Promise<string> {
  const ticket = await turn.desk.openTicket({
    ...subject,
    scene: subject.scene ?? 'other',
    text: `${turn.words.say.askedForPerson} ${dialog.form?.said ?? turn.reading.masked}`.trim().slice(0, 2000),
    contact: null,
    magnitude: null,
  })
  return ticket.reference
}
