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

describe('events of our own', () => {
  const namespaces = namespacesOf({ larder: 'urn:x-larder:' })
  const common = { eventTime: '2026-11-20T16:00:00+08:00', eventTimeZoneOffset: '+08:00' }

  test('a recall, with what is not of the event itself left out', () => {
    const event = {
      'larder:hazard': 'pathogen',
      type: 'ObjectEvent',
      ...common,
      recordTime: '2026-11-20T16:00:01Z',
      eventID: 'urn:uuid:1',
      errorDeclaration: { declarationTime: '2026-11-21T00:00:00Z' },
      action: 'OBSERVE',
      bizStep: 'urn:epcglobal:cbv:bizstep:holding',
      disposition: 'recalled',
      persistentDisposition: { set: ['recalled'] },
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:6901234.000001.L1', uom: 'KGM', quantity: 12.5 }],
      bizTransactionList: [{ bizTransaction: 'urn:x-larder:bt:recall.1', type: 'po' }],
    }
    expect(prehash(event, namespaces)).toBe(
      'eventType=ObjectEventeventTime=2026-11-20T08:00:00.000ZeventTimeZoneOffset=+08:00' +
        'quantityListquantityElementepcClass=https://id.gs1.org/01/06901234000016/10/L1quantity=12.5uom=KGM' +
        'action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-holdingdisposition=https://ref.gs1.org/cbv/Disp-recalled' +
        'persistentDispositionset=https://ref.gs1.org/cbv/Disp-recalled' +
        'bizTransactionListtype=https://ref.gs1.org/cbv/BTT-pobizTransaction=urn:x-larder:bt:recall.1' +
        '{urn:x-larder:}hazard=pathogen',
    )
  })

  test('the order of members and the way of writing them make no difference; what they say does', () => {
    const sort = (quantity: unknown, ...lots: string[]) => ({
      type: 'TransformationEvent',
      ...common,
      inputQuantityList: lots.map((epcClass) => ({ epcClass, quantity })),
      ilmd: { 'larder:grade': ['B', 'A'] },
    })
    const [one, other] = ['https://id.gs1.org/01/06901234000016/10/L1', 'urn:x-larder:class:lot.L2'] as const
    const hash = eventHashId(sort(2, one, other) as JsonObject, namespaces)
    expect(hash).toBe(eventHashId(sort('02.0', other, `${one}?17=261128`) as JsonObject, namespaces))
    expect(hash).not.toBe(eventHashId(sort(3, one, other) as JsonObject, namespaces))
    expect(hash).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
  })
})
