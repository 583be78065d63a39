import type { Answer, Caller } from '../cloud-under-test.ts'
import type { JsonObject } from './event.ts'

const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'

export const documentOf = (...eventList: unknown[]) => ({
  '@context': [context, { example: 'https://ns.example.com/epcis/' }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-20T10:00:00Z',
  epcisBody: { eventList },
})

/** A lot leaves a site, with what the test says otherwise. */
export const shipping = (different: JsonObject = {}): JsonObject => ({
  type: 'ObjectEvent',
  eventTime: '2026-11-20T08:00:00.000Z',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'shipping',
  disposition: 'in_transit',
  quantityList: [{ epcClass: 'https://id.gs1.org/01/06901234000016/10/L1', quantity: 12.5, uom: 'KGM' }],
  readPoint: { id: 'urn:x-larder:loc:shop-1.cabinet-1' },
  ...different,
})

/** Captures and waits for the job. */
export async function capture(caller: Caller, document: unknown, headers?: Record<string, string>): Promise<Answer> {
  const { status, headers: answered, text } = await caller.post('/api/epcis/capture', document, headers)
  if (status !== 202) return { status, headers: answered, text, body: JSON.parse(text) }
  for (;;) {
    const job = await caller.get(String(answered.location))
    if (!job.body.running) return job
    await new Promise(setImmediate)
  }
}

export async function eventsOf(caller: Caller, query: string): Promise<JsonObject[]> {
  const { status, text, body } = await caller.get(`/api/epcis/events?${query}`)
  if (status !== 200) throw new Error(text)
  return body.epcisBody.queryResults.resultsBody.eventList
}
