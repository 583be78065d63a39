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

/** A touched button as if it had been understood beyond doubt; what was unclear before is read with it. */
export function readingOfChoice(id: string, turn: Turn): Reading {
  const [, named = id, product] = id.match(asIntent) ?? []
  const intent = isIntent(named, turn) ? named : null
  const { unclear } = turn.dialog
  const before = intent !== null && unclear?.intents.includes(intent) ? turn.reread(unclear.text) : null
  const said = before ?? turn.reading
  const reading: Reading = {
    ...said,
    raw: turn.reading.raw || labelOf(id, turn),
    text: said.text || id,
    lead: 1,
    second: null,
    outOfScope: false,
    intent,
    confidence: intent === null ? 0 : 1,
    chosen: id,
  }
  const picked = product ?? id.match(/^product:(.+)$/)?.[1]
  if (picked !== undefined && turn.copy.products.some((candidate) => candidate.id === picked)) {
    return { ...reading, ...naming(reading, picked) }
  }
  return before ? reading : { ...reading, ...noProduct(reading) }
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

const noProduct = (reading: Reading): Pick<Reading, 'named' | 'slots' | 'rest'> => ({
  named: [],
  rest: reading.text,
  slots: { ...reading.slots, products: [] },
})
