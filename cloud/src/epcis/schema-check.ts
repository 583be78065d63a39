import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { eventTypes } from './event.ts'
import type { Fault } from './fault.ts'

const schemaId = 'https://gs1.github.io/EPCIS/EPCIS-JSON-Schema.json'
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i

let compiled: { document: ValidateFunction; events: Map<string, ValidateFunction> } | undefined

/** GS1's schema, compiled when the first document comes; the compiler itself is not in memory before. */
function schema() {
  if (compiled !== undefined) return compiled
  const { Ajv }: typeof import('ajv') = createRequire(import.meta.url)('ajv')
  const ajv = new Ajv({ strict: false, allErrors: false })
  ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i)
  ajv.addFormat('date-time', (text) => rfc3339.test(text) && isRealTime(text))
  // Ajv's own compares each item with each other where a reference hides that they are strings: minutes for 200,000 EPCs.
  ajv.removeKeyword('uniqueItems').addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'holds the same item twice' },
    validate: (asked: boolean, items: unknown[]) => !asked || distinct(items) === items.length,
  })
  ajv.addSchema(JSON.parse(readFileSync(join(import.meta.dirname, 'schema', 'EPCIS-JSON-Schema.json'), 'utf8')))
  const definition = (name: string) => ajv.compile({ $ref: `${schemaId}#/definitions/${name}` })
  compiled = {
    document: ajv.compile({ $ref: schemaId }),
    events: new Map([...eventTypes, 'Extended-Event'].map((name) => [name, definition(name)])),
  }
  return compiled
}

const distinct = (items: readonly unknown[]): number =>
  new Set(items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)))).size

/** `Date.parse` takes the 30th of February for the 1st or 2nd of March. */
function isRealTime(text: string): boolean {
  const [day = ''] = text.split('T')
  return !Number.isNaN(Date.parse(text)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}

/** What GS1's schema says against a document, or undefined. */
export const documentFault = (document: unknown): Fault | undefined => fault(schema().document, document, '$')

/** What GS1's schema says against an event of a document, or undefined. */
export function eventFault(event: unknown, path: string): Fault | undefined {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    return { path, message: 'an event is an object' }
  }
  const { type } = event as { type?: unknown }
  if (typeof type !== 'string')
    return { path: `${path}.type`, message: `say which event it is: ${eventTypes.join(', ')}` }
  const own = schema().events.get(type)
  if (own === undefined && !type.includes(':')) {
    return { path: `${path}.type`, message: `is none of ${eventTypes.join(', ')}, nor the name of an extension` }
  }
  return fault(own ?? (schema().events.get('Extended-Event') as ValidateFunction), event, path)
}

function fault(validate: ValidateFunction, value: unknown, path: string): Fault | undefined {
  if (validate(value)) return undefined
  const error = mostTelling(validate.errors ?? [])
  return { path: path + jsonPath(error.instancePath), message: words(error) }
}

/** Of the errors of alternatives, the one furthest inside says most; `anyOf` only says that there were some. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject {
  const telling = errors.filter(({ keyword }) => !['anyOf', 'allOf', 'if', 'not', 'const'].includes(keyword))
  const candidates = telling.length > 0 ? telling : errors
  const named = candidates.find(({ propertyName }) => propertyName !== undefined)
  // A value of a vocabulary may also be a URI: that it is none of the words says more than that it is no URI.
  const weight = ({ instancePath, keyword }: ErrorObject) =>
    instancePath.split('/').length * 2 + (keyword === 'enum' ? 1 : 0)
  return candidates.reduce(
    (best, one) => (weight(one) > weight(best) ? one : best),
    named ?? (candidates[0] as ErrorObject),
  )
}

function words(error: ErrorObject): string {
  if (error.propertyName !== undefined) {
    return `there is no property ${JSON.stringify(error.propertyName)} here; a name of your own has a prefix, such as example:name`
  }
  const params = error.params as Record<string, unknown>
  if (error.keyword === 'additionalProperties')
    return `there is no property ${JSON.stringify(params.additionalProperty)} here`
  if (error.keyword === 'required') return `${params.missingProperty} is missing`
  if (error.keyword === 'enum') return 'is neither a word of the vocabulary (CBV 2.0) nor a URI of your own'
  if (params.format === 'uri') return 'is no URI'
  if (params.format === 'date-time') return 'is no time with an offset, such as 2026-11-20T09:30:00+08:00'
  if (error.keyword === 'pattern' && error.instancePath.endsWith('eventTimeZoneOffset')) return 'write it as +08:00'
  return error.message ?? 'is not valid'
}

/** `/epcisBody/eventList/3/action` → `.epcisBody.eventList[3].action` */
function jsonPath(pointer: string): string {
  const steps = pointer.split('/').slice(1)
  return steps
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) =>
      /^\d+$/.test(step) ? `[${step}]` : /^[\w@]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`,
    )
    .join('')
}
