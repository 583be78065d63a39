import { isObject, type Json, listOf } from './event.ts'
import { expandUri } from './vocabulary.ts'

/** Prefix → what it stands for, from the `@context` of a document and its events. Nothing is fetched. */
export type Namespaces = ReadonlyMap<string, string>

/** Known without being declared, by the standard's own context. */
const standard: readonly [string, string][] = [
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ['gs1', 'https://gs1.org/voc/'],
]

export function namespacesOf(...contexts: (Json | undefined)[]): Namespaces {
  const namespaces = new Map(standard)
  for (const context of contexts.flatMap(listOf)) {
    if (!isObject(context)) continue
    for (const [prefix, meaning] of Object.entries(context)) {
      const uri = isObject(meaning) ? meaning['@id'] : meaning
      if (typeof uri === 'string') namespaces.set(prefix, uri)
    }
  }
  return namespaces
}

/** `example:myField` → `https://ns.example.com/epcis/myField`; undefined where the prefix is not declared. */
export function expandName(name: string, namespaces: Namespaces): string | undefined {
  const [prefix = '', local] = splitAt(name)
  const uri = namespaces.get(prefix)
  return uri === undefined || local === undefined ? undefined : uri + local
}

/** The name as the event hash writes it: the namespace in braces, then the local name. */
export function bracedName(name: string, namespaces: Namespaces): string {
  const [prefix = '', local] = splitAt(name)
  const uri = namespaces.get(prefix)
  return uri === undefined || local === undefined ? name : `{${uri}}${local}`
}

/** A value that is a name of GS1's own vocabularies is written out; another's stays as it was sent. */
export function expandValue(value: string, namespaces: Namespaces): string {
  const [prefix = '', local] = splitAt(value)
  const uri = namespaces.get(prefix)
  if (uri !== undefined && local !== undefined && /^https:\/\/(ref\.)?gs1\.org\//.test(uri)) return uri + local
  return expandUri(value)
}

function splitAt(name: string): [string] | [string, string] {
  const colon = name.indexOf(':')
  return colon === -1 ? [name] : [name.slice(0, colon), name.slice(colon + 1)]
}
