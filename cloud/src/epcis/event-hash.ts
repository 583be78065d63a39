import { createHash } from 'node:crypto'
import type { JsonObject } from './event.ts'
import type { Namespaces } from './namespaces.ts'
import { prehash } from './prehash.ts'

/** The event hash id of CBV 2.0 §8.9: the same event has the same id, whoever writes it and in whatever order. */
export function eventHashId(event: JsonObject, namespaces: Namespaces, ignored?: ReadonlySet<string>): string {
  const digest = createHash('sha256')
    .update(prehash(event, namespaces, ignored), 'utf8')
    .digest('hex')
  return `ni:///sha-256;${digest}?ver=CBV2.0`
}
