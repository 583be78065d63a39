import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { capture, documentOf, shipping } from './epcis.fixture.ts'

let cloud: CloudUnderTest
let staff: Caller
beforeAll(async () => {
  cloud = await startCloud()
  staff = await cloud.as('staff')
})
afterAll(() => cloud.stop())

/** Sends a text as it is. */
async function send(text: string) {
  const headers = { cookie: staff.cookie, 'content-type': 'application/ld+json' }
  const answer = await cloud.app.inject({ method: 'POST', url: '/api/epcis/capture', headers, payload: text })
  return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json() }
}

const sensed = (fields: object, metadata: object = {}) =>
  shipping({
    sensorElementList: [
      {
        sensorMetadata: { time: '2026-11-20T07:59:00Z', ...metadata },
        sensorReport: [{ type: 'Temperature', ...fields }],
      },
    ],
  })

test.each([
  ['no JSON', '{"a":', /^\$: not JSON/],
  ['a list', '[]', /^\$: an EPCIS document is an object/],
  ['another type', '{"type":"Order"}', /^\$\.type: must be EPCISDocument/],
  ['no events', '{"type":"EPCISDocument"}', /^\$\.epcisBody\.eventList: a list of events is missing/],
  ['no context', JSON.stringify({ ...documentOf(), '@context': undefined }), /^\$: @context is missing/],
  ['deep nesting', '['.repeat(5_000_000), /nested more than 40 levels/],
  ['deep objects', '{"a":'.repeat(1_000_000), /nested more than 40 levels/],
  ['a prototype', '{"type":"EPCISDocument","__proto__":{"x":1}}', /^\$: may not have the property "__proto__"/],
  [
    'a prototype deep inside',
    JSON.stringify(documentOf(shipping())).replace('"readPoint":{', '"readPoint":{"constructor":1,'),
    /^\$\.epcisBody\.eventList\[0\]\.readPoint: may not have the property "constructor"/,
  ],
  ['a NUL', JSON.stringify(documentOf(shipping({ 'example:a': 'x\0' }))), /eventList\[0\]\.example:a: holds a NUL/],
])('%s is refused at the door, and the path is named', async (_, text, message) => {
  const startedAtMs = Date.now()
  const { status, type, body } = await send(text)
  expect([status, type]).toEqual([400, expect.stringContaining('application/problem+json')])
  expect(body.detail).toMatch(message)
  expect(Date.now() - startedAtMs).toBeLessThan(5000)
})

test('too many events and a body beyond the limit are told 413, another content type 415', async () => {
  const many = await send(JSON.stringify(documentOf(...Array.from({ length: 10_001 }, () => 1))))
  expect(many.body).toMatchObject({ type: 'epcisException:CaptureLimitExceededException', status: 413 })
  expect(many.body.detail).toBe('$.epcisBody.eventList: holds 10001 events: send at most 10000 at a time')
  expect((await send('x'.repeat(16_000_001))).body).toMatchObject({
    type: 'epcisException:CaptureLimitExceededException',
    status: 413,
  })
  const xml = await staff.post('/api/epcis/capture', '<xml/>', { 'content-type': 'application/xml' })
  expect(JSON.parse(xml.text)).toMatchObject({ status: 415 })
})

const list = '$.epcisBody.eventList[0]'
test.each<[string, unknown, string]>([
  ['a number', 7, `${list}: an event is an object`],
  ['null', null, `${list}: an event is an object`],
  ['an unknown type', shipping({ type: 'LostEvent' }), `${list}.type: is none of ObjectEvent`],
  ['a list as type', shipping({ type: ['ObjectEvent'] }), `${list}.type: say which event it is`],
  ['a word as time', shipping({ eventTime: 'yesterday' }), `${list}.eventTime: is no time with an offset`],
  ['the 30th of February', shipping({ eventTime: '2026-02-30T10:00:00Z' }), `${list}.eventTime: is no time`],
  ['a time without an offset', shipping({ eventTime: '2026-11-20T10:00:00' }), `${list}.eventTime: is no time`],
  ['a number as time', shipping({ eventTime: 1 }), `${list}.eventTime: must be string`],
  [
    'an offset in words',
    shipping({ eventTimeZoneOffset: 'Beijing' }),
    `${list}.eventTimeZoneOffset: write it as +08:00`,
  ],
  ['an unknown step', shipping({ bizStep: 'teleporting' }), `${list}.bizStep: is neither a word of the vocabulary`],
  ['an unknown action', shipping({ action: 'UNDO' }), `${list}.action: is neither`],
  [
    'the same identifier twice',
    shipping({ epcList: ['urn:a:b:1', 'urn:a:b:2', 'urn:a:b:1'] }),
    `${list}.epcList: holds the same item twice`,
  ],
  ['an object as list', shipping({ quantityList: { epcClass: 'urn:a:b' } }), `${list}.quantityList: must be array`],
  [
    'a text as quantity',
    shipping({ quantityList: [{ epcClass: 'urn:a:b', quantity: '3' }] }),
    `${list}.quantityList[0].quantity: must be number`,
  ],
  ['an unknown property', shipping({ colour: 'red' }), `${list}: there is no property "colour" here`],
  [
    'no sensor report',
    shipping({ sensorElementList: [{ sensorReport: [] }] }),
    `${list}.sensorElementList[0].sensorReport`,
  ],
  [
    'a sensor time after the event',
    sensed({ value: 3 }, { time: '2026-11-20T08:00:01Z' }),
    `${list}.sensorElementList[0].sensorMetadata.time: is after the eventTime`,
  ],
  [
    'a report’s time after the event',
    sensed({ value: 3, time: '2026-11-20T16:30:00+08:00' }),
    `${list}.sensorElementList[0].sensorReport[0].time: is after the eventTime`,
  ],
  [
    'a mean above the maximum',
    sensed({ minValue: 1, meanValue: 5, maxValue: 4, uom: 'CEL' }),
    `${list}.sensorElementList[0].sensorReport[0]: minValue, meanValue and maxValue are not in order`,
  ],
  [
    'an aggregation without its parent',
    { ...shipping({ type: 'AggregationEvent', action: 'ADD', childEPCs: ['urn:a:b'] }), quantityList: undefined },
    `${list}: parentID is missing`,
  ],
  [
    'a declaration of nothing',
    shipping({ errorDeclaration: { declarationTime: '2026-11-20T09:00:00Z' } }),
    `${list}.eventID: the event that is declared an error is not on file`,
  ],
])('%s is told, with its path, and nothing is stored', async (_, event, detail) => {
  const { body } = await capture(staff, documentOf(event, shipping({ bizStep: 'picking' })))
  expect(body).toMatchObject({ running: false, success: false, stored: 0 })
  expect(body.errors[0].detail).toContain(detail)
  const { body: found } = await staff.get('/api/epcis/events')
  expect(found.epcisBody.queryResults.resultsBody.eventList).toEqual([])
})

test('one event of a hundred thousand identifiers is captured before a minute is over', {
  timeout: 60_000,
}, async () => {
  const epcList = Array.from({ length: 100_000 }, (_, serial) => `urn:epc:id:sgtin:0614141.107346.${serial}`)
  const { body } = await capture(staff, documentOf({ ...shipping({ epcList }), quantityList: [] }))
  expect(body).toMatchObject({ success: true, stored: 1 })
  const { body: found } = await staff.get('/api/epcis/events?MATCH_epc=urn:epc:id:sgtin:0614141.107346.99999')
  expect(found.epcisBody.queryResults.resultsBody.eventList).toHaveLength(1)
})
