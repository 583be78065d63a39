import { isObject, type Json, type JsonObject, listOf } from './event.ts'
import { canonicalIdentifier } from './gs1-identifier.ts'
import { bracedName, expandValue, type Namespaces } from './namespaces.ts'
import { expand, type Vocabulary } from './vocabulary.ts'

/** How one property is written: a word of a vocabulary, a time, an object of its own, or a list of them. */
interface Property {
  name: string
  vocabulary?: Vocabulary
  time?: true
  /** A list's name stands once, and each member under this name; without it, the name stands before each value. */
  member?: string
  order?: readonly Property[]
  /** The members of a list are written without a name of their own. */
  nameless?: true
}

const plain = (...names: string[]): Property[] => names.map((name) => ({ name }))
const times = (...names: string[]): Property[] => names.map((name) => ({ name, time: true }))
const epcs = (name: string): Property => ({ name, member: 'epc' })
const quantities = (name: string): Property => ({
  name,
  member: 'quantityElement',
  order: plain('epcClass', 'quantity', 'uom'),
})
const typed = (name: string, value: string, vocabulary: Vocabulary): Property => ({
  name,
  nameless: true,
  order: [{ name: 'type', vocabulary }, { name: value }],
})

const sensorMetadata: Property[] = [
  ...times('time', 'startTime', 'endTime'),
  ...plain('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'),
]
const sensorReport: Property[] = [
  { name: 'type', vocabulary: 'measurementType' },
  { name: 'exception', vocabulary: 'sensorAlert' },
  ...plain('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'),
  ...times('time'),
  ...plain('microorganism', 'chemicalSubstance', 'value'),
  { name: 'component', vocabulary: 'component' },
  ...plain('stringValue', 'booleanValue', 'hexBinaryValue', 'uriValue', 'minValue', 'maxValue', 'meanValue'),
  ...plain('sDev', 'percRank', 'percValue', 'uom', 'coordinateReferenceSystem'),
]

/** The canonical order of CBV 2.0 §8.9.2; extensions follow in the order of their names. */
const canonicalOrder: Property[] = [
  ...times('eventTime'),
  ...plain('eventTimeZoneOffset', 'certificationInfo'),
  epcs('epcList'),
  ...plain('parentID'),
  epcs('inputEPCList'),
  epcs('childEPCs'),
  quantities('quantityList'),
  quantities('childQuantityList'),
  quantities('inputQuantityList'),
  epcs('outputEPCList'),
  quantities('outputQuantityList'),
  ...plain('action', 'transformationID'),
  { name: 'bizStep', vocabulary: 'bizStep' },
  { name: 'disposition', vocabulary: 'disposition' },
  {
    name: 'persistentDisposition',
    order: [
      { name: 'set', vocabulary: 'disposition' },
      { name: 'unset', vocabulary: 'disposition' },
    ],
  },
  { name: 'readPoint', order: plain('id') },
  { name: 'bizLocation', order: plain('id') },
  typed('bizTransactionList', 'bizTransaction', 'bizTransactionType'),
  typed('sourceList', 'source', 'sourceDestinationType'),
  typed('destinationList', 'destination', 'sourceDestinationType'),
  {
    name: 'sensorElementList',
    member: 'sensorElement',
    order: [
      { name: 'sensorMetadata', order: sensorMetadata },
      { name: 'sensorReport', order: sensorReport },
    ],
  },
  { name: 'ilmd', order: [] },
]

/** Not of the event itself: who stored it when, under which name, and what was said of it later. */
const left = ['type', '@context', 'eventID', 'recordTime', 'errorDeclaration', 'rdfs:comment']

/**
 * The text whose hash names an event: every value in canonical order and spelling, without separators.
 * @param ignored expanded names of extensions that are not of the event, such as a repository's own marks
 */
export function prehash(event: JsonObject, namespaces: Namespaces, ignored: ReadonlySet<string> = new Set()): string {
  const kept = Object.fromEntries(Object.entries(event).filter(([name]) => !left.includes(name)))
  const inner = new Writer(namespaces, ignored).object(kept, canonicalOrder)
  return `eventType=${event.type}${inner}`
}

class Writer {
  readonly #namespaces: Namespaces
  readonly #ignored: ReadonlySet<string>

  constructor(namespaces: Namespaces, ignored: ReadonlySet<string>) {
    this.#namespaces = namespaces
    this.#ignored = ignored
  }

  object(value: JsonObject, order: readonly Property[]): string {
    const known = order.map((property) => this.#property(value[property.name], property))
    const names = new Set(order.map(({ name }) => name))
    const others = Object.entries(value).filter(([name]) => !names.has(name) && name !== 'rdfs:comment')
    return known.join('') + this.#extensions(others)
  }

  #property(value: Json | undefined, property: Property): string {
    const { name, member, nameless, order } = property
    const members = listOf(value)
    if (members.length === 0) return ''
    if (member === undefined && !nameless) return sorted(members.map((one) => this.#named(name, one, property)))
    const inner = sorted(
      members.map((one) =>
        nameless && isObject(one) ? this.object(one, order ?? []) : this.#named(member ?? name, one, property),
      ),
    )
    return inner === '' ? '' : name + inner
  }

  #named(name: string, value: Json, { order, vocabulary, time }: Property): string {
    if (isObject(value)) {
      const inner = this.object(value, order ?? [])
      return inner === '' ? '' : name + inner
    }
    const text = time && typeof value === 'string' ? canonicalTime(value) : this.#text(value, vocabulary)
    return text === '' ? '' : `${name}=${text}`
  }

  #extensions(entries: [string, Json][]): string {
    const written = entries.flatMap(([name, value]) => {
      const braced = bracedName(name, this.#namespaces)
      if (this.#ignored.has(braced)) return []
      return listOf(value).map((one) => {
        if (isObject(one)) return braced + this.object(one, [])
        const text = this.#text(one as Json)
        return text === '' ? braced : `${braced}=${text}`
      })
    })
    return sorted(written)
  }

  #text(value: Json, vocabulary?: Vocabulary): string {
    if (Array.isArray(value)) return sorted(value.map((one) => this.#text(one)))
    if (isObject(value)) return this.object(value, [])
    const text = String(value ?? '').trim()
    if (vocabulary !== undefined) return expandValue(expand(text, vocabulary), this.#namespaces)
    return canonicalNumber(text) ?? canonicalIdentifier(expandValue(text, this.#namespaces))
  }
}

/** UTF-8 order, which for these texts is that of their code units. */
const sorted = (texts: string[]): string => texts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join('')

/** UTC with milliseconds, the fourth decimal rounding up from 5. Unreadable times stay as they are. */
export function canonicalTime(text: string): string {
  const parts = /^(.*T\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)$/i.exec(text.trim())
  const wholeMs = parts === null ? Number.NaN : Date.parse(`${parts[1]}${parts[3]}`)
  if (Number.isNaN(wholeMs)) return text
  const digits = (parts?.[2] ?? '').padEnd(4, '0')
  const ms = Number(digits.slice(0, 3)) + (Number(digits[3]) >= 5 ? 1 : 0)
  return new Date(wholeMs + ms).toISOString()
}

/** Without a plus sign and zeros that say nothing: `012.50` → `12.5`; undefined for what is no number. */
function canonicalNumber(text: string): string | undefined {
  const parts = /^([+-]?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text)
  if (parts === null) return undefined
  const [, sign, whole = '0', fraction = ''] = parts
  const digits = fraction === '' ? whole : `${whole}.${fraction}`
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}
