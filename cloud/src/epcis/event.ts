/** A value of a JSON document. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The list behind an optional property: a JSON-LD set may also be written as its only member. */
export const listOf = (value: Json | undefined): Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

export const eventTypes = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const
export type EventType = (typeof eventTypes)[number]

interface QuantityElement {
  epcClass: string
  quantity?: number
  uom?: string
}

interface SensorElement {
  sensorMetadata?: JsonObject
  sensorReport: JsonObject[]
}

/** An event that has passed the schema; extensions are among the other properties. */
export interface EpcisEvent {
  [extension: string]: unknown
  type: string
  eventID?: string
  eventTime: string
  eventTimeZoneOffset: string
  recordTime?: string
  action?: 'OBSERVE' | 'ADD' | 'DELETE'
  bizStep?: string
  disposition?: string
  persistentDisposition?: { set?: string[]; unset?: string[] }
  readPoint?: { id: string }
  bizLocation?: { id: string }
  parentID?: string
  epcList?: string[]
  childEPCs?: string[]
  inputEPCList?: string[]
  outputEPCList?: string[]
  quantityList?: QuantityElement[]
  childQuantityList?: QuantityElement[]
  inputQuantityList?: QuantityElement[]
  outputQuantityList?: QuantityElement[]
  transformationID?: string
  bizTransactionList?: { type?: string; bizTransaction: string }[]
  sourceList?: { type: string; source: string }[]
  destinationList?: { type: string; destination: string }[]
  sensorElementList?: SensorElement[]
  ilmd?: JsonObject
  errorDeclaration?: { declarationTime: string; reason?: string; correctiveEventIDs?: string[] }
}
