import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { capture, documentOf, eventsOf, shipping } from './epcis.fixture.ts'
import { documentFault } from './schema-check.ts'

const examples = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'epcis', 'examples')
const present = existsSync(examples)
if (!present) console.warn(`GS1's example documents are not here (${examples}): their test is skipped`)

describe.each(await databasesUnderTest())('capture on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    staff = await cloud.as('staff')
  })
  afterAll(async () => {
    await cloud.stop()
    await server.stop()
  })

  test('a document is accepted, its job polled, its events found under ids that are their hashes', async () => {
    const accepted = await staff.post('/api/epcis/capture', documentOf(shipping()))
    expect(accepted.status).toBe(202)
    expect(accepted.headers.location).toMatch(/^\/api\/epcis\/capture\/[\w-]+$/)
    expect(accepted.headers['gs1-epcis-version']).toBe('2.0.0')
    expect(accepted.headers['gs1-epcis-capture-limit']).toBe('10000')
    const job = await capture(staff, documentOf(shipping({ bizStep: 'receiving' })))
    expect(job.body).toMatchObject({
      running: false,
      success: true,
      captureErrorBehaviour: 'rollback',
      errors: [],
      stored: 1,
    })
    const [event] = await eventsOf(staff, 'EQ_bizStep=receiving')
    expect(event).toMatchObject({ type: 'ObjectEvent', bizStep: 'receiving', recordTime: expect.any(String) })
    expect(event?.eventID).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
    const one = await staff.get(`/api/epcis/events/${encodeURIComponent(String(event?.eventID))}`)
    expect(one.body).toMatchObject({ eventID: event?.eventID, '@context': [expect.stringContaining('epcis-context')] })
    expect(documentFault(one.body)).toBeUndefined()
    expect((await staff.get('/api/epcis/capture')).body.length).toBe(2)
  })

  test('the same event again changes nothing, however it is written', async () => {
    const event = shipping({ bizStep: 'packing', 'example:note': { 'example:by': ['b', 'a'] } })
    expect((await capture(staff, documentOf(event))).body.stored).toBe(1)
    const reordered = Object.fromEntries(Object.entries(event).reverse())
    const [{ epcClass, quantity, uom } = {} as Record<string, unknown>] = event.quantityList as Record<
      string,
      unknown
    >[]
    const urn = { ...reordered, quantityList: [{ uom, quantity, epcClass: 'urn:epc:class:lgtin:6901234.000001.L1' }] }
    expect(epcClass).toBe('https://id.gs1.org/01/06901234000016/10/L1')
    const again = { ...urn, eventTime: '2026-11-20T16:00:00+08:00' }
    expect((await capture(staff, documentOf(event, reordered, again))).body).toMatchObject({ success: true, stored: 0 })
    expect(await eventsOf(staff, 'EQ_bizStep=packing')).toHaveLength(1)
    const answer = await staff.post('/api/epcis/events', {
      '@context': { example: 'https://ns.example.com/epcis/' },
      ...again,
    })
    expect(answer.status).toBe(201)
    expect(answer.headers.location).toContain('/api/epcis/events/ni%3A')
    expect(await eventsOf(staff, 'EQ_bizStep=packing')).toHaveLength(1)
  })

  test('rollback stores nothing when one event is wrong; proceed stores the others; each fault names its path', async () => {
    const good = shipping({ bizStep: 'loading' })
    const { eventTimeZoneOffset: _, ...bad } = shipping({ bizStep: 'unloading' })
    const detail = '$.epcisBody.eventList[1]: eventTimeZoneOffset is missing'
    const refused = await capture(staff, documentOf(good, bad))
    expect(refused.body).toMatchObject({ success: false, stored: 0 })
    expect(refused.body.errors).toEqual([
      { type: 'epcisException:ValidationException', title: expect.any(String), status: 400, detail },
    ])
    expect(await eventsOf(staff, 'EQ_bizStep=loading')).toEqual([])
    const proceeded = await capture(staff, documentOf(good, bad), { 'gs1-capture-error-behaviour': 'proceed' })
    expect(proceeded.body).toMatchObject({ success: false, stored: 1, captureErrorBehaviour: 'proceed' })
    expect(await eventsOf(staff, 'EQ_bizStep=loading')).toHaveLength(1)
    const unknown = await staff.post('/api/epcis/capture', documentOf(good), { 'gs1-capture-error-behaviour': 'hope' })
    expect(JSON.parse(unknown.text)).toMatchObject({ type: 'epcisException:ValidationException', status: 400 })
  })

  test('a wrong event is declared so by another, never edited', async () => {
    const eventID = 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8'
    const wrong = shipping({ eventID, bizStep: 'storing' })
    await capture(staff, documentOf(wrong))
    const other = { ...wrong, bizStep: 'holding' }
    expect((await capture(staff, documentOf(other))).body.errors[0].detail).toBe(
      '$.epcisBody.eventList[0].eventID: an event with this id says something else: correct it by an errorDeclaration and a new event',
    )
    const conflict = await staff.post('/api/epcis/events', other)
    expect(JSON.parse(conflict.text)).toMatchObject({
      type: 'epcisException:ResourceAlreadyExistsException',
      status: 409,
    })
    const corrective = { ...shipping({ bizStep: 'holding' }), eventID: 'urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8' }
    const errorDeclaration = {
      declarationTime: '2026-11-20T09:00:00Z',
      reason: 'incorrect_data',
      correctiveEventIDs: [corrective.eventID],
    }
    const unheardOf = await capture(staff, documentOf({ ...wrong, errorDeclaration }))
    expect(unheardOf.body.errors[0].detail).toContain('errorDeclaration.correctiveEventIDs[0]: there is no such event')
    expect((await capture(staff, documentOf({ ...wrong, errorDeclaration }, corrective))).body.stored).toBe(2)
    expect((await capture(staff, documentOf({ ...wrong, errorDeclaration }))).body).toMatchObject({
      success: true,
      stored: 0,
    })
    const declared = await eventsOf(staff, `EXISTS_errorDeclaration=true&EQ_correctiveEventID=${corrective.eventID}`)
    expect(declared).toMatchObject([{ eventID, errorDeclaration: { reason: 'incorrect_data' } }])
    expect(await eventsOf(staff, `EQ_eventID=${eventID}`)).toHaveLength(2)
    expect(await eventsOf(staff, 'EQ_errorReason=incorrect_data')).toHaveLength(1)
    expect(await eventsOf(staff, 'EQ_errorReason=did_not_occur')).toEqual([])
  })

  test('one id twice in a document with different contents is refused', async () => {
    const eventID = 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba13384000'
    const { body } = await capture(
      staff,
      documentOf(shipping({ eventID }), shipping({ eventID, disposition: 'damaged' })),
    )
    expect(body).toMatchObject({ success: false, stored: 0 })
    expect(body.errors[0].detail).toMatch(/^\$\.epcisBody\.eventList\[1\]\.eventID: /)
  })

  test('a client’s token opens what it was given for, and nothing else', async () => {
    const manager = await cloud.as('manager')
    const nobody = await cloud.as('nobody')
    expect((await staff.post('/api/epcis-clients', { name: 'grocer' })).status).toBe(403)
    const { token: asking } = (await manager.post('/api/epcis-clients', { name: 'grocer' })).body
    const { token: sending } = (await manager.post('/api/epcis-clients', { name: 'farm', mayCapture: true })).body
    const get = (url: string, token: string) =>
      cloud.app.inject({ url, headers: { authorization: `Bearer ${token}` } }).then(({ statusCode }) => statusCode)
    const post = (token: string) => nobody.post('/api/epcis/events', shipping(), { authorization: `Bearer ${token}` })
    expect(await get('/api/epcis/events', asking)).toBe(200)
    expect(await get('/api/alerts', asking)).toBe(401)
    expect((await post(asking)).status).toBe(401)
    expect((await post(sending)).status).toBe(201)
    expect((await nobody.get('/api/epcis/events')).status).toBe(401)
    expect((await manager.delete('/api/epcis-clients/grocer')).status).toBe(204)
    expect(await get('/api/epcis/events', asking)).toBe(401)
    expect((await manager.get('/api/epcis-clients')).body).toMatchObject([{ name: 'farm', mayCapture: true }])
  })

  test.skipIf(!present)('every example of GS1 is captured', async () => {
    for (const name of readdirSync(examples)) {
      const document = JSON.parse(readFileSync(join(examples, name), 'utf8'))
      const { status, body } = await capture(staff, document)
      expect([name, status, body.errors]).toEqual([name, 200, []])
    }
  })

  test('what a stopped process had accepted is captured at the next start', async () => {
    const { database } = cloud.services
    const document = JSON.stringify(documentOf(shipping({ bizStep: 'stocking' })))
    const row = { id: 'left', client: 'farm', behaviour: 'rollback', createdAtMs: 1, finishedAtMs: null } as const
    await database
      .insertInto('epcisCapture')
      .values({ ...row, stored: 0, errors: '[]', document })
      .execute()
    await cloud.services.epcis.captures.start()
    await cloud.services.epcis.captures.idle()
    expect((await staff.get('/api/epcis/capture/left')).body).toMatchObject({
      success: true,
      running: false,
      stored: 1,
    })
  })
})
