import { normalise } from '../normalise/normalise.ts'
import { readingOfChoice } from './choices.ts'
import { controls } from './control.ts'
import { failed, notKnown, unsure, whichIntent } from './failure.ts'
import { bySkill, productAlone } from './goods.ts'
import { callPerson } from './hand-off.ts'
import type { Reading } from './reader.ts'
import type { Dialog } from './state.ts'
import { humanChoice, type Reply, say, type Turn } from './turn.ts'

/** From here on an intent is acted on; below, a person is offered. */
export const sure = 0.7
/** Two intents nearer to each other than this are asked about. */
const near = 0.15
/** Mood's ranking of anger that is shouted, not just complained: 1.5 % of our own complaints reach it. */
const angry = 0.85
/** Controls that may stand in the middle of anything. */
const anytime = new Set(['human', 'repeat', 'slower', 'louder', 'language', 'restart'])

export async function decide(given: Turn): Promise<Reply> {
  const turn = chosenByWords({ ...given, dialog: { ...given.dialog, unclear: null } }, given.dialog)
  const { reading, dialog } = turn
  if (reading.chosen !== null && reading.intent !== null && reading.confidence === 1)
    return byName(turn, reading.intent)
  const isSure = reading.confidence >= sure && !reading.outOfScope
  if (turn.words.lexicon.human.test(reading.text)) return callPerson(turn, 'asked')
  const control = reading.intent !== null && isSure ? controls[reading.intent] : undefined
  if (control && anytime.has(reading.intent as string)) return control(turn)
  if (isAngry(reading) && !dialog.calmed) return callPerson(turn, 'angry')
  const followed = byContext(turn)
  if (followed) return followed
  if (control) return control(turn)
  return byIntent(turn)
}

/** "The second one", a button's label said, or "yes" to a guess: as if the button had been touched. */
function chosenByWords(turn: Turn, before: Dialog): Turn {
  if (turn.reading.chosen !== null) return turn
  const { lexicon } = turn.words
  const { text } = turn.reading
  const choices = before.lastChoices
  const labelled = choices.find(({ label }) => normalise(label, turn.language) === text)
  const counted =
    choices.length < 2
      ? undefined
      : lexicon.that.test(text)
        ? choices[0]
        : lexicon.second.test(text)
          ? choices[1]
          : undefined
  const guessed = before.unclear?.intents.length === 1 && lexicon.yes.test(text) ? choices[0] : undefined
  const choice = labelled ?? counted ?? guessed
  return choice ? { ...turn, reading: readingOfChoice(choice.id, turn) } : turn
}

const isAngry = ({ mood }: Reading): boolean => mood.mood === 'angry' && mood.confidence >= angry

/** What only the conversation before gives a meaning: a product alone, "the other one", "yes", "no". */
function byContext(turn: Turn): Promise<Reply> | Reply | null {
  const { reading, dialog, words } = turn
  const { intent, products } = dialog.topic
  const goesOn = intent?.startsWith('product-') ?? false
  if (reading.named.length > 0 && reading.rest === '') {
    // Of "not salmon, shrimp" the last is meant.
    const last = reading.named.at(-1) as Reading['named'][number]
    const meant = about(turn, last.product, last.others)
    return goesOn ? bySkill(meant, intent as string) : productAlone(meant)
  }
  if (words.lexicon.other.test(reading.text)) {
    const other = products[1]
    if (other === undefined) return askedBack(turn, say(turn, 'otherUnknown'))
    const meant = about(turn, other, [])
    return goesOn ? bySkill(meant, intent as string) : productAlone(meant)
  }
  if (words.lexicon.yes.test(reading.text)) return askedBack(turn, say(turn, 'allRight'))
  if (words.lexicon.no.test(reading.text)) {
    return askedBack(turn, say(turn, dialog.settled ? 'allRight' : 'correctionAsked'))
  }
  return null
}

function askedBack(turn: Turn, words: string): Reply {
  return {
    say: words,
    choices: [humanChoice(turn)],
    outcome: 'asked-back',
    intent: turn.reading.intent,
    dialog: { ...turn.dialog, failures: 0 },
  }
}

/** The same turn as if that product had been named alone. */
export function about(turn: Turn, product: string, others: string[]): Turn {
  const named = { product, heard: turn.reading.text, repairedTo: null, confidence: 1, others }
  const slots = { ...turn.reading.slots, products: [{ product, heard: named.heard, repairedTo: null, confidence: 1 }] }
  return { ...turn, reading: { ...turn.reading, named: [named], slots } }
}

async function byIntent(turn: Turn): Promise<Reply> {
  const { intent, second, confidence, lead, outOfScope } = turn.reading
  if (intent === null || outOfScope || confidence < 0.3) return failed(turn, notKnown)
  if (confidence >= sure && lead >= near) return byName(turn, intent)
  if (lead < near && second !== null) return failed(turn, (now) => whichIntent(now, [intent, second.intent]))
  return failed(turn, (now) => unsure(now, intent))
}

export async function byName(turn: Turn, intent: string): Promise<Reply> {
  const control = controls[intent]
  if (control) return control(turn)
  if (intent.startsWith('article:')) return article(turn, intent)
  return bySkill(turn, intent)
}

async function article(turn: Turn, intent: string): Promise<Reply> {
  const found = turn.copy.articles.find(({ id }) => `article:${id}` === intent)
  if (!found) return failed(turn, notKnown)
  return {
    say: found.answer[turn.language],
    cards: [{ kind: 'article', title: found.title, answer: found.answer }],
    outcome: 'answered',
    intent,
    dialog: { ...turn.dialog, failures: 0, settled: true, topic: { ...turn.dialog.topic, intent } },
  }
}
