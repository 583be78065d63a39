import { checkDigit } from '@larder/contracts/gs1-key'

const canonicalDomain = 'https://id.gs1.org'

interface UrnForm {
  /** How many digits company prefix and reference have together. */
  digits: number
  /** The first digit of the reference (indicator or extension) goes to the front of the key. */
  indicatorFirst?: true
  keyOf(key: string, rest: string): string
}

const withSerial = (ai: string, serialAi: string) => (key: string, serial: string) =>
  `/${ai}/${key}/${serialAi}/${serial}`
const bare = (ai: string) => (key: string) => `/${ai}/${key}`

/** EPC URNs whose key ends with a check digit (TDS 2.0 §6.3, §8), and the Digital Link of the same thing. */
const urnForms: Record<string, UrnForm> = {
  'id:sgtin': { digits: 13, indicatorFirst: true, keyOf: withSerial('01', '21') },
  'id:upui': { digits: 13, indicatorFirst: true, keyOf: withSerial('01', '235') },
  'class:lgtin': { digits: 13, indicatorFirst: true, keyOf: withSerial('01', '10') },
  'idpat:sgtin': { digits: 13, indicatorFirst: true, keyOf: bare('01') },
  'id:sscc': { digits: 17, indicatorFirst: true, keyOf: bare('00') },
  'id:sgln': { digits: 12, keyOf: (key, rest) => `/414/${key}${rest === '0' ? '' : `/254/${rest}`}` },
  'id:pgln': { digits: 12, keyOf: bare('417') },
  'id:grai': { digits: 12, keyOf: (key, serial) => `/8003/0${key}${serial}` },
  'idpat:grai': { digits: 12, keyOf: (key) => `/8003/0${key}` },
  'id:gdti': { digits: 12, keyOf: (key, serial) => `/253/${key}${serial}` },
  'idpat:gdti': { digits: 12, keyOf: bare('253') },
  'id:sgcn': { digits: 12, keyOf: (key, serial) => `/255/${key}${serial}` },
  'idpat:sgcn': { digits: 12, keyOf: bare('255') },
  'id:gsrn': { digits: 17, keyOf: bare('8018') },
  'id:gsrnp': { digits: 17, keyOf: bare('8017') },
  'id:gsin': { digits: 16, keyOf: bare('402') },
  'id:itip': {
    digits: 13,
    indicatorFirst: true,
    keyOf: (key, rest) => `/8006/${key}${rest.slice(0, 2)}${rest.slice(3, 5)}/21/${rest.slice(6)}`,
  },
}

/** EPC URNs whose key has no check digit: company prefix and reference follow each other. */
const plainForms: Record<string, (companyPrefix: string, reference: string) => string> = {
  'id:giai': (prefix, reference) => `/8004/${prefix}${reference}`,
  'id:ginc': (prefix, reference) => `/401/${prefix}${reference}`,
  'id:cpi': (prefix, reference) => {
    const serialAt = reference.lastIndexOf('.')
    return `/8010/${prefix}${reference.slice(0, serialAt)}/8011/${reference.slice(serialAt + 1)}`
  },
}

/**
 * The one spelling of a GS1 identifier: an EPC URN or a Digital Link of any domain as the canonical Digital Link at its
 * finest level, without attributes (CBV 2.0 §8.9.2, Digital Link 1.2 §4.11). What is no such identifier stays as it is.
 */
export function canonicalIdentifier(uri: string): string {
  if (uri.startsWith('urn:epc:')) return fromUrn(uri) ?? uri
  if (uri.startsWith('http')) return fromDigitalLink(uri) ?? uri
  return uri
}

function fromUrn(urn: string): string | undefined {
  const parts = /^urn:epc:(id|class|idpat):([a-z]+):(\d{6,12})\.(.+)$/.exec(urn)
  if (parts === null) return undefined
  const [, group, scheme, companyPrefix = '', rest = ''] = parts
  const name = `${group}:${scheme}`
  const plain = Object.hasOwn(plainForms, name) ? plainForms[name] : undefined
  if (plain !== undefined) return canonicalDomain + plain(companyPrefix, encoded(rest))
  const form = Object.hasOwn(urnForms, name) ? urnForms[name] : undefined
  if (form === undefined) return undefined
  const length = form.digits - companyPrefix.length
  const reference = rest.slice(0, length)
  const serial = rest.slice(length + 1)
  if (!/^\d*$/.test(reference) || reference.length !== length || /^[^.]/.test(rest.slice(length))) return undefined
  const digits = form.indicatorFirst
    ? reference.slice(0, 1) + companyPrefix + reference.slice(1)
    : companyPrefix + reference
  const key = digits + checkDigit(digits)
  return canonicalDomain + form.keyOf(key, encoded(serial))
}

/** A URN may hold these as they are; in a Digital Link they are percent-encoded (Digital Link 1.2, table 7-1). */
const encoded = (text: string): string =>
  text.replace(/[!()*+,:]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Primary keys, and the qualifiers of each from the finest to the coarsest (Digital Link 1.2 §4.3). */
const primaryKeys: Record<string, { value: RegExp; qualifiers: readonly string[] }> = {
  '00': { value: /^\d{18}$/, qualifiers: [] },
  '01': { value: /^(\d{8}|\d{12,14})$/, qualifiers: ['21', '235', '10', '22'] },
  '253': { value: /^\d{13}[^/]{0,17}$/, qualifiers: [] },
  '255': { value: /^\d{13,25}$/, qualifiers: [] },
  '401': { value: /^[^/]{1,30}$/, qualifiers: [] },
  '402': { value: /^\d{17}$/, qualifiers: [] },
  '414': { value: /^\d{13}$/, qualifiers: ['254', '7040'] },
  '417': { value: /^\d{13}$/, qualifiers: ['7040'] },
  '8003': { value: /^\d{14}[^/]{0,16}$/, qualifiers: [] },
  '8004': { value: /^[^/]{1,30}$/, qualifiers: ['7040'] },
  '8006': { value: /^\d{18}$/, qualifiers: ['21', '10', '22'] },
  '8010': { value: /^[^/]{1,30}$/, qualifiers: ['8011'] },
  '8017': { value: /^\d{18}$/, qualifiers: ['8019'] },
  '8018': { value: /^\d{18}$/, qualifiers: ['8019'] },
}
/** Without digits to recognise them by, these are only believed at GS1's own resolver. */
const anyText = ['401', '8004', '8010']

function fromDigitalLink(uri: string): string | undefined {
  const address = /^https?:\/\/([^/?#]+)\/([^?#]*)/.exec(uri)
  if (address === null) return undefined
  const [, host, path = ''] = address
  const steps = path.split('/')
  for (const [index, ai] of steps.entries()) {
    const kind = Object.hasOwn(primaryKeys, ai) ? primaryKeys[ai] : undefined
    const value = steps[index + 1]
    if (kind === undefined || value === undefined || !kind.value.test(value)) continue
    if (anyText.includes(ai) && host !== 'id.gs1.org') continue
    const pairs = new Map<string, string>()
    for (let at = index + 2; at + 1 < steps.length; at += 2) pairs.set(steps[at] as string, steps[at + 1] as string)
    const finest = kind.qualifiers.find((qualifier) => pairs.has(qualifier))
    const key = ai === '01' ? value.padStart(14, '0') : value
    return `${canonicalDomain}/${ai}/${key}${finest === undefined ? '' : `/${finest}/${pairs.get(finest)}`}`
  }
  return undefined
}
