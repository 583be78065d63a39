import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from './event.ts'
import { eventHashId } from './event-hash.ts'
import { ignoredNames } from './ignored-names.ts'
import { namespacesOf } from './namespaces.ts'
import { prehash } from './prehash.ts'

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'epcis', 'event-hash')
const present = existsSync(folder)
if (!present) console.warn(`the vectors of the event hash id are not here (${folder}): their tests are skipped`)

describe.skipIf(!present)('the published vectors of the event hash id', () => {
  const names = present ? readdirSync(folder).filter((name) => name.endsWith('.jsonld')) : []

  test.each(names)('%s', (name) => {
    const read = (ending: string) => readFileSync(join(folder, name.replace('jsonld', ending)), 'utf8')
    const document = JSON.parse(read('jsonld')) as JsonObject
    const namespaces = namespacesOf(document['@context'])
    const ignored = ignoredNames(document, namespaces)
    const { eventList } = document.epcisBody as { eventList: JsonObject[] }
    const lines = (ending: string) => read(ending).trimEnd().split('\n')
    expect(eventList.map((event) => prehash(event, namespaces, ignored))).toEqual(lines('prehashes'))
    expect(eventList.map((event) => eventHashId(event, namespaces, ignored))).toEqual(lines('hashes'))
  })
})
