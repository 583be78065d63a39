import { narrows, requestIn } from '../goods/recommend/request.ts'
import { goodsWords } from '../goods/words/words.ts'
import { normalise } from '../normalise/normalise.ts'
import { readingOfChoice } from './choices.ts'
import { type Control, controls } from './control.ts'
import { failed, notKnown, unsure, whichIntent } from './failure.ts'
import { isTelephone } from './forms/absorb.ts'
import { askAgain, continueForm, isForm, startForm } from './forms/form.ts'
import { bySkill, productAlone } from './goods.ts'
import { callPerson, sure } from './hand-off.ts'
import type { Reading } from './reader.ts'
import type { Dialog, Form, QuestionName } from './state.ts'
import { humanChoice, type Reply, say, type Turn } from './turn.ts'

/** Two intents nearer to each other than this are asked about. */
const near = 0.15
/** Mood's ranking of anger that is shouted, not just complained: 1.5 % of our own complaints reach it. */
const angry = 0.85
/** Controls that may stand in the middle of anything. */
const anytime = new Set(['human', 'repeat', 'slower', 'louder', 'language', 'restart'])

/** Somebody may be ill: rather once too often than once too late. */
const sureOfIllness = 0.5
/** A question in the middle of a form must be as plain as this to be taken for one. */
const plain = 0.85
const freeText: (QuestionName | null)[] = ['detail', 'noticed', 'money', 'count']

export async function decide(given: Turn): Promise<Reply> {
  const turn = chosenByWords({ ...given, dialog: { ...given.dialog, unclear: null } }, given.dialog)
  const { reading, dialog } = turn
  const { intent } = reading
  if (reading.chosen !== null && intent !== null) return byName(withoutForm(turn), intent)
  if (turn.words.lexicon.human.test(reading.text)) return callPerson(turn, 'asked')
  if (intent === 'felt-ill' && reading.confidence >= sureOfIllness && dialog.form?.intent !== intent) {
    return startForm(turn, intent)
  }
  const control = intent !== null && isSure(reading) ? controls[intent] : undefined
  if (control && anytime.has(intent as string) && !mayBeAnswer(reading, dialog.form)) return control(turn)
  if (isAngry(reading) && !dialog.calmed) return callPerson(turn, 'angry')
  if (dialog.form) return inForm(turn, dialog.form)
  const followed = byContext(turn)
  if (followed) return followed
  if (control) return control(turn)
  return byIntent(turn)
}

/** "Just now" is when it was noticed, not "say that again": where anything may be said, a control must be plain. */
const mayBeAnswer = ({ intent, confidence }: Reading, form: Form | null): boolean =>
  intent !== 'human' && freeText.includes(form?.asking ?? null) && confidence < plain

const isSure = ({ confidence, outOfScope }: Reading): boolean => confidence >= sure && !outOfScope

const withoutForm = (turn: Turn): Turn =>
  anytime.has(turn.reading.intent as string) ? turn : { ...turn, dialog: { ...turn.dialog, form: null } }

/** An answer to what was asked, or a question in between, or another case; else it is asked once more. */
async function inForm(turn: Turn, form: Form): Promise<Reply> {
  const { reading } = turn
  if (!isAside(reading, form)) {
    const answered = await continueForm(turn, form)
    if (answered) return answered
  }
  const { intent } = reading
  if (intent !== null && intent !== 'yes' && intent !== 'no' && isSure(reading) && reading.lead >= near) {
    const control = controls[intent]
    if (control) return control(turn)
    if (!isForm(intent)) return aside(turn, form, intent)
    if (intent !== form.intent && reading.confidence >= plain) return startForm(turn, intent)
  }
  return failed(turn, (now) => askAgain(now, form, [say(now, 'sorryAgain')]))
}

const isAside = ({ intent, confidence, outOfScope, rest, chosen }: Reading, { asking }: Form): boolean =>
  chosen === null &&
  intent !== null &&
  /^(?:product-|store-|membership|article:)/.test(intent) &&
  confidence >= plain &&
  !outOfScope &&
  rest !== '' &&
  !freeText.includes(asking)

async function aside(turn: Turn, form: Form, intent: string): Promise<Reply> {
  const answer = await byName(turn, intent)
  const back = await askAgain({ ...turn, dialog: answer.dialog }, form, [answer.say, say(turn, 'backTo')])
  return { ...back, cards: [...(answer.cards ?? []), ...(back.cards ?? [])], outcome: answer.outcome, intent }
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
  return choice ? { ...turn, reading: readingOfChoice(choice.id, { ...turn, dialog: before }) } : turn
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
  // A number alone is an order's: "4719", "order 4719".
  const onlyNumber = reading.slots.orderNumber !== null && reading.slots.quantity === null && !isSure(reading)
  if (onlyNumber && !isTelephone(reading.slots.orderNumber as string)) return startForm(turn, 'order-where')
  const plainly = isSure(reading) && reading.lead >= near
  if (intent === 'product-recommend' && !plainly && reading.named.length === 0 && narrows(reading.text, turn.language))
    return bySkill(turn, intent)
  const place = words.lexicon.ordinals.findIndex((ordinal) => ordinal.test(reading.text))
  const counted = products[place]
  if (counted !== undefined && goesOn && reading.named.length === 0) {
    const meant = about(turn, counted, [])
    return reading.intent?.startsWith('product-') ? bySkill(meant, reading.intent) : productAlone(meant)
  }
  if (words.lexicon.other.test(reading.text)) {
    const other = products[1]
    if (other === undefined) return askedBack(turn, say(turn, 'otherUnknown'))
    const meant = about(turn, other, [])
    return goesOn ? bySkill(meant, intent as string) : productAlone(meant)
  }
  if (words.lexicon.yes.test(reading.text)) return askedBack(turn, say(turn, 'allRight'))
  if (words.lexicon.no.test(reading.text)) {
    // "Anything else?" – "No."
    return dialog.settled ? (controls.thanks as Control)(turn) : askedBack(turn, say(turn, 'correctionAsked'))
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
  if (wishesForAllergic(turn) && confidence < sure) return bySkill(turn, 'product-recommend')
  const { sells } = goodsWords(turn.language).hearing
  const unsold = turn.reading.named.length === 0 && sells.test(turn.reading.text)
  if (unsold && (outOfScope || confidence < sure)) return bySkill(turn, 'product-stock')
  if (intent === null || outOfScope || confidence < 0.3) return failed(turn, notKnown)
  if (confidence >= sure && lead >= near) return byName(turn, intent)
  if (lead < near && second !== null) return failed(turn, (now) => whichIntent(now, [intent, second.intent]))
  return failed(turn, (now) => unsure(now, intent))
}

/** "I am allergic to peanuts, what snacks are there?" */
function wishesForAllergic({ reading, dialog, language }: Turn): boolean {
  const { allergic, refused } = requestIn(reading.text, language)
  const unnamed = reading.named.length === 0 && dialog.topic.products.length === 0
  return unnamed && allergic && refused.length > 0 && (reading.intent?.startsWith('product-') ?? false)
}

export async function byName(turn: Turn, intent: string): Promise<Reply> {
  const control = controls[intent]
  if (control) return control(turn)
  if (isForm(intent)) return startForm(turn, intent)
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
