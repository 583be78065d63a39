import type { Card, HandOffReason } from '@larder/contracts/conversation'
import { type Priority, type Scene, scene as sceneName } from '@larder/contracts/ticket'
import type { Dialog } from './state.ts'
import { type Reply, say, type Turn, withOffered } from './turn.ts'
import type { SayKey } from './words/words.ts'

const priorities: Partial<Record<HandOffReason, Priority>> = { 'felt-ill': 'urgent', angry: 'high' }
const words: Partial<Record<HandOffReason, SayKey>> = {
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
export async function callPerson(turn: Turn, reason: HandOffReason, dialog: Dialog = turn.dialog): Promise<Reply> {
  const intent = dialog.form?.intent ?? turn.reading.intent
  if (dialog.called === 'waiting') {
    return { say: say(turn, 'calledAlready'), outcome: 'handed-off', intent, dialog: { ...dialog, failures: 0 } }
  }
  const { desk } = turn
  const subject = {
    scene: sceneOf(dialog.form?.intent ?? null),
    order: dialog.topic.order?.id ?? null,
    lot: dialog.form?.known.lot ?? dialog.topic.lot,
  }
  const priority = priorities[reason] ?? 'normal'
  const { state } = await desk.handOff({ reason, priority, ...subject, offered: dialog.offered })
  const next = { ...dialog, failures: 0, calmed: dialog.calmed || reason === 'angry' }
  if (state === 'waiting') {
    return {
      say: say(turn, words[reason] ?? 'called'),
      cards: [{ kind: 'hand-off', state, reference: null }],
      outcome: 'handed-off',
      intent,
      dialog: { ...next, called: state },
      effects: [{ kind: 'hand-off', reason }],
    }
  }
  const scene = subject.scene ?? 'other'
  const ticket = await desk.openTicket({
    ...subject,
    scene,
    text: `${turn.words.say.askedForPerson} ${dialog.form?.said ?? turn.reading.raw}`.trim().slice(0, 2000),
    contact: null,
    magnitude: null,
  })
  const cards: Card[] = [{ kind: 'hand-off', state, reference: ticket.reference }]
  const kept = say(turn, 'unreachableKept', { reference: ticket.reference })
  return {
    say: kept,
    cards,
    outcome: 'handed-off',
    intent,
    dialog: withOffered({ ...next, form: null, called: state, settled: true }, kept),
  }
}
