const cbv = 'https://ref.gs1.org/cbv/'
const gs1 = 'https://gs1.org/voc/'

/** Properties whose value is a word of a standard vocabulary, and what that vocabulary's addresses start with. */
const prefixes = {
  bizStep: `${cbv}BizStep-`,
  disposition: `${cbv}Disp-`,
  bizTransactionType: `${cbv}BTT-`,
  sourceDestinationType: `${cbv}SDT-`,
  errorReason: `${cbv}ER-`,
  component: `${cbv}Comp-`,
  measurementType: gs1,
  sensorAlert: gs1,
} as const
export type Vocabulary = keyof typeof prefixes

/** How EPCIS 1.2 wrote the same words, still accepted (CBV 2.0 §8.9, step "CBV URNs become Web URIs"). */
const urns: readonly [string, string][] = [
  ['urn:epcglobal:cbv:bizstep:', prefixes.bizStep],
  ['urn:epcglobal:cbv:disp:', prefixes.disposition],
  ['urn:epcglobal:cbv:btt:', prefixes.bizTransactionType],
  ['urn:epcglobal:cbv:sdt:', prefixes.sourceDestinationType],
  ['urn:epcglobal:cbv:er:', prefixes.errorReason],
]

/** The contexts of GS1 that every document may use; they are known here and never fetched. */
const wellKnown: readonly [string, string][] = [
  ['gs1:', gs1],
  ['cbv:', cbv],
  ['https://www.gs1.org/voc/', gs1],
]

/** A word of a standard vocabulary as its address: `shipping` → `https://ref.gs1.org/cbv/BizStep-shipping`. */
export function expand(word: string, vocabulary: Vocabulary): string {
  return word.includes(':') ? expandUri(word) : prefixes[vocabulary] + word
}

/** Other spellings of a GS1 vocabulary address as the one address; anything else as it is. */
export function expandUri(uri: string): string {
  const [from, to] = [...urns, ...wellKnown].find(([start]) => uri.startsWith(start)) ?? []
  return from === undefined || to === undefined ? uri : to + uri.slice(from.length)
}

/** The bare word where the address is one of the vocabulary's, as events are written in JSON-LD. */
export function shorten(uri: string, vocabulary: Vocabulary): string {
  const full = expand(uri, vocabulary)
  return full.startsWith(prefixes[vocabulary]) ? full.slice(prefixes[vocabulary].length) : uri
}
