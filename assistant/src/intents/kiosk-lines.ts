import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '@larder/contracts/language'
import { randomFrom } from '../classifier/random.ts'
import type { Line, TrainingLines } from '../classifier/train.ts'
import { normalise } from '../normalise/normalise.ts'
import { slurOf } from './noise.ts'
import { paraphrases } from './paraphrases.ts'
import { expand, type Pattern, parsePatterns } from './patterns.ts'
import { productPlace, withNumberPlaces } from './places.ts'
import { slotValues } from './slot-values.ts'

const groups = ['product', 'after-sales', 'order', 'control', 'free']
const folder = join(import.meta.dirname, '../lines')
const perPattern = 10
/** The same with the product's place instead of a name. */
const perUnnamed = 5
const seed = 7

const read = (language: Language, name: string): string => readFileSync(join(folder, language, name), 'utf8')

export const kioskPatterns = (language: Language): Pattern[] =>
  groups.flatMap((group) => parsePatterns(read(language, `${group}.txt`)))

const foreignPatterns = (language: Language): Pattern[] => parsePatterns(read(language, 'foreign.txt'))

/**
 * The kiosk's own lines: each pattern's expansion, and each line again with a recogniser's slips. To judge by are one
 * whole pattern of each intent, as strange as a new wording, and a line of each learned pattern: shoppers say both. Every learned line is learned once more as a recogniser
 * might return it; the frozen lines and the paraphrases are kept out. What no shop is asked is learned as an intent of its own. `products` are the live catalogue's names.
 */
export function kioskLines(language: Language, products: string[] = []): TrainingLines {
  const random = randomFrom(seed)
  const values = slotValues[language]
  const kept = new Set([...frozenLines(language), ...paraphrases(language)].map(({ text }) => text))
  const product = [...(values.product ?? []), ...products]
  const met = new Map<string, number>()
  const lines: Line[] = []
  const validation: Line[] = []
  for (const { intent, pattern } of [...kioskPatterns(language), ...foreignPatterns(language)]) {
    const place = met.get(intent) ?? 0
    met.set(intent, place + 1)
    const named = expand(pattern, { ...values, product }, perPattern, random)
    const unnamed = pattern.includes('{product}')
      ? expand(pattern, { ...values, product: [productPlace[language]] }, perUnnamed, random)
      : []
    const expanded = [...named, ...unnamed]
      .map((text) => withNumberPlaces(normalise(text, language)))
      .filter((text) => !kept.has(text))
      .map((text) => ({ text, intent }))
    if (place === judgedPlace) validation.push(...expanded)
    else {
      validation.push(...expanded.slice(0, 1))
      lines.push(...expanded.slice(1))
    }
  }
  const slur = slurOf(
    language,
    lines.map(({ text }) => text),
    random,
  )
  for (const text of read(language, 'out-of-scope.txt').trim().split('\n')) {
    if (!kept.has(text)) validation.push({ text, intent: null })
  }
  return { lines: [...lines, ...lines.map(({ text, intent }) => ({ text: slur(text), intent }))], validation }
}

/** Which of an intent's patterns is judged by: neither the plainest nor the oddest. */
const judgedPlace = 2

/** Lines that are in no training, to hold a model against. */
export const frozenLines = (language: Language): { text: string; intent: string }[] =>
  read(language, 'frozen.tsv')
    .trim()
    .split('\n')
    .map((row) => {
      const [intent, text] = row.split('\t') as [string, string]
      return { intent, text }
    })
