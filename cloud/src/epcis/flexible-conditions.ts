import {
  type Condition,
  compare,
  extensionValues,
  numberOf,
  ParameterFault,
  quantities,
  sensorMetadata,
  sensorReports,
} from './conditions.ts'
import { type EpcisEvent, isObject, type JsonObject } from './event.ts'
import { identifier } from './terms.ts'
import { expand } from './vocabulary.ts'

/** The standard's parameters whose name carries a type, a unit or a field (EPCIS 2.0 §8.2.7.1). */
export function flexibleCondition(name: string, values: string[]): Condition | undefined {
  return typedList(name, values) ?? withUnit(name, values) ?? ofExtension(name, values)
}

function typedList(name: string, values: string[]): Condition | undefined {
  const parts = /^EQ_(bizTransaction|source|destination)_(.+)$/.exec(name)
  if (parts === null) return undefined
  const [, kind, type = ''] = parts as unknown as [string, 'bizTransaction' | 'source' | 'destination', string]
  const vocabulary = kind === 'bizTransaction' ? 'bizTransactionType' : 'sourceDestinationType'
  const asked = new Set(values.map(identifier))
  return {
    holds: (event) =>
      ((event[`${kind}List`] ?? []) as JsonObject[]).some(
        (one) =>
          expand(String(one.type ?? ''), vocabulary) === expand(type, vocabulary) &&
          asked.has(identifier(String(one[kind] ?? ''))),
      ),
    // Which transaction says more than of which type it is.
    ...(kind === 'bizTransaction'
      ? {
          found: {
            names: ['bizTransaction'],
            patterns: [...asked].map((start) => ({ start, exact: true, matches: (value) => value === start })),
          },
        }
      : {}),
  }
}

const figures = ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percValue']

/** `GE_value_CEL`, `LT_quantity_KGM`: figures in the unit they are recorded in; nothing is converted. */
function withUnit(name: string, values: string[]): Condition | undefined {
  const parts = /^(GE|GT|LE|LT|EQ)_([a-zA-Z]+)_([A-Z0-9]{2,4})$/.exec(name)
  const [, operator = '', field = '', unit] = parts ?? []
  const isQuantity = field === 'quantity'
  if (parts === null || !(isQuantity || figures.includes(field))) return undefined
  const asked = values.map(numberOf)
  const test = compare[operator] as (one: number, other: number) => boolean
  const rows = (event: EpcisEvent) => (isQuantity ? quantities(event) : sensorReports(event)) as unknown as JsonObject[]
  return {
    holds: (event) =>
      rows(event).some((row) => {
        const figure = row[field]
        return row.uom === unit && typeof figure === 'number' && asked.some((one) => test(figure, one))
      }),
  }
}

/** Where an extension's parameter looks, by the word before its name. */
const places: Record<string, (event: EpcisEvent) => unknown[]> = {
  ILMD: ({ ilmd }) => [ilmd],
  ERROR_DECLARATION: ({ errorDeclaration }) => [errorDeclaration],
  SENSORELEMENT: ({ sensorElementList }) => [sensorElementList],
  SENSORMETADATA: sensorMetadata,
  SENSORREPORT: sensorReports,
  readPoint: ({ readPoint }) => [readPoint],
  bizLocation: ({ bizLocation }) => [bizLocation],
}

const extension = new RegExp(
  `^(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?(?:(${Object.keys(places).join('|')})_)?([A-Za-z][\\w.-]*:.+)$`,
)

/** `EQ_example:myField`, `EXISTS_ILMD_example:batch`, `GE_INNER_example:price`. */
function ofExtension(name: string, values: string[]): Condition | undefined {
  const parts = extension.exec(name)
  if (parts === null) return undefined
  const [, operator = '', inner, place, field = ''] = parts
  const where =
    place === undefined ? (event: EpcisEvent) => [event] : (places[place] as (event: EpcisEvent) => unknown[])
  const found = (event: EpcisEvent) => extensionValues(where(event), field, inner !== undefined)
  if (operator === 'EXISTS') return { holds: (event) => found(event).length > 0 }
  if (operator === 'EQ') return { holds: (event) => found(event).some((value) => values.includes(text(value))) }
  const [asked = ''] = values
  const test = compare[operator] as (one: number, other: number) => boolean
  const limit = comparable(asked)
  if (Number.isNaN(limit)) throw new ParameterFault('must be a number or a time')
  return { holds: (event) => found(event).some((value) => test(comparable(text(value)), limit)) }
}

const text = (value: unknown): string => (isObject(value) ? '' : String(value))
/** A number as it is, a time as its milliseconds. */
const comparable = (value: string): number =>
  value.trim() !== '' && !Number.isNaN(Number(value))
    ? Number(value)
    : /^\d{4}-/.test(value)
      ? Date.parse(value)
      : Number.NaN
