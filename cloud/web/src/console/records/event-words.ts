import type { MessageKey } from '../../language/en.ts'
import { en } from '../../language/en.ts'
import type { EventView } from './records-api.ts'

/** A word of the vocabulary in the reader's language, or as it is where we have none for it. */
export function wordOf(kind: 'step' | 'disposition' | 'type', word: string, t: (key: MessageKey) => string): string {
  const key = `records.${kind}.${word}`
  return Object.hasOwn(en, key) ? t(key as MessageKey) : word.replace(/^.*[/:]/, '').replaceAll('_', ' ')
}

/** The last part of a long identifier is what people know it by: the lot, the serial number, the place. */
export const shortName = (identifier: string): string => {
  const last = identifier.split(/[/:]/).at(-1) ?? identifier
  return safely(last.replace(/^(lot|consignment|order)\./, ''))
}

function safely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const idLists = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList']
const classLists = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList']

/** What an event is about, each thing once. */
export function goodsOf(event: EventView): string[] {
  const ids = idLists.flatMap((name) => (event[name] ?? []) as string[])
  const classes = classLists.flatMap((name) => (event[name] ?? []) as { epcClass: string }[])
  return [...new Set([...ids, ...classes.map(({ epcClass }) => epcClass)])]
}

/** Whether one of its sensors raised an alarm. */
export const isAlarmed = (event: EventView): boolean =>
  ((event.sensorElementList ?? []) as { sensorReport: { exception?: string }[] }[]).some(({ sensorReport }) =>
    sensorReport.some(({ exception }) => exception?.endsWith('ALARM_CONDITION')),
  )
