import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../../database/databases-under-test.ts'
import { eventsOf } from '../epcis.fixture.ts'
import type { JsonObject } from '../event.ts'
import { eventHashId } from '../event-hash.ts'
import { namespacesOf } from '../namespaces.ts'
import { documentFault } from '../schema-check.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

describe.each(await databasesUnderTest())('our own events on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller
  const iso = (hoursAgo: number) => new Date(cloud.clock.nowMs - hoursAgo * hourMs).toISOString()
  const post = async (url: string, body: unknown) => {
    const answer = await manager.post(url, body)
    expect([url, answer.status, answer.text]).toEqual([url, expect.toBeOneOf([200, 201]), expect.anything()])
  }
  const exported = async (): Promise<JsonObject[]> => {
    const url = `/api/epcis/export?fromMs=${cloud.clock.nowMs - 10 * dayMs}&untilMs=${cloud.clock.nowMs + 1}`
    const { status, body, text } = await staff.get(url)
    expect([status, text.slice(0, 300)]).toEqual([200, expect.anything()])
    expect(documentFault(body)).toBeUndefined()
    return body.epcisBody.eventList
  }

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
    const product = { profile: 'fresh-fish', unit: 'kg', nameZh: '三文鱼', nameEn: 'Salmon' }
    await post('/api/products', { id: 'salmon', gtin: '06901234000016', ...product })
    const lot = { product: 'salmon', supplier: 'Nordic Farm', originZh: '挪威', originEn: 'Norway' }
    await post('/api/lots', { id: 'L1', ...lot, packedAt: iso(60), useBy: iso(-100), quantity: 100 })
    await post('/api/lots', { id: 'L2', ...lot, packedAt: iso(50), quantity: 90 })
    await post('/api/receipts', {
      id: 'R1',
      lot: 'L1',
      at: iso(55),
      place: 'Dock 2',
      supplier: 'Nordic Farm',
      supplierLot: 'NF-77',
      quantity: 100,
      celsius: 1.2,
      document: 'AWB 1',
    })
    const sorting = { id: 'S1', lot: 'L1', at: iso(52), line: 'line 1', inspector: 'shift lead', grade: 'A' }
    await post('/api/sorting-records', { ...sorting, acceptedQuantity: 95, rejectedQuantity: 5, celsius: 1.5 })
    const lots = [
      { side: 'input', lot: 'L1', quantity: 90 },
      { side: 'output', lot: 'L2', quantity: 90 },
    ]
    await post('/api/transformations', { id: 'T1', kind: 'repack', at: iso(50), place: 'line 1', lots })
    await post('/api/consignments', {
      id: 'C1',
      lots: ['L2'],
      legs: [
        { site: 'shop-1', asset: 'truck-1', phase: 'transit', from: iso(48), until: iso(46) },
        { site: 'shop-1', asset: 'cabinet-1', phase: 'cabinet', from: iso(46), until: iso(20) },
      ],
    })
    await post('/api/orders', {
      id: 'O1',
      store: 'shop-1',
      orderedAt: iso(21),
      deliveredAt: iso(20),
      lines: [{ lot: 'L2', quantity: 0.5 }],
    })
    await post('/api/dispositions', {
      lot: 'L2',
      decision: 'hold',
      reason: 'warm in the cabinet',
      password: 'manager secret',
    })
    await post('/api/recalls', {
      lot: 'L1',
      hazard: 'temperature',
      reason: 'broken cold chain',
      password: 'manager secret',
    })
    cloud.store.stretches = async () => [
      {
        firstMs: cloud.clock.nowMs - 30 * hourMs,
        lastMs: cloud.clock.nowMs - 29 * hourMs,
        count: 60,
        minCelsius: 1,
        meanCelsius: 2.345,
        maxCelsius: 6.5,
        longestGapMs: 60_000,
      },
    ]
  })
  afterAll(async () => {
    await cloud.stop()
    await server.stop()
  })

  test('every record is told as a valid event, in the order of time', async () => {
    const events = await exported()
    expect(events.map(({ type, bizStep, disposition }) => [type, bizStep, disposition])).toEqual([
      ['ObjectEvent', 'commissioning', 'active'],
      ['ObjectEvent', 'receiving', 'in_progress'],
      ['ObjectEvent', 'inspecting', 'conformant'],
      ['TransformationEvent', 'repackaging', undefined],
      ['AggregationEvent', 'packing', 'in_progress'],
      ['AggregationEvent', 'shipping', 'in_transit'],
      ['AggregationEvent', 'receiving', 'in_progress'],
      expect.arrayContaining(['ObjectEvent']),
      expect.arrayContaining(['ObjectEvent']),
      expect.arrayContaining(['ObjectEvent']),
      expect.arrayContaining(['ObjectEvent']),
    ])
    const steps = events
      .slice(7)
      .map(({ bizStep }) => bizStep)
      .sort()
    expect(steps).toEqual(['holding', 'holding', 'retail_selling', 'sensor_reporting'])
    expect(events[3]).toMatchObject({
      inputQuantityList: [{ epcClass: 'https://id.gs1.org/01/06901234000016/10/L1', quantity: 90, uom: 'KGM' }],
      eventTimeZoneOffset: '+08:00',
    })
  })

  test('a leg tells minimum, mean and maximum with a link to the raw readings', async () => {
    const [sensed] = await eventsOf(staff, 'EQ_bizStep=sensor_reporting&GE_maxValue_CEL=6')
    expect(sensed?.sensorElementList).toMatchObject([
      {
        sensorMetadata: {
          deviceID: 'urn:x-larder:obj:probe.shop-1.cabinet-1.air',
          rawData: expect.stringMatching(
            /^https:\/\/larder\.example\/api\/assets\/shop-1\/cabinet-1\/history\?fromMs=/,
          ),
        },
        sensorReport: [{ type: 'Temperature', minValue: 1, meanValue: 2.35, maxValue: 6.5, uom: 'CEL' }],
      },
    ])
  })

  test('a recall and a hold are found by the standard’s queries', async () => {
    expect(await eventsOf(staff, 'EQ_disposition=recalled&EQ_persistentDisposition_set=recalled')).toHaveLength(1)
    const lot = encodeURIComponent('urn:epc:class:lgtin:6901234.000001.L2')
    expect(await eventsOf(staff, `MATCH_epcClass=${lot}&EQ_disposition=sellable_not_accessible`)).toHaveLength(1)
  })

  test('a record that is corrected declares its old event an error; nothing else changes', async () => {
    const before = await exported()
    const wrong = before.find(({ bizStep }) => bizStep === 'inspecting')
    expect((await exported()).length).toBe(before.length)
    const record = (await staff.get('/api/sorting-records/S1')).body
    const { atMs, ...rest } = record
    await post('/api/sorting-records', {
      ...rest,
      at: new Date(atMs).toISOString(),
      acceptedQuantity: 94,
      rejectedQuantity: 6,
    })
    const after = await exported()
    expect(after.length).toBe(before.length + 2)
    const [declared] = await eventsOf(staff, 'EXISTS_errorDeclaration=true')
    expect(declared).toMatchObject({ eventID: wrong?.eventID, errorDeclaration: { reason: 'incorrect_data' } })
    const { errorDeclaration } = declared as { errorDeclaration: { correctiveEventIDs: string[] } }
    const corrective = await eventsOf(
      staff,
      `EQ_eventID=${encodeURIComponent(errorDeclaration.correctiveEventIDs[0] as string)}`,
    )
    expect(corrective).toMatchObject([{ quantityList: [{ quantity: 94 }] }])
  })

  test('each event is named by its own hash', async () => {
    for (const { errorDeclaration, ...event } of await exported()) {
      if (errorDeclaration === undefined)
        expect(eventHashId(event, namespacesOf(event['@context']))).toBe(event.eventID)
    }
  })
})
