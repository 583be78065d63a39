import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'

const csv = (...lines: string[]) => lines.join('\r\n')

const products = csv(
  '\uFEFFid,gtin,nameZh,nameEn,profile,unit',
  'salmon,06901234000016,冰鲜三文鱼柳,Fresh salmon fillet,fresh-fish,kg',
  'milk,,"鲜牛奶, 950 毫升","Fresh milk, 950 ml",dairy,piece',
)
const lots = csv(
  'id,product,supplier,originZh,originEn,packedAt,quantity',
  'L1,salmon,Nordic Farm,挪威,Norway,2026-11-18T06:00:00+01:00,120.5',
  'L2,milk,Green Meadow,上海,Shanghai,2026-11-19T04:00+08:00,300',
)

describe.each(await databasesUnderTest())('records on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  test('a file in GBK is read as such, and one in neither GBK nor UTF-8 is refused whole', async () => {
    const send = (payload: Buffer) =>
      cloud.app.inject({
        method: 'POST',
        url: '/api/imports/products',
        headers: { cookie: manager.cookie, 'content-type': 'text/csv' },
        payload,
      })
    const file = (name: number[]) =>
      Buffer.concat([
        Buffer.from('id,nameZh,nameEn,profile,unit\ncod,'),
        Buffer.from(name),
        Buffer.from(',Cod,fresh-fish,kg\n'),
      ])
    // 鳕鱼 in GBK.
    expect((await send(file([0xf7, 0xa8, 0xd3, 0xe3]))).json()).toMatchObject({ imported: 1, errors: [] })
    expect((await staff.get('/api/products/cod')).body).toMatchObject({ nameZh: '鳕鱼' })
    const refused = await send(file([0xe9]))
    expect([refused.statusCode, refused.json().error.code]).toEqual([415, 'wrong-encoding'])
    expect((await staff.get('/api/products/cod')).body).toMatchObject({ nameZh: '鳕鱼' })
  })

  test('products and lots are imported, and imported again unchanged', async () => {
    expect((await manager.csv('/api/imports/products', products)).body).toEqual({
      imported: 2,
      unchanged: 0,
      errors: [],
    })
    expect((await staff.csv('/api/imports/lots', lots)).body).toEqual({ imported: 2, unchanged: 0, errors: [] })
    expect((await staff.csv('/api/imports/lots', lots)).body).toEqual({ imported: 0, unchanged: 2, errors: [] })
    const corrected = await staff.csv('/api/imports/lots', lots.replace('120.5', '121'))
    expect(corrected.body).toEqual({ imported: 1, unchanged: 1, errors: [] })
    expect((await staff.get('/api/lots/L1')).body).toEqual({
      id: 'L1',
      product: 'salmon',
      supplier: 'Nordic Farm',
      originZh: '挪威',
      originEn: 'Norway',
      originLatitude: null,
      originLongitude: null,
      packedAtMs: Date.parse('2026-11-18T05:00:00Z'),
      useByMs: null,
      quantity: 121,
    })
    expect((await staff.get('/api/products/milk')).body).toEqual({
      id: 'milk',
      nameZh: '鲜牛奶, 950 毫升',
      nameEn: 'Fresh milk, 950 ml',
      profile: 'dairy',
      unit: 'piece',
    })
  })

  test('a file with errors changes nothing and names each line and field', async () => {
    const bad = csv(
      'id,product,supplier,originZh,originEn,packedAt,quantity',
      'L3,salmon,Nordic Farm,挪威,Norway,2026-11-18 06:00,12',
      'L4,salmon,Nordic Farm,挪威,Norway,2026-11-18T06:00:00Z,a dozen',
      'L 5,salmon,,挪威,Norway,2026-11-18T06:00:00Z,12',
    )
    const answer = await staff.csv('/api/imports/lots', bad)
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map(({ line, field }: { line: number; field: string }) => [line, field])).toEqual([
      [2, 'packedAt'],
      [3, 'quantity'],
      [4, 'id'],
      [4, 'supplier'],
    ])
    expect((await staff.get('/api/lots?q=L3')).body).toEqual([])
  })

  test('a lot of a product that does not exist is refused by its field, and none of its file is kept', async () => {
    const orphan = csv(
      'id,product,supplier,originZh,originEn,packedAt,quantity',
      'L6,milk,x,a,b,2026-11-18T06:00:00Z,1',
      'L7,caviar,x,a,b,2026-11-18T06:00:00Z,1',
    )
    const answer = await staff.csv('/api/imports/lots', orphan)
    expect(answer.body.errors).toEqual([
      { line: 3, field: 'product', message: 'there is no product caviar: import it first' },
    ])
    expect((await staff.get('/api/lots/L6')).status).toBe(404)
    const input = { id: 'L8', product: 'caviar', supplier: 'x', originZh: 'a', originEn: 'b', quantity: 1 }
    const posted = await staff.post('/api/lots', { ...input, packedAt: '2026-11-18T06:00:00Z' })
    expect(posted).toMatchObject({ status: 422, body: { error: { fields: [{ field: 'product' }] } } })
  })

  test('an order has one row per line, a consignment one row per leg', async () => {
    const orders = csv(
      'id,customer,store,orderedAt,deliveredAt,lot,quantity',
      'O1,C77,shop-1,2026-11-20T09:00:00+08:00,,L1,0.5',
      'O1,,,,,L2,2',
      'O2,,shop-1,2026-11-20T10:00:00+08:00,,L1,1',
    )
    expect((await staff.csv('/api/imports/orders', orders)).body).toMatchObject({ imported: 2, errors: [] })
    expect((await staff.get('/api/orders/O1')).body).toMatchObject({
      customer: 'C77',
      deliveredAtMs: null,
      lines: [
        { lot: 'L1', quantity: 0.5 },
        { lot: 'L2', quantity: 2 },
      ],
    })
    const consignments = csv(
      'id,lots,site,asset,phase,from,until',
      'K1,L1; L2,shop-1,truck-1,transit,2026-11-19T20:00:00+08:00,2026-11-20T02:00:00+08:00',
      'K1,,shop-1,cabinet-1,cabinet,2026-11-20T02:10:00+08:00,',
    )
    expect((await staff.csv('/api/imports/consignments', consignments)).body).toMatchObject({ imported: 1, errors: [] })
    expect((await staff.csv('/api/imports/consignments', consignments)).body).toMatchObject({ unchanged: 1 })
    const kept = (await staff.get('/api/consignments/K1')).body
    expect(kept.lots).toEqual(['L1', 'L2'])
    expect(kept.legs.map(({ asset, untilMs }: { asset: string; untilMs: number | null }) => [asset, untilMs])).toEqual([
      ['truck-1', Date.parse('2026-11-19T18:00:00Z')],
      ['cabinet-1', null],
    ])
  })

  test('errors in rows of one record name the row they stand in', async () => {
    const orders = csv(
      'id,store,orderedAt,lot,quantity',
      'O9,shop-1,2026-11-20T09:00:00+08:00,L1,1',
      'O9,shop-2,,L2,-1',
      'O8,shop-1,2026-11-20T09:00:00+08:00,L404,1',
    )
    const errors = (await staff.csv('/api/imports/orders', orders)).body.errors
    expect(errors.map(({ line, field }: { line: number; field: string }) => [line, field])).toEqual([
      [3, 'store'],
      [3, 'quantity'],
    ])
    const mended = orders.replace('shop-2', 'shop-1').replace('L2,-1', 'L404,1').replace('O8', 'O9')
    const missing = await staff.csv('/api/imports/orders', mended)
    expect(missing.body.errors).toEqual([{ line: 3, field: 'lot', message: 'there is no lot L404: import it first' }])
  })

  test.each([
    ['', 'the file is empty'],
    ['id,product', 'this column is missing'],
    ['id,id,product', 'twice'],
    ['id,colour', 'no such column'],
    ['id,product,supplier,originZh,originEn,packedAt,quantity', 'no row'],
    ['id,product,supplier,originZh,originEn,packedAt,quantity\nL1,salmon', 'Record Length'],
    ['id,product,supplier,originZh,originEn,packedAt,quantity\n"L1,salmon', 'Quote Not Closed'],
  ])('the file %j is refused with the reason', async (text, reason) => {
    const answer = await staff.csv('/api/imports/lots', text)
    expect(answer.status).toBe(422)
    expect(JSON.stringify(answer.body.errors)).toContain(reason)
  })

  test('the same id twice in a file is an error', async () => {
    const twice = `${lots}\r\nL1,salmon,Other Farm,挪威,Norway,2026-11-18T06:00:00+01:00,1`
    expect((await staff.csv('/api/imports/lots', twice)).body.errors).toEqual([
      { line: 4, field: 'id', message: 'repeats line 2' },
    ])
  })

  test('sorting records and calibrations are kept, and a list is searched without wildcards of its own', async () => {
    const record = { id: 'S1', lot: 'L1', at: '2026-11-19T05:00:00+08:00', line: 'line 1', inspector: 'grader' }
    const counts = { grade: 'A', acceptedQuantity: 100, rejectedQuantity: 2 }
    expect((await staff.post('/api/sorting-records', { ...record, ...counts })).body).toMatchObject({
      note: '',
      celsius: null,
    })
    const calibration = {
      site: 'shop-1',
      asset: 'cabinet-1',
      probe: 'air',
      at: '2026-06-01T00:00:00Z',
      dueAt: '2027-06-01T00:00:00Z',
      offsetCelsius: 0.2,
      uncertaintyCelsius: 0.1,
    }
    expect((await staff.post('/api/calibrations', calibration)).status).toBe(403)
    expect((await manager.post('/api/calibrations', calibration)).status).toBe(200)
    expect((await staff.get('/api/calibrations')).body).toHaveLength(1)
    const found = async (q: string) => (await staff.get(`/api/lots?q=${encodeURIComponent(q)}`)).body.length
    expect([await found('NORDIC'), await found('%'), await found('_')]).toEqual([1, 0, 0])
    const { calibration: shown } = (await staff.get('/api/devices')).body.find(
      (one: { probe: string }) => one.probe === 'air',
    )
    expect(shown).toMatchObject({ offsetCelsius: 0.2, certificate: '' })
  })

  test('five thousand lots are imported in one go', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `B${index},milk,x,a,b,2026-11-18T06:00:00Z,1`)
    const file = csv('id,product,supplier,originZh,originEn,packedAt,quantity', ...rows)
    expect((await staff.csv('/api/imports/lots', file)).body).toEqual({ imported: 5000, unchanged: 0, errors: [] })
  })
})
