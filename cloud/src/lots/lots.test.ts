import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'

const csv = (...lines: string[]) => lines.join('\n')
const hour = (n: number) => new Date(Date.UTC(2026, 10, 18, n)).toISOString()

const part = (side: 'input' | 'output', lot: string, quantity: number) => ({ side, lot, quantity })
const into = (lot: string, quantity: number) => part('output', lot, quantity)
const from = (lot: string, quantity: number) => part('input', lot, quantity)

describe.each(await databasesUnderTest())('the lot graph on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller

  /** Lots of 100 kg, packed at the hour given. */
  const addLots = async (packed: Record<string, number>) => {
    const rows = Object.entries(packed).map(([id, at]) => `${id},salmon,Farm,海,Sea,${hour(at)},100`)
    const file = csv('id,product,supplier,originZh,originEn,packedAt,quantity', ...rows)
    expect((await staff.csv('/api/imports/lots', file)).body.errors).toEqual([])
  }
  const transform = (id: string, at: number, lots: object[], more: object = {}) =>
    staff.post('/api/transformations', { id, kind: 'mix', at: hour(at), place: 'Line 1', lots, ...more })
  const faultOf = async (answer: ReturnType<typeof transform>) => {
    const { status, body } = await answer
    return [status, body.error.fields[0].field, body.error.fields[0].message]
  }

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    staff = await cloud.as('staff')
    const product = { id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' }
    await (await cloud.as('manager')).post('/api/products', product)
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  test('a pack is traced back to both farms through mixing and splitting, and a farm forward to every order', async () => {
    await addLots({ 'farm-1': 0, 'farm-2': 1, mixed: 3, 'pack-1': 4, 'pack-2': 4, other: 0 })
    const receipts = csv(
      'id,lot,at,place,supplier,supplierLot,quantity,celsius,document',
      `R1,farm-1,${hour(2)},Jiangyang market,Farm One,A-77,100,0.8,DN-1`,
      `R2,farm-2,${hour(2)},Jiangyang market,Farm Two,B/9,60,,`,
    )
    expect((await staff.csv('/api/imports/receipts', receipts)).body).toMatchObject({ imported: 2, errors: [] })
    const transformations = csv(
      'id,kind,at,place,yieldPercent,note,side,lot,quantity',
      `T1,mix,${hour(3)},Line 1,,heads off,input,farm-1,60`,
      'T1,,,,,,input,farm-2,40',
      'T1,,,,,,output,mixed,90',
      `T2,split,${hour(4)},Line 2,,,input,mixed,90`,
      'T2,,,,,,output,pack-1,50',
      'T2,,,,,,output,pack-2,40',
    )
    const imported = await staff.csv('/api/imports/transformations', transformations)
    expect(imported.body).toEqual({ imported: 2, unchanged: 0, errors: [] })
    expect((await staff.csv('/api/imports/transformations', transformations)).body).toMatchObject({ unchanged: 2 })
    const legs = csv('id,lots,site,asset,phase,from', `K1,pack-1,shop-1,cabinet-1,cabinet,${hour(6)}`)
    await staff.csv('/api/imports/consignments', legs)
    const orders = csv(
      'id,customer,store,orderedAt,lot,quantity',
      `O1,C7,shop-1,${hour(8)},pack-1,2`,
      `O2,C8,shop-2,${hour(9)},pack-2,1`,
    )
    await staff.csv('/api/imports/orders', orders)

    const back = (await staff.get('/api/lots/pack-1/backward')).body
    expect(back.lots.map(({ id, depth }: { id: string; depth: number }) => [id, depth])).toEqual([
      ['pack-1', 0],
      ['mixed', 1],
      ['farm-1', 2],
      ['farm-2', 2],
    ])
    expect(back.receipts.map(({ supplierLot }: { supplierLot: string }) => supplierLot)).toEqual(['A-77', 'B/9'])
    expect(back.edges).toContainEqual({ transformation: 'T1', side: 'input', lot: 'farm-2', quantity: 40 })
    expect(back.orders).toEqual([])

    const ahead = (await staff.get('/api/lots/farm-2/forward')).body
    expect(ahead.lots.map(({ id }: { id: string }) => id)).toEqual(['farm-2', 'mixed', 'pack-1', 'pack-2'])
    expect(ahead.orders.map(({ id, customer }: { id: string; customer: string }) => [id, customer])).toEqual([
      ['O1', 'C7'],
      ['O2', 'C8'],
    ])
    expect(ahead.stores).toEqual(['shop-1', 'shop-2'])
    expect(ahead.consignments).toEqual([{ id: 'K1', lot: 'pack-1' }])
    expect(ahead.truncated).toEqual([])
    expect((await staff.get('/api/lots/unheard-of/forward')).status).toBe(404)
  })

  test('an answer that a bound cut short says what is missing', async () => {
    const bounds = { lots: 3, orders: 1, consignments: 5 }
    const ahead = await cloud.services.lotGraph.forward('farm-1', bounds)
    expect(ahead.lots).toHaveLength(3)
    expect(ahead.truncated).toContain('lots')
    const known = new Set(ahead.lots.map(({ id }) => id))
    expect(ahead.edges.every(({ lot }) => known.has(lot))).toBe(true)
    const all = await cloud.services.lotGraph.forward('farm-1', { ...bounds, lots: 9 })
    expect([all.orders.length, all.truncated]).toEqual([1, ['orders']])
  })

  test('what contradicts itself is refused by its field', async () => {
    const lots = [from('farm-1', 1), into('other', 1)]
    expect(await faultOf(transform('X', 9, [from('farm-1', 1)]))).toMatchObject([400, 'lots', /./])
    expect(await faultOf(transform('X', 9, [...lots, into('farm-1', 1)]))).toEqual([
      400,
      'lots.2.lot',
      'farm-1 stands here twice: a lot is input or output, once; put more of it into one quantity',
    ])
    const more = transform('X', 9, [from('farm-1', 1), into('other', 3)])
    expect(await faultOf(more)).toEqual([
      400,
      'lots.1.quantity',
      '3 come out of 1, at most 1 can: correct the quantities, or state yieldPercent',
    ])
    const packs = await transform('X', 9, [from('farm-1', 1), into('other', 3)], { yieldPercent: 300 })
    expect(packs.status).toBe(200)
  })

  test('an output cannot exist before its inputs, nor be used before it is made', async () => {
    await addLots({ early: 2, late: 20, made: 21, remade: 21 })
    expect(await faultOf(transform('Y1', 10, [from('late', 1), into('made', 1)]))).toMatchObject([
      422,
      'lots.lot',
      /late was packed at 2026-11-18T20:00:00.000Z, after this used it/,
    ])
    expect(await faultOf(transform('Y1', 22, [from('late', 1), into('early', 1)]))).toMatchObject([
      422,
      'lots.lot',
      /early was packed at .* before any of its inputs/,
    ])
    expect((await transform('Y1', 22, [from('late', 1), into('made', 1)])).status).toBe(200)
    expect(await faultOf(transform('Y2', 21, [from('made', 1), into('remade', 1)]))).toMatchObject([
      422,
      'lots.lot',
      /Y1 makes lot made at .*: an output cannot exist before its inputs/,
    ])
    expect((await transform('Y2', 23, [from('made', 1), into('remade', 1)])).status).toBe(200)
    expect(await faultOf(transform('Y3', 24, [from('remade', 1), into('made', 1)]))).toMatchObject([
      422,
      'lots.lot',
      /Y2 has used lot made at .* a lot cannot come from what was made of it/,
    ])
    expect((await staff.get('/api/transformations/Y3')).status).toBe(404)
  })

  test('a cycle hidden in one instant is refused, across records and files, with the way it goes', async () => {
    await addLots({ 'ring-1': 5, 'ring-2': 5, 'ring-3': 5 })
    expect((await transform('Z1', 30, [from('ring-1', 1), into('ring-2', 1)])).status).toBe(200)
    expect((await transform('Z2', 30, [from('ring-2', 1), into('ring-3', 1)])).status).toBe(200)
    const [status, field, message] = await faultOf(transform('Z3', 30, [from('ring-3', 1), into('ring-1', 1)]))
    expect([status, field]).toEqual([422, 'lots.lot'])
    expect(message).toMatch(/a lot would come from itself: ring-\d → ring-\d → ring-\d → ring-\d/)
    await addLots({ 'ring-4': 5, 'ring-5': 5 })
    const file = csv(
      'id,kind,at,place,side,lot,quantity',
      `Z4,mix,${hour(31)},x,input,ring-4,1`,
      'Z4,,,,output,ring-5,1',
      `Z5,mix,${hour(31)},x,input,ring-5,1`,
      'Z5,,,,output,ring-4,1',
    )
    const { errors } = (await staff.csv('/api/imports/transformations', file)).body
    expect(errors).toHaveLength(1)
    expect(errors[0].line).toBeGreaterThan(1)
    expect((await staff.get('/api/transformations/Z4')).status).toBe(404)
  })

  test('no lot is used, made or received beyond its own quantity', async () => {
    await addLots({ whole: 5, half: 6, rest: 6 })
    expect((await transform('Q1', 7, [from('whole', 70), into('half', 70)])).status).toBe(200)
    expect(await faultOf(transform('Q2', 8, [from('whole', 31), into('rest', 31)]))).toMatchObject([
      422,
      'lots.lot',
      /101 of lot whole would be used, which has 100/,
    ])
    expect((await transform('Q1', 7, [from('whole', 60), into('half', 60)])).status).toBe(200)
    expect((await transform('Q2', 8, [from('whole', 31), into('rest', 31)])).status).toBe(200)
    const receipt = { id: 'R9', lot: 'whole', at: hour(6), place: 'x', supplier: 'y', supplierLot: 'z', quantity: 101 }
    expect(await faultOf(staff.post('/api/receipts', receipt))).toMatchObject([422, 'quantity', /101 of lot whole/])
    const early = staff.post('/api/receipts', { ...receipt, quantity: 1, at: hour(4) })
    expect(await faultOf(early)).toMatchObject([422, 'at', /packed at/])
  })

  test('errors of a file name the row they stand in', async () => {
    const file = csv(
      'id,kind,at,place,side,lot,quantity',
      `W1,mix,${hour(40)},x,input,farm-1,1`,
      'W1,,,,output,nowhere,1',
      `W2,mix,${hour(40)},x,input,farm-1,1`,
      'W2,,,,output,other,5',
    )
    const { errors } = (await staff.csv('/api/imports/transformations', file)).body
    expect(errors.map(({ line, field }: { line: number; field: string }) => [line, field])).toEqual([[5, 'quantity']])
    const mended = (await staff.csv('/api/imports/transformations', file.replace('other,5', 'other,1'))).body
    expect(mended.errors).toEqual([{ line: 3, field: 'lot', message: 'there is no lot nowhere: import it first' }])
  })
})
