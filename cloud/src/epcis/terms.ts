import type { EpcisEvent } from './event.ts'
import { canonicalIdentifier } from './gs1-identifier.ts'
import { expand, expandUri } from './vocabulary.ts'

/** One thing an event is found by; identifiers and words in their canonical spelling. */
export interface Term {
  name: TermName
  value: string
}

export type TermName =
  | 'type'
  | 'bizStep'
  | 'disposition'
  | 'readPoint'
  | 'bizLocation'
  | 'epc'
  | 'parentID'
  | 'inputEPC'
  | 'outputEPC'
  | 'epcClass'
  | 'inputEPCClass'
  | 'outputEPCClass'
  | 'transformationID'
  | 'bizTransaction'

/** What the tables are searched by. All other parameters look at the events that these have found. */
export function termsOf(event: EpcisEvent): Term[] {
  const terms: Term[] = []
  const seen = new Set<string>()
  const add = (name: TermName, values: Iterable<string | undefined>) => {
    for (const value of values) {
      if (value === undefined || seen.size === seen.add(`${name} ${value}`).size) continue
      terms.push({ name, value })
    }
  }
  const ids = (list: readonly string[] | undefined) => (list ?? []).map(canonicalIdentifier)
  const classes = (list: EpcisEvent['quantityList']) => ids(list?.map(({ epcClass }) => epcClass))
  const id = (value: string | undefined) => (value === undefined ? [] : [canonicalIdentifier(value)])
  add('type', [event.type])
  add('bizStep', [event.bizStep && expand(event.bizStep, 'bizStep')])
  add('disposition', [event.disposition && expand(event.disposition, 'disposition')])
  add('readPoint', id(event.readPoint?.id))
  add('bizLocation', id(event.bizLocation?.id))
  add('epc', [...ids(event.epcList), ...ids(event.childEPCs)])
  add('parentID', id(event.parentID))
  add('inputEPC', ids(event.inputEPCList))
  add('outputEPC', ids(event.outputEPCList))
  add('epcClass', [...classes(event.quantityList), ...classes(event.childQuantityList)])
  add('inputEPCClass', classes(event.inputQuantityList))
  add('outputEPCClass', classes(event.outputQuantityList))
  add('transformationID', id(event.transformationID))
  add(
    'bizTransaction',
    (event.bizTransactionList ?? []).map(({ bizTransaction }) => identifier(bizTransaction)),
  )
  return terms
}

export const identifier = (uri: string): string => canonicalIdentifier(expandUri(uri))
