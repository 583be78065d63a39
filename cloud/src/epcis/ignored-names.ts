import { type JsonObject, listOf } from './event.ts'
import { bracedName, type Namespaces } from './namespaces.ts'

/**
 * A repository marks what it added to events itself in an extension `ignoreFields` of its document: these are no part of
 * the events and of their hashes.
 * @returns the names as the hash writes them
 */
export function ignoredNames(document: JsonObject, namespaces: Namespaces): Set<string> {
  const lists = Object.entries(document).filter(([name]) => name.endsWith(':ignoreFields'))
  const names = lists.flatMap(([, value]) => listOf(value)).filter((name) => typeof name === 'string')
  return new Set(names.map((name) => bracedName(name, namespaces)))
}
