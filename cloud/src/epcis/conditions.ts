import type { EpcisEvent, Json, JsonObject } from './event.ts'
import { isObject, listOf } from './event.ts'
import { type Pattern, patternOf } from './pattern.ts'
import { identifier, type TermName, termsOf } from './terms.ts'
import { expand, type Vocabulary } from './vocabulary.ts'

/** What one query parameter asks of an event. */
export interface Condition {
  holds(event: EpcisEvent): boolean
  /** Where the tables can find the candidates: any of these names with any of these values. */
  found?: { names: TermName[]; patterns: Pattern[] }
}

/** A parameter whose value cannot be read; `message` is for the sender. */
export class ParameterFault extends Error {}

const exact = (value: string): Pattern => ({ start: value, exact: true, matches: (one) => one === value })

/** Some value under one of these names is one of those asked for. */
function byTerms(names: TermName[], patterns: Pattern[]): Condition {
  return {
    holds: (event) =>
      termsOf(event).some(({ name, value }) => names.includes(name) && patterns.some((one) => one.matches(value))),
    found: { names, patterns },
  }
}

const words = (name: TermName, vocabulary: Vocabulary) => (values: string[]) =>
  byTerms(
    [name],
    values.map((value) => exact(expand(value, vocabulary))),
  )
const identifiers =
  (...names: TermName[]) =>
  (values: string[]) =>
    byTerms(
      names,
      values.map((value) => patternOf(value)),
    )

/** A location, or one inside it: our own assets are inside their site (`urn:x-larder:loc:shop-1.cabinet-1`). */
const within = (name: TermName) => (values: string[]) =>
  byTerms(
    [name],
    values.flatMap((value) => {
      const start = `${value}.`
      return value.startsWith('urn:x-larder:loc:')
        ? [exact(value), { start, exact: false, matches: (one: string) => one.startsWith(start) }]
        : [exact(identifier(value))]
    }),
  )

const some =
  (values: (event: EpcisEvent) => Iterable<unknown>) =>
  (test: (value: unknown) => boolean): Condition => ({
    holds: (event) => {
      for (const value of values(event)) if (test(value)) return true
      return false
    },
  })

const timeOf = (text: string): number => {
  const atMs = /(Z|[+-]\d\d:\d\d)$/i.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(atMs)) throw new ParameterFault('must be a time with its offset, such as 2026-11-20T09:30:00+08:00')
  return atMs
}
export const numberOf = (text: string): number => {
  if (text.trim() === '' || Number.isNaN(Number(text))) throw new ParameterFault('must be a number')
  return Number(text)
}

/** One of `GE`, `GT`, `LE`, `LT`, `EQ` between two figures. */
export const compare: Record<string, (one: number, other: number) => boolean> = {
  GE: (one, other) => one >= other,
  GT: (one, other) => one > other,
  LE: (one, other) => one <= other,
  LT: (one, other) => one < other,
  EQ: (one, other) => one === other,
}

const times =
  (operator: 'GE' | 'LT', values: (event: EpcisEvent) => Iterable<unknown>) =>
  ([text = '']: string[]): Condition => {
    const asked = timeOf(text)
    return some(values)((value) => typeof value === 'string' && compare[operator]?.(Date.parse(value), asked) === true)
  }

export const sensorReports = (event: EpcisEvent): JsonObject[] =>
  (event.sensorElementList ?? []).flatMap(({ sensorReport }) => sensorReport)
export const sensorMetadata = (event: EpcisEvent): JsonObject[] =>
  (event.sensorElementList ?? []).flatMap(({ sensorMetadata: one }) => (one === undefined ? [] : [one]))
const sensorFields = (name: string) => (event: EpcisEvent) =>
  [...sensorMetadata(event), ...sensorReports(event)].map((fields) => fields[name])
export const quantities = (event: EpcisEvent) =>
  [event.quantityList, event.childQuantityList, event.inputQuantityList, event.outputQuantityList].flatMap(
    (list) => list ?? [],
  )

const oneOf = (values: (event: EpcisEvent) => Iterable<unknown>) => (asked: string[]) => {
  const wanted = new Set(asked.map(identifier))
  return some(values)((value) => typeof value === 'string' && wanted.has(identifier(value)))
}
const flag = (text = ''): boolean => {
  if (text !== 'true' && text !== 'false') throw new ParameterFault('must be true or false')
  return text === 'true'
}
const exists =
  (present: (event: EpcisEvent) => boolean) =>
  ([text]: string[]): Condition =>
    flag(text) ? { holds: present } : { holds: () => true }

const declaration = (name: 'declarationTime' | 'reason') => (event: EpcisEvent) => [event.errorDeclaration?.[name]]
const number =
  (operator: string, values: (event: EpcisEvent) => Iterable<unknown>) =>
  ([text = '']: string[]): Condition => {
    const asked = numberOf(text)
    return some(values)((value) => typeof value === 'number' && compare[operator]?.(value, asked) === true)
  }

/** The standard's parameters with a fixed name (EPCIS 2.0 §8.2.7.1), each as what it asks. */
export const namedConditions: Record<string, (values: string[]) => Condition> = {
  eventType: (values) => byTerms(['type'], values.map(exact)),
  GE_eventTime: times('GE', (event) => [event.eventTime]),
  LT_eventTime: times('LT', (event) => [event.eventTime]),
  GE_recordTime: times('GE', (event) => [event.recordTime]),
  LT_recordTime: times('LT', (event) => [event.recordTime]),
  EQ_action: (values) => {
    const unknown = values.find((value) => !['ADD', 'OBSERVE', 'DELETE'].includes(value))
    if (unknown !== undefined) throw new ParameterFault('must be ADD, OBSERVE or DELETE')
    return { holds: ({ action }) => action !== undefined && values.includes(action) }
  },
  EQ_bizStep: words('bizStep', 'bizStep'),
  EQ_disposition: words('disposition', 'disposition'),
  EQ_persistentDisposition_set: (values) => persistent('set', values),
  EQ_persistentDisposition_unset: (values) => persistent('unset', values),
  EQ_readPoint: identifiers('readPoint'),
  WD_readPoint: within('readPoint'),
  EQ_bizLocation: identifiers('bizLocation'),
  WD_bizLocation: within('bizLocation'),
  EQ_transformationID: identifiers('transformationID'),
  MATCH_epc: identifiers('epc'),
  MATCH_parentID: identifiers('parentID'),
  MATCH_inputEPC: identifiers('inputEPC'),
  MATCH_outputEPC: identifiers('outputEPC'),
  MATCH_anyEPC: identifiers('epc', 'parentID', 'inputEPC', 'outputEPC'),
  MATCH_epcClass: identifiers('epcClass'),
  MATCH_inputEPCClass: identifiers('inputEPCClass'),
  MATCH_outputEPCClass: identifiers('outputEPCClass'),
  MATCH_anyEPCClass: identifiers('epcClass', 'inputEPCClass', 'outputEPCClass'),
  EQ_eventID: (values) => ({ holds: ({ eventID }) => eventID !== undefined && values.includes(eventID) }),
  EXISTS_errorDeclaration: exists(({ errorDeclaration }) => errorDeclaration !== undefined),
  EXISTS_sensorElementList: exists(({ sensorElementList }) => sensorElementList !== undefined),
  EQ_errorReason: (values) => {
    const asked = new Set(values.map((value) => expand(value, 'errorReason')))
    return some(declaration('reason'))(
      (reason) => typeof reason === 'string' && asked.has(expand(reason, 'errorReason')),
    )
  },
  EQ_correctiveEventID: oneOf((event) => event.errorDeclaration?.correctiveEventIDs ?? []),
  EQ_type: (values) => {
    const asked = new Set(values.map((value) => expand(value, 'measurementType')))
    return some(sensorFields('type'))((type) => typeof type === 'string' && asked.has(expand(type, 'measurementType')))
  },
  EQ_stringValue: (values) => some(sensorFields('stringValue'))((value) => values.includes(value as string)),
  EQ_hexBinaryValue: (values) => some(sensorFields('hexBinaryValue'))((value) => values.includes(value as string)),
  EQ_booleanValue: ([text]) => {
    const asked = flag(text)
    return some(sensorFields('booleanValue'))((value) => value === asked)
  },
  ...Object.fromEntries(
    ['deviceID', 'dataProcessingMethod', 'microorganism', 'chemicalSubstance', 'bizRules', 'uriValue'].map((name) => [
      `EQ_${name}`,
      oneOf(sensorFields(name)),
    ]),
  ),
  ...Object.fromEntries(
    (['GE', 'LT'] as const).flatMap((operator) => [
      ...['time', 'startTime', 'endTime'].map((name) => [`${operator}_${name}`, times(operator, sensorFields(name))]),
      // The query schema writes the first, the OpenAPI document the second.
      [`${operator}_errorDeclaration_Time`, times(operator, declaration('declarationTime'))],
      [`${operator}_errorDeclarationTime`, times(operator, declaration('declarationTime'))],
    ]),
  ),
  ...Object.fromEntries(
    Object.keys(compare).flatMap((operator) => [
      [`${operator}_quantity`, number(operator, (event) => quantities(event).map(({ quantity }) => quantity))],
      [`${operator}_percRank`, number(operator, sensorFields('percRank'))],
    ]),
  ),
}

function persistent(part: 'set' | 'unset', values: string[]): Condition {
  const asked = new Set(values.map((value) => expand(value, 'disposition')))
  return {
    holds: ({ persistentDisposition }) =>
      (persistentDisposition?.[part] ?? []).some((value) => asked.has(expand(value, 'disposition'))),
  }
}

/** Every value an extension has in these parts of an event, at their top or also further inside. */
export function extensionValues(parts: Iterable<unknown>, name: string, inner: boolean): Json[] {
  const found: Json[] = []
  const look = (part: unknown, depth: number) => {
    for (const one of listOf(part as Json)) {
      if (!isObject(one)) continue
      for (const [key, value] of Object.entries(one)) {
        if (key === name && depth > 0 === inner) found.push(...listOf(value))
        if (inner) look(value, depth + 1)
      }
    }
  }
  for (const part of parts) look(part, 0)
  return found
}
