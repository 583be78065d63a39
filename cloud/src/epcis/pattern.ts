import { identifier } from './terms.ts'

/** What MATCH_ parameters look for: one identifier, or all that an EPC pattern covers. */
export interface Pattern {
  /** The identifier itself, or what all that are covered start with. */
  start: string
  exact: boolean
  matches(canonical: string): boolean
}

/**
 * `urn:epc:idpat:sgtin:4012345.066666.*` covers each serial number of one GTIN; `urn:epc:idpat:sgtin:4012345.*.*` each
 * GTIN of one company (TDS 2.0 §8.2). Anything else is one identifier.
 */
export function patternOf(uri: string): Pattern {
  const company = /^urn:epc:idpat:sgtin:(\d{6,12})\.\*\.\*$/.exec(uri)?.[1]
  if (company !== undefined) {
    const covered = new RegExp(`^https://id\\.gs1\\.org/01/\\d${company}\\d*/21/`)
    return { start: 'https://id.gs1.org/01/', exact: false, matches: (one) => covered.test(one) }
  }
  const canonical = identifier(uri)
  if (uri.startsWith('urn:epc:idpat:') && uri.endsWith('.*')) {
    // Serial numbers follow behind a slash, and for documents, assets and coupons right behind the key.
    return { start: canonical, exact: false, matches: (one) => one.startsWith(canonical) }
  }
  return { start: canonical, exact: true, matches: (one) => one === canonical }
}
