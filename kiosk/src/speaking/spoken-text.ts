import type { Language } from '@larder/contracts/language'
import { toPinyin } from './pinyin.ts'
import { verbaliseChinese } from './verbalise/chinese.ts'
import { verbaliseEnglish } from './verbalise/english.ts'

/** More than a minute and a half of talk is no answer. */
export const longestText = 2000
const longestSentence = 160

/** Text as sentences in words alone: no figures, no markup. @throws when there is too much of it */
export function spokenSentences(text: string, language: Language): string[] {
  if (text.length > longestText)
    throw new Error(`${text.length} characters are too many to say: at most ${longestText}`)
  const spoken = (language === 'zh' ? verbaliseChinese : verbaliseEnglish)(withoutMarkup(text))
  return spoken
    .split(/(?<=[。！？；!?;\n])|(?<=\.)(?=\s|$)/)
    .flatMap(short)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** espeak-ng reads `<…>` as SSML and `[[…]]` as phonemes: neither is for a shopper's words to command. */
const withoutMarkup = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/[<>[\]{}|\\^~`*_]+/g, ' ')

/** A very long sentence is said in parts, so that its first sound need not wait for all of it. */
function short(sentence: string): string[] {
  if (sentence.length <= longestSentence) return [sentence]
  const parts: string[] = []
  for (const clause of sentence.split(/(?<=[，、,：:])/)) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + clause.length <= longestSentence) parts[parts.length - 1] = last + clause
    else parts.push(...(clause.match(new RegExp(`[^]{1,${longestSentence}}`, 'gu')) ?? []))
  }
  return parts
}

/** A run of one script, in the notation of its voice. */
export interface VoiceRun {
  language: Language
  text: string
}

/** A sentence in runs: Chinese in pinyin, Latin words between them by the English voice. */
export function voiceRuns(sentence: string): VoiceRun[] {
  const runs = sentence.match(/[\p{Script=Latin}\p{M}\p{N}][^\p{Script=Han}]*|[^\p{Script=Latin}\p{N}]+/gu) ?? []
  return runs
    .map((run): VoiceRun => {
      const chinese = /\p{Script=Han}/u.test(run)
      return chinese ? { language: 'zh', text: toPinyin(run) } : { language: 'en', text: run.trim() }
    })
    .filter(({ text }) => /[a-z]/i.test(text))
}
