import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '@larder/contracts/language'
import type { Line } from '../classifier/train.ts'

export type Half = 'tuning' | 'check'

/**
 * Free wordings, written before the patterns were looked at and in no training; intent null is out of scope. What is
 * misread of the tuning half may be looked at to write better patterns, of the check half only the figures.
 */
export const paraphrases = (language: Language, half?: Half): Line[] =>
  readFileSync(join(import.meta.dirname, `paraphrases.${language}.tsv`), 'utf8')
    .trim()
    .split('\n')
    .map((row): Line => {
      const [intent, text] = row.split('\t') as [string, string]
      return { intent: intent === 'null' ? null : intent, text }
    })
    .filter(({ text }) => half === undefined || halfOf(text) === half)

/** FNV-1a over the bytes, folded. */
function halfOf(text: string): Half {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return ((hash ^ (hash >>> 15)) & 1) === 0 ? 'tuning' : 'check'
}
