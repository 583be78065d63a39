import { type Language, languages } from '@larder/contracts/language'
import { callPerson } from './hand-off.ts'
import { newDialog } from './state.ts'
import { humanChoice, inLanguage, intentChoice, type Reply, say, sentences, type Turn } from './turn.ts'

const speeds = { slower: 0.8, louder: 1 }

export type Control = (turn: Turn) => Reply | Promise<Reply>

/** What is said about the talk itself. */
export const controls: Record<string, Control> = {
  human: (turn) => callPerson(turn, 'asked'),
  greeting,
  repeat: (turn) => {
    const { lastSay, lastChoices, lastExpects } = turn.dialog
    const nothing = lastSay === ''
    return {
      ...control(turn, 'repeat', nothing ? say(turn, 'nothingToRepeat') : lastSay),
      choices: lastChoices,
      expects: lastExpects,
      effects: nothing ? [] : [{ kind: 'repeat' }],
    }
  },
  slower: (turn) => ({ ...goOn(turn, 'slower'), effects: [{ kind: 'voice', speed: speeds.slower }] }),
  louder: (turn) => ({ ...goOn(turn, 'louder'), effects: [{ kind: 'voice', volume: speeds.louder }] }),
  language: (turn) => {
    const to = languageMeant(turn)
    const there = inLanguage(turn, to)
    return {
      ...control(turn, 'language', say(there, 'languageNow')),
      choices: menu(there),
      language: to,
      effects: [{ kind: 'language', to }],
    }
  },
  restart: (turn) => ({
    ...control(turn, 'restart', say(turn, 'restarted')),
    choices: menu(turn),
    dialog: newDialog,
    effects: [{ kind: 'end', why: 'restarted' }],
  }),
  thanks: (turn) => {
    if (!toRate(turn)) return control(turn, 'thanks', say(turn, 'thanks'))
    return { ...control(turn, 'thanks', say(turn, 'thanksRate')), cards: [{ kind: 'rate' }], dialog: rated(turn) }
  },
  goodbye: (turn) => ({
    ...control(turn, 'goodbye', say(turn, 'goodbye')),
    cards: toRate(turn) ? [{ kind: 'rate' }] : [],
    dialog: { ...rated(turn), form: null },
    effects: [{ kind: 'end', why: 'goodbye' }],
  }),
}

/** The first buttons: one of each sort of thing that can be asked. */
const firsts = ['product-where', 'product-freshness', 'product-offers', 'order-where', 'refund']
export const menu = (turn: Pick<Turn, 'words'>) => [
  ...firsts.map((intent) => intentChoice(turn, intent)),
  humanChoice(turn),
]

function greeting(turn: Turn): Reply {
  return { ...control(turn, 'greeting', say(turn, 'greeting')), choices: menu(turn) }
}

const control = (turn: Turn, intent: string, words: string): Reply => ({
  say: words,
  outcome: 'control',
  intent,
  dialog: { ...turn.dialog, failures: 0 },
})

/** Changes how it is said and says again what was asked. */
function goOn(turn: Turn, intent: 'slower' | 'louder'): Reply {
  const { lastSay, lastChoices, lastExpects } = turn.dialog
  const words = sentences(turn, [say(turn, intent), lastSay])
  return { ...control(turn, intent, words), choices: lastChoices, expects: lastExpects }
}

const toRate = ({ dialog }: Turn): boolean => dialog.settled && !dialog.rated
const rated = (turn: Turn) => ({ ...turn.dialog, failures: 0, rated: turn.dialog.rated || toRate(turn) })

/** The language that was named, or the next one where this one is not understood. */
function languageMeant(turn: Turn): Language {
  const { named, notSpoken } = turn.words.lexicon
  const meant = languages.find((language) => named[language].test(turn.reading.text))
  if (meant && !(meant === turn.language && notSpoken.test(turn.reading.text))) return meant
  return languages[(languages.indexOf(turn.language) + 1) % languages.length] ?? turn.language
}
