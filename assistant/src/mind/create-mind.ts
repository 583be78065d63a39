import type { Language } from '@larder/contracts/language'
import type { StoreCopy } from '@larder/contracts/store-copy'
import type { Model } from '../classifier/model.ts'
import { choiceNamed, readingOfChoice } from './choices.ts'
import { completenessOf } from './completeness.ts'
import { menu } from './control.ts'
import { decide } from './decide.ts'
import type { Desk } from './desk.ts'
import { failed, nothingHeard } from './failure.ts'
import { byToken } from './forms/token.ts'
import { masked } from './mask.ts'
import type { Answer, Asked, Effect, Mind } from './mind.ts'
import { type Reading, readerOf, understandingOf } from './reader.ts'
import type { Skill } from './skill.ts'
import { type Dialog, dialogFrom, newDialog, wireOf } from './state.ts'
import { humanChoice, type Reply, say, type Turn } from './turn.ts'
import { wordsOf } from './words/words.ts'

export interface MindParts {
  /** By language; a language without one understands buttons and forms only. */
  models: Partial<Record<Language, Model>>
  skills: Skill[]
}

/** Nobody says so much to a kiosk in one breath. */
const longestText = 2000

export function createMind({ models, skills }: MindParts): Mind {
  const read = readerOf(models)
  const byIntent = new Map(skills.flatMap((skill) => skill.intents.map((intent) => [intent, skill] as const)))
  // Partial texts come without a desk: the catalogue is that of the shop that was answered for last.
  let lastCopy: StoreCopy | null = null
  const turnOf = (desk: Desk, language: Language, dialog: Dialog, text: string, asked: Partial<Asked>): Turn => {
    const [copy, nowMs] = [desk.copy(), desk.now()]
    lastCopy = copy
    const spoken = asked.input?.kind === 'said' && asked.input.spoken
    // What is complained of was; what is asked for or changed is to come.
    const toward = dialog.form === null || dialog.form.intent.startsWith('order-') ? 'future' : 'past'
    const reread = (words: string) => read(words, { language, copy, nowMs, spoken, toward })
    return {
      language,
      words: wordsOf(language),
      copy,
      nowMs,
      desk,
      dialog,
      reading: reread(text),
      reread,
      tags: asked.tags ?? [],
      skills: byIntent,
    }
  }
  return {
    async answer(asked, desk) {
      const { input, language } = asked
      const dialog = stillCalled(dialogFrom(asked.state), asked.mode)
      const text = input.kind === 'said' ? input.text : input.kind === 'chose' ? choiceNamed(input.choice, dialog) : ''
      const heard = turnOf(desk, language, dialog, text.slice(0, longestText + 1), asked)
      const turn = input.kind === 'chose' ? { ...heard, reading: readingOfChoice(input.choice, heard) } : heard
      const reply = await reason(turn, text, input).catch(() => lookUpFailed(turn))
      return answerOf(turn, reply, input.kind !== 'token')
    },
    completeness: completenessOf(read, () => lastCopy),
    greeting(language, desk) {
      const turn = turnOf(desk, language, newDialog, '', {})
      const reply: Reply = {
        say: say(turn, 'greeting'),
        choices: menu(turn),
        outcome: 'control',
        intent: 'greeting',
        dialog: newDialog,
      }
      return answerOf(turn, reply, false)
    },
  }
}

/** A person who has left, or who could not be reached, may be called again. */
const stillCalled = (dialog: Dialog, mode: Asked['mode']): Dialog =>
  mode === 'assistant' && dialog.called === 'waiting' ? { ...dialog, called: null } : dialog

async function reason(turn: Turn, text: string, input: Asked['input']): Promise<Reply> {
  if (input.kind === 'token') return byToken(turn, input.token)
  if (text.length > longestText) return tooLong(turn)
  if (turn.reading.text === '') return failed(turn, nothingHeard)
  return decide(turn)
}

const tooLong = (turn: Turn): Reply => ({
  say: say(turn, 'tooLong'),
  choices: [humanChoice(turn)],
  outcome: 'asked-back',
  intent: null,
  dialog: turn.dialog,
})

/** Whatever the desk could not do, the shopper is told, and nothing that was said is lost. */
const lookUpFailed = (turn: Turn): Reply => ({
  say: say(turn, 'lookUpFailed'),
  choices: [humanChoice(turn)],
  outcome: 'unanswered',
  intent: turn.reading.intent,
  dialog: turn.dialog,
})

function answerOf(turn: Turn, reply: Reply, understood: boolean): Answer {
  const { cards = [], choices = [], expects = 'open', effects = [] as Effect[] } = reply
  const language = reply.language ?? turn.language
  const lastSay = reply.say.slice(0, 4000)
  const dialog: Dialog = { ...reply.dialog, lastSay, lastChoices: choices, lastExpects: expects }
  return {
    say: lastSay,
    language,
    cards: cards.slice(0, 12),
    choices: choices.slice(0, 12),
    expects,
    understanding: understood ? understandingOf(turn.reading, reply.intent) : null,
    outcome: reply.outcome,
    effects,
    state: wireOf(dialog),
    masked: understood ? maskedWords(turn.reading, turn) : '',
  }
}

/** Proof digits were asked for in the turn before: every digit of this one is hidden. */
const maskedWords = (reading: Reading, { dialog }: Turn): string =>
  masked(reading.raw, ['phone-digits', 'contact'].includes(dialog.form?.asking ?? ''))
