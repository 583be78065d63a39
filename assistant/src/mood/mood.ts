import type { Language } from '@larder/contracts/language'
import { englishHints } from './hints-en.ts'
import { chineseHints } from './hints-zh.ts'
import { emoji, type Lexicon } from './lexicon.ts'
import { english } from './lexicon-en.ts'
import { chinese } from './lexicon-zh.ts'

export const moods = ['angry', 'worried', 'content', 'neutral'] as const
export type Mood = (typeof moods)[number]

export interface MoodRead {
  mood: Mood
  /** 0 to 1. */
  confidence: number
}

type Feeling = Exclude<Mood, 'neutral'>
type Entry =
  | { kind: 'feeling'; feeling: Feeling; weight: number }
  | { kind: 'negator' | 'intensifier' | 'weakener' | 'turn' | 'wish' }

type Hints = Record<'angry' | 'content', string>

interface Compiled {
  entries: Map<string, Entry>
  /** Hints by their stem, asked for where a word is not known whole. */
  stems: Map<string, Entry>
  /** In words in English, in characters in Chinese. */
  longest: number
  /** How far behind a negator or an intensifier is still felt. */
  reach: { negator: number; other: number }
  lexicon: Lexicon
}

/** Stems that mean something else without their ending: who is caring has no car. */
const ambiguous = new Set(
  'home time car live liv season mov listen exact touch stop rest bill tir rat jam mar good soak jar dir win suit seal rip unripe prompt peach wine move rate light care thing ingredient even smel'.split(
    ' ',
  ),
)

const weights = { angryStrong: 2.2, angry: 1.1, worried: 1.5, contentStrong: 2, content: 1, hint: 0.7 }
const compiled: Record<Language, Compiled> = {
  en: compile(english, englishHints, { negator: 3, other: 2 }, (phrase) => phrase.split('_').length),
  zh: compile(chinese, chineseHints, { negator: 2, other: 3 }, (phrase) => phrase.length),
}

/** The mood of what somebody wrote or said; anything longer than 4,000 characters is read so far. */
export function moodOf(text: string, language: Language): MoodRead {
  const plain = text.slice(0, 4000).normalize('NFKC').toLowerCase().replace(/[’`]/g, "'")
  const sums =
    language === 'en' ? read(wordsOf(plain), compiled.en, ' ') : read([...denialFirst(plain)], compiled.zh, '')
  for (const pattern of compiled[language].lexicon.sarcasm) {
    if (!pattern.test(plain)) continue
    sums.angry += 2.5
    sums.content *= 0.4
  }
  const asks = plain.length < asking[language] && question[language].test(plain)
  if (asks) sums.content *= 0.3
  if (asks && sums.angry < plainAnger) sums.angry = 0
  sums.angry = Math.max(0, sums.angry)
  if (/[!！]{2,}/.test(plain)) louder(sums, 1.2)
  if (/[?？]{2,}/.test(plain)) sums.angry += 0.5
  if (/\b[A-Z]{4,}\b.*\b[A-Z]{4,}\b/.test(text)) louder(sums, 1.2)
  return decide(sums, !asks && plain.length >= telling[language])
}

/** Who asks whether the fish is fresh does not praise it. */
const question: Record<Language, RegExp> = {
  en: /^(?:(?:hi|hello|so|and|excuse me),? )?(?:is|are|do|does|did|can|could|would|what|where|when|which|how|who|has|have you|may|should|any|which|best place|best way|something|will|show me|i need|i want|i'm looking|give me)\b(?!.*(?:thank|love))/,
  zh: /(?:吗|呢|么)[?？。]?$|哪|几|多少|什么(?!都|也|玩意|态度|破|垃圾|鬼)|啥(?!都|也)|谁(?!都|知)|怎么(?!这|会|能|也|都|好意思|回事)|有没有|是不是|请问|帮我|我要|我想|给我|推荐(?:一下|点|个)|还是.{1,4}好|(.)不\1|切换|怎么入/u,
}

/** Characters up to which a text with a word of asking asks. */
const asking: Record<Language, number> = { en: 60, zh: 20 }
/** A question is angry only by more than one mild word. */
const plainAnger = 1.2

/** "一点腥味都没有" denies what stands before it, and "有没有" denies nothing. */
const denialFirst = (text: string): string =>
  text
    .replace(/(?:一点|一丝|半点)儿?([^，。！,.!]{1,4}?)[都也](?:没有|没|无)/gu, '没有$1')
    .replace(/有没有(?!问题|事)/gu, '有')

/** The threshold of `neutral`: one mild word is enough, half of one is not. */
const calm = 0.6
/** Who tells at length has felt something: the least sign counts. */
const calmTelling = 0.2
/** Characters from which a text tells rather than asks for something. */
const telling: Record<Language, number> = { en: 44, zh: 12 }

function decide(sums: Record<Feeling, number>, tells: boolean): MoodRead {
  const bad = sums.angry + sums.worried
  const scores: Record<Mood, number> = {
    angry: sums.angry + (sums.angry >= sums.worried ? 0.5 * sums.worried : 0) - 0.6 * sums.content,
    worried: sums.worried + (sums.worried > sums.angry ? 0.5 * sums.angry : 0) - 0.4 * sums.content,
    content: sums.content - 0.9 * bad,
    neutral: tells ? calmTelling : calm,
  }
  const mood = moods.reduce((best, candidate) => (scores[candidate] > scores[best] ? candidate : best))
  // How sure that is does not rise with length: people are called by it.
  scores.neutral = calm
  const total = moods.reduce((sum, candidate) => sum + Math.exp(scores[candidate] - scores[mood]), 0)
  return { mood, confidence: Math.round(1000 / total) / 1000 }
}

function louder(sums: Record<Feeling, number>, factor: number): void {
  for (const feeling of ['angry', 'worried', 'content'] as const) sums[feeling] *= factor
}

/** A "not" that turns no known word is more often part of a complaint than of praise. */
const denial = 0.3

/** Walks the text once, the longest phrase first at each place. */
function read(units: string[], { entries, stems, longest, reach }: Compiled, joint: string): Record<Feeling, number> {
  const sums: Record<Feeling, number> = { angry: 0, worried: 0, content: 0 }
  let negatedUntil = -1
  let factor = 1
  let factorUntil = -1
  let wishedUntil = -1
  for (let at = 0; at < units.length; ) {
    const found = longestAt(units, at, entries, longest, joint) ?? stemAt(units[at] as string, stems)
    if (!found) {
      if (/[.。!！;；\n,，]/.test(units[at] as string)) {
        negatedUntil = -1
        factorUntil = -1
        if (!/[,，]/.test(units[at] as string)) wishedUntil = -1
      }
      at += 1
      continue
    }
    const { entry, length } = found
    const end = at + length
    if (entry.kind === 'negator') {
      negatedUntil = end + reach.negator
      sums.angry += denial
    } else if (entry.kind === 'intensifier') [factor, factorUntil] = [1.4, end + reach.other]
    else if (entry.kind === 'weakener') [factor, factorUntil] = [0.7, end + reach.other]
    else if (entry.kind === 'turn') louder(sums, 0.6)
    else if (entry.kind === 'wish') wishedUntil = end + (joint ? 8 : 12)
    else if (entry.kind === 'feeling') {
      const strength = entry.weight * (at < factorUntil ? factor : 1)
      add(sums, entry.feeling, strength, at < negatedUntil, at < wishedUntil)
      if (at < negatedUntil) sums.angry -= denial
      negatedUntil = -1
    }
    at = end
  }
  return sums
}

/** Denied praise is a complaint; a denied complaint is faint praise; praise wished for was not had. */
function add(
  sums: Record<Feeling, number>,
  feeling: Feeling,
  strength: number,
  negated: boolean,
  wished: boolean,
): void {
  if (feeling === 'content' && negated) sums.angry += 0.9 * strength
  else if (feeling === 'content' && wished) sums.angry += 0.3 * strength
  else if (negated) sums.content += feeling === 'angry' ? 0.4 * strength : 0.5 * strength
  else sums[feeling] += strength
}

function longestAt(units: string[], at: number, entries: Map<string, Entry>, longest: number, joint: string) {
  for (let length = Math.min(longest, units.length - at); length > 0; length -= 1) {
    const entry = entries.get(units.slice(at, at + length).join(joint))
    if (entry) return { entry, length }
  }
  return undefined
}

function stemAt(word: string, stems: Map<string, Entry>) {
  const entry = stems.size > 0 ? stems.get(stemOf(word)) : undefined
  return entry && { entry, length: 1 }
}

/** Cuts the commonest English endings, so that "dragging" and "dragged" meet "drag". */
function stemOf(word: string): string {
  if (word.length < 4) return word
  return word
    .replace(/(?:ies|ied|ily|iness)$/, 'y')
    .replace(/(?<=\w{3})(?:ing|ingly|edly|ed|es|s|ly|ness|ments?)$/, '')
    .replace(/([bdgklmnprt])\1$/, '$1')
    .replace(/(?<=\w{2})e$/, '')
}

const wordsOf = (text: string): string[] =>
  text.match(/\d+\/\d+|[\p{L}\p{N}]+(?:'\p{L}+)?|\p{Extended_Pictographic}|[^\s]/gu) ?? []

function compile(
  lexicon: Lexicon,
  hints: Hints,
  reach: Compiled['reach'],
  sizeOf: (phrase: string) => number,
): Compiled {
  const entries = new Map<string, Entry>()
  let longest = 1
  const put = (phrases: string, entry: Entry): void => {
    for (const phrase of phrases.split(/\s+/).filter(Boolean)) {
      const key = phrase.replaceAll('_', ' ')
      if (!entries.has(key)) entries.set(key, entry)
      longest = Math.max(longest, sizeOf(phrase))
    }
  }
  const feel = (phrases: string, feeling: Feeling, weight: number): void =>
    put(phrases, { kind: 'feeling', feeling, weight })
  feel(lexicon.angryStrong, 'angry', weights.angryStrong)
  feel(lexicon.worried, 'worried', weights.worried)
  feel(lexicon.contentStrong, 'content', weights.contentStrong)
  feel(lexicon.angry, 'angry', weights.angry)
  feel(lexicon.content, 'content', weights.content)
  feel(emoji.angryStrong, 'angry', weights.angryStrong)
  feel(emoji.angry, 'angry', weights.angry)
  feel(emoji.worried, 'worried', weights.worried)
  feel(emoji.content, 'content', 1.3)
  put(lexicon.negators, { kind: 'negator' })
  put(lexicon.weakeners, { kind: 'weakener' })
  put(lexicon.intensifiers, { kind: 'intensifier' })
  put(lexicon.turns, { kind: 'turn' })
  put(lexicon.wishes, { kind: 'wish' })
  const stems = new Map<string, Entry>()
  for (const feeling of ['angry', 'content'] as const) {
    feel(hints[feeling], feeling, weights.hint)
    for (const word of hints[feeling].match(/(?<!\S)[a-z]+(?!\S)/g) ?? []) {
      const entry: Entry = { kind: 'feeling', feeling, weight: weights.hint }
      const stem = stemOf(word)
      if (!ambiguous.has(stem) && !stems.has(stem)) stems.set(stem, entry)
    }
  }
  return { entries, stems, longest, reach, lexicon }
}
