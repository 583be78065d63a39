import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { capture, documentOf, eventsOf, shipping } from './epcis.fixture.ts'
import { documentFault } from './schema-check.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString()
const sensed = {
  sensorElementList: [
    {
      sensorMetadata: { startTime: at(0), endTime: at(2), deviceID: 'urn:x-larder:obj:probe.air' },
      sensorReport: [{ type: 'Temperature', minValue: 1, meanValue: 2.5, maxValue: 4.5, uom: 'CEL' }],
    },
  ],
}
const named = (name: string) => ({ 'example:name': name })
const all = [
  shipping({ eventTime: at(0), ...named('ship') }),
  shipping({
    eventTime: at(3),
    bizStep: 'receiving',
    disposition: 'in_progress',
    readPoint: { id: 'urn:x-larder:loc:shop-2.cabinet-9' },
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:4012345000009:PO1' }],
    ...sensed,
    ...named('receive'),
  }),
  {
    type: 'AggregationEvent',
    eventTime: at(5),
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    parentID: 'urn:epc:id:sscc:4012345.0000000111',
    childEPCs: ['urn:epc:id:sgtin:4012345.011111.9876'],
    bizLocation: { id: 'https://id.gs1.org/414/4012345000115' },
    sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:4012345.00000' }],
    ...named('pack'),
  },
  {
    type: 'TransformationEvent',
    eventTime: at(7),
    eventTimeZoneOffset: '+08:00',
    inputQuantityList: [{ epcClass: 'https://id.gs1.org/01/06901234000016/10/L1', quantity: 12.5, uom: 'KGM' }],
    outputEPCList: ['https://id.gs1.org/01/06901234000023/21/S7'],
    persistentDisposition: { set: ['completeness_verified'] },
    ilmd: { 'cbvmda:lotNumber': 'L7' },
    ...named('sort'),
  },
]

describe.each(await databasesUnderTest())('queries on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    staff = await cloud.as('staff')
    expect((await capture(staff, documentOf(...all))).body).toMatchObject({ success: true, stored: 4 })
  })
  afterAll(async () => {
    await cloud.stop()
    await server.stop()
  })

  const enc = encodeURIComponent
  test.each<[string, string[]]>([
    ['', ['sort', 'pack', 'receive', 'ship']],
    ['orderBy=eventTime&orderDirection=ASC', ['ship', 'receive', 'pack', 'sort']],
    ['orderBy=recordTime&orderDirection=ASC', ['ship', 'receive', 'pack', 'sort']],
    ['orderBy=eventTime&eventCountLimit=2', ['sort', 'pack']],
    ['eventType=AggregationEvent|TransformationEvent', ['sort', 'pack']],
    ['eventType=ObjectEvent&eventType=AggregationEvent', ['pack', 'receive', 'ship']],
    [`GE_eventTime=${at(3)}&LT_eventTime=${at(7)}`, ['pack', 'receive']],
    [`GE_recordTime=${enc('2000-01-01T00:00:00+08:00')}`, ['sort', 'pack', 'receive', 'ship']],
    ['LT_recordTime=2000-01-01T00:00:00Z', []],
    ['EQ_action=ADD', ['pack']],
    ['EQ_bizStep=shipping|receiving', ['receive', 'ship']],
    [`EQ_bizStep=${enc('https://ref.gs1.org/cbv/BizStep-shipping')}`, ['ship']],
    ['EQ_disposition=in_transit', ['ship']],
    ['EQ_persistentDisposition_set=completeness_verified', ['sort']],
    ['EQ_persistentDisposition_unset=completeness_verified', []],
    [`EQ_readPoint=${enc('urn:x-larder:loc:shop-1.cabinet-1')}`, ['ship']],
    [`EQ_readPoint=${enc('urn:x-larder:loc:shop-1')}`, []],
    [`WD_readPoint=${enc('urn:x-larder:loc:shop-1')}`, ['ship']],
    [`EQ_bizLocation=${enc('urn:epc:id:sgln:4012345.00011.0')}`, ['pack']],
    [`MATCH_epc=${enc('https://example.com/01/04012345111118/21/9876?x=1')}`, ['pack']],
    [`MATCH_epc=${enc('urn:epc:idpat:sgtin:4012345.011111.*')}`, ['pack']],
    [`MATCH_epc=${enc('urn:epc:idpat:sgtin:4012345.*.*')}`, ['pack']],
    [`MATCH_epc=${enc('urn:epc:idpat:sgtin:4012346.*.*')}`, []],
    [`MATCH_parentID=${enc('https://id.gs1.org/00/040123450000001112')}`, ['pack']],
    [`MATCH_outputEPC=${enc('urn:epc:id:sgtin:6901234.000002.S7')}`, ['sort']],
    [`MATCH_inputEPC=${enc('urn:epc:id:sgtin:6901234.000002.S7')}`, []],
    [
      `MATCH_anyEPC=${enc('urn:epc:id:sgtin:6901234.000002.S7')}|${enc('urn:epc:id:sscc:4012345.0000000111')}`,
      ['sort', 'pack'],
    ],
    [`MATCH_epcClass=${enc('urn:epc:class:lgtin:6901234.000001.L1')}`, ['receive', 'ship']],
    [`MATCH_inputEPCClass=${enc('urn:epc:class:lgtin:6901234.000001.L1')}`, ['sort']],
    [`MATCH_anyEPCClass=${enc('urn:epc:class:lgtin:6901234.000001.L1')}&EQ_bizStep=receiving`, ['receive']],
    [`EQ_bizTransaction_po=${enc('urn:epcglobal:cbv:bt:4012345000009:PO1')}`, ['receive']],
    [`EQ_bizTransaction_inv=${enc('urn:epcglobal:cbv:bt:4012345000009:PO1')}`, []],
    [`EQ_source_owning_party=${enc('https://id.gs1.org/417/4012345000009')}`, ['pack']],
    ['EXISTS_sensorElementList=true', ['receive']],
    ['EXISTS_errorDeclaration=true', []],
    ['EXISTS_errorDeclaration=false', ['sort', 'pack', 'receive', 'ship']],
    ['EQ_type=Temperature', ['receive']],
    ['GE_maxValue_CEL=4.5', ['receive']],
    ['GT_maxValue_CEL=4.5', []],
    ['LT_meanValue_CEL=2', []],
    [`EQ_deviceID=${enc('urn:x-larder:obj:probe.air')}&GE_endTime=${at(2)}`, ['receive']],
    ['EQ_quantity_KGM=12.5', ['sort', 'receive', 'ship']],
    ['GE_quantity=13', []],
    ['EQ_example:name=ship|pack', ['pack', 'ship']],
    ['EXISTS_ILMD_cbvmda:lotNumber=true', ['sort']],
    ['EQ_ILMD_cbvmda:lotNumber=L7', ['sort']],
    ['EQ_ILMD_cbvmda:lotNumber=L8', []],
  ])('%s', async (query, names) => {
    expect((await eventsOf(staff, query)).map((event) => event['example:name'])).toEqual(names)
  })

  test.each([
    ['EQ_colour=red', 'EQ_colour: there is no such query parameter'],
    ['constructor=1', 'constructor: there is no such query parameter'],
    ['GE_eventTime=monday', 'GE_eventTime: must be a time with its offset'],
    ['GE_eventTime=2026-11-20T08:00:00', 'GE_eventTime: must be a time with its offset'],
    ['EQ_action=UNDO', 'EQ_action: must be ADD'],
    ['EQ_bizStep=', 'EQ_bizStep: has no value'],
    ['perPage=0', 'perPage: must be a whole number from 1'],
    ['orderBy=colour', 'orderBy: must be eventTime or recordTime'],
    ['nextPageToken=abc', 'nextPageToken: is none of ours'],
    ['eventCountLimit=3', 'eventCountLimit: say by orderBy'],
    ['orderBy=eventTime&eventCountLimit=3&maxEventCount=3', 'exclude each other'],
    ['GE_maxValue_CEL=warm', 'GE_maxValue_CEL: must be a number'],
    ['EXISTS_errorDeclaration=perhaps', 'must be true or false'],
  ])('%s is a QueryParameterException that names it', async (query, detail) => {
    const { status, headers, text } = await staff.get(`/api/epcis/events?${query}`)
    expect([status, headers['content-type']]).toEqual([400, expect.stringContaining('application/problem+json')])
    const told = JSON.parse(text)
    expect(told.type).toBe('epcisException:QueryParameterException')
    expect(told.detail).toContain(detail)
  })

  test('pages follow each other by the Link header, each event once, each page a valid document', async () => {
    const seen: unknown[] = []
    let next: string | undefined = '/api/epcis/events?perPage=1&EQ_quantity_KGM=12.5'
    while (next !== undefined) {
      const { headers, body } = await staff.get(next)
      expect(documentFault(body)).toBeUndefined()
      expect(body.epcisBody.queryResults.queryName).toBe('SimpleEventQuery')
      const { eventList } = body.epcisBody.queryResults.resultsBody
      expect(eventList).toHaveLength(1)
      seen.push(eventList[0]['example:name'])
      next = /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1]
    }
    expect(seen).toEqual(['sort', 'receive', 'ship'])
  })

  test('more than maxEventCount is refused as a whole', async () => {
    expect((await staff.get('/api/epcis/events?maxEventCount=4')).status).toBe(200)
    const { status, text } = await staff.get('/api/epcis/events?maxEventCount=3')
    expect([status, JSON.parse(text).type]).toEqual([413, 'epcisException:QueryTooLargeException'])
  })

  test('what occurs can be listed, and asked about one by one', async () => {
    const members = async (url: string) => (await staff.get(`/api/epcis${url}`)).body.member
    expect(await members('')).toContain('events')
    expect(await members('/eventTypes')).toContain('AssociationEvent')
    expect(await members('/bizSteps')).toEqual(['receiving', 'shipping'])
    expect(await members('/dispositions')).toEqual(['in_progress', 'in_transit'])
    expect(await members('/bizSteps/shipping')).toEqual(['events'])
    expect(await members('/epcs?perPage=1')).toEqual(['https://id.gs1.org/00/040123450000001112'])
    const url = `/api/epcis/epcs/${enc('urn:epc:id:sgtin:4012345.011111.9876')}/events`
    expect((await staff.get(url)).body.epcisBody.queryResults.resultsBody.eventList).toMatchObject([named('pack')])
    const none = await staff.get('/api/epcis/bizSteps/killing/events')
    expect([none.status, JSON.parse(none.text).type]).toEqual([404, 'epcisException:NoSuchResourceException'])
    expect((await staff.get('/api/epcis/events/urn:none')).status).toBe(404)
  })

  test('versions are told; another than 2.0 is not acceptable', async () => {
    const headers = { cookie: staff.cookie }
    const options = await cloud.app.inject({ method: 'OPTIONS', url: '/api/epcis/events', headers })
    expect(options.statusCode).toBe(204)
    expect(options.headers['gs1-epcis-max']).toBe('2.0.0')
    const old = await cloud.app.inject({
      url: '/api/epcis/events',
      headers: { ...headers, 'gs1-epcis-version': '1.2' },
    })
    expect(old.statusCode).toBe(406)
  })
})
