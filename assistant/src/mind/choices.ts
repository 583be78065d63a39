import type { Reading } from './reader.ts'
import type { Dialog } from './state.ts'
import type { Turn } from './turn.ts'

/**
 * The buttons that a mind understands: `yes`, `no`, `skip`, an intent's name or `intent:NAME`, `intent:NAME:PRODUCT`,
 * `product:ID`, `lot:ID`, `purchase:order`, `purchase:store`. Any other counts as its label said.
 */
export const choiceNamed = (id: string, dialog: Dialog): string =>
  dialog.lastChoices.find((choice) => choice.id === id)?.label ?? ''

const asIntent = /^intent:((?:article:)?[a-z0-9-]+)(?::(.+))?$/

/** A touched button as if it had been understood beyond doubt. */
export function readingOfChoice(id: string, turn: Turn): Reading {
  const reading = { ...turn.reading, raw: turn.reading.raw || labelOf(id, turn) }
  const [, named = id, product] = id.match(asIntent) ?? []
  const intent = isIntent(named, turn) ? named : undefined
  const certain = { text: reading.text || id, confidence: 1, lead: 1, second: null, outOfScope: false }
  if (intent)
    return { ...reading, ...certain, intent, chosen: id, ...(product ? naming(reading, product) : noProduct(reading)) }
  const picked = id.match(/^product:(.+)$/)?.[1]
  return {
    ...reading,
    ...certain,
    intent: null,
    confidence: 0,
    rest: '',
    chosen: id,
    ...(picked ? naming(reading, picked) : {}),
  }
}

function labelOf(id: string, { words }: Turn): string {
  const name = id.match(asIntent)?.[1] ?? id
  return Object.hasOwn(words.intents, name) ? (words.intents[name] as string) : id
}

const isIntent = (name: string, { words }: Turn): boolean =>
  name.startsWith('article:') || (name !== 'yes' && name !== 'no' && Object.hasOwn(words.intents, name))

function naming(reading: Reading, product: string): Pick<Reading, 'named' | 'slots' | 'rest'> {
  const named = { product, heard: reading.text, repairedTo: null, confidence: 1 }
  return { named: [{ ...named, others: [] }], slots: { ...reading.slots, products: [named] }, rest: '' }
}

const noProduct = (reading: Reading): Pick<Reading, 'named' | 'slots'> => ({
  named: [],
  slots: { ...reading.slots, products: [] },
})
