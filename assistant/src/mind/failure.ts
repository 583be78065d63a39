import { callPerson } from './hand-off.ts'
import { humanChoice, intentChoice, type Reply, say, type Turn } from './turn.ts'

/** So many turns in a row that were not understood end at a person. */
const most = 2

/** Counts a turn that was not understood, and calls a person at the second; else answers with `reply`. */
export async function failed(turn: Turn, reply: (turn: Turn) => Reply | Promise<Reply>): Promise<Reply> {
  const dialog = { ...turn.dialog, failures: turn.dialog.failures + 1 }
  const effects = [{ kind: 'unanswered' as const, text: turn.reading.masked.slice(0, 400) }]
  if (dialog.failures < most || dialog.called !== null) {
    const { effects: more = [], ...rest } = await reply({ ...turn, dialog })
    return {
      ...rest,
      dialog: { ...rest.dialog, failures: dialog.failures },
      effects: rest.outcome === 'unanswered' ? [...effects, ...more] : more,
    }
  }
  const called = await callPerson(turn, 'failed-twice', dialog)
  return { ...called, effects: [...effects, ...(called.effects ?? [])] }
}

export const notKnown = (turn: Turn): Reply => ({
  say: say(turn, 'notKnown'),
  choices: [humanChoice(turn)],
  outcome: 'unanswered',
  intent: null,
  dialog: turn.dialog,
})

export const notUnderstood = (turn: Turn): Reply => ({
  say: say(turn, 'notUnderstood'),
  choices: [humanChoice(turn)],
  outcome: 'unanswered',
  intent: null,
  dialog: turn.dialog,
})

export const nothingHeard = (turn: Turn): Reply => ({
  say: say(turn, 'nothingHeard'),
  choices: turn.dialog.lastChoices.length > 0 ? turn.dialog.lastChoices : [humanChoice(turn)],
  expects: turn.dialog.lastExpects,
  outcome: 'asked-back',
  intent: null,
  dialog: turn.dialog,
})

/** Less sure than can be acted on: the guess as a button, and a person. */
export const unsure = (turn: Turn, guess: string): Reply => ({
  say: say(turn, 'unsure', { guess: turn.words.intents[guess] ?? guess }),
  choices: [intentChoice(turn, guess, turn.reading.slots.products[0]?.product), humanChoice(turn)],
  expects: 'choice',
  outcome: 'asked-back',
  intent: guess,
  dialog: remember(turn, [guess]),
})

/** Two that are as likely: two buttons. */
export function whichIntent(turn: Turn, intents: [string, string]): Reply {
  const [first, second] = intents.map((intent) => turn.words.intents[intent] ?? intent) as [string, string]
  const product = turn.reading.slots.products[0]?.product
  return {
    say: say(turn, 'whichIntent', { first, second }),
    choices: intents.map((intent) => intentChoice(turn, intent, product)),
    expects: 'choice',
    outcome: 'asked-back',
    intent: intents[0],
    dialog: remember(turn, intents),
  }
}

const remember = ({ dialog, reading }: Turn, intents: string[]) => ({
  ...dialog,
  unclear: { text: reading.masked.slice(0, 2000), intents },
})
