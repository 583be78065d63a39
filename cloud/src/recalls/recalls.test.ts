import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, passwords, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { loadTracing } from '../reports/tracing.ts'

const password = passwords.manager
const hour = (n: number) => new Date(Date.UTC(2026, 10, 18, n)).toISOString()

describe.each(await databasesUnderTest())('recalls on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller

  const recall = (lot: string, more: object = {}) =>
    manager.post('/api/recalls', { lot, hazard: 'pathogen', reason: 'Listeria at the farm', password, ...more })
  const standing = async (lot: string) => (await staff.get(`/api/lots/${lot}/standing`)).body

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
    const product = { id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' }
    await manager.post('/api/products', product)
    const lots = ['farm', 'other-farm', 'mixed', 'pack', 'far-pack', 'clean'].map(
      (id, index) => `${id},salmon,F,海,Sea,${hour(index)},100`,
    )
    const header = 'id,product,supplier,originZh,originEn,packedAt,quantity'
    await staff.csv('/api/imports/lots', [header, ...lots].join('\n'))
    const rows = [
      'id,kind,at,place,side,lot,quantity',
      `T1,mix,${hour(7)},Line 1,input,farm,50`,
      'T1,,,,input,other-farm,50',
      'T1,,,,output,mixed,90',
      `T2,split,${hour(8)},Line 1,input,mixed,80`,
      'T2,,,,output,pack,50',
      'T2,,,,output,far-pack,30',
    ]
    expect((await staff.csv('/api/imports/transformations', rows.join('\n'))).body.errors).toEqual([])
    const orders = [
      'id,customer,store,orderedAt,lot,quantity',
      `O1,=C1,shop-1,${hour(30)},pack,4`,
      `O2,C2,shop-2,${hour(31)},far-pack,6`,
      `O3,C3,shop-1,${hour(31)},clean,1`,
    ].map((row) => row.replace('=C1', 'C1'))
    await staff.csv('/api/imports/orders', orders.join('\n'))
    const legs = ['id,lots,site,asset,phase,from', `K1,pack,shop-1,cabinet-1,cabinet,${hour(9)}`]
    await staff.csv('/api/imports/consignments', legs.join('\n'))
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  test('it takes a manager, who signs with the own password', async () => {
    expect((await staff.post('/api/recalls', { lot: 'farm', hazard: 'other', reason: 'why', password })).status).toBe(
      403,
    )
    const unsigned = await recall('farm', { password: 'guess' })
    expect(unsigned).toMatchObject({ status: 403, body: { error: { code: 'wrong-signature' } } })
    expect(await standing('farm')).toEqual({ lot: 'farm', state: 'free' })
    expect((await recall('unheard-of')).status).toBe(404)
  })

  test('who guesses passwords on an open console is slowed, with the right one too', async () => {
    for (let guess = 0; guess < 6; guess += 1) await recall('farm', { password: `guess ${guess}` })
    expect((await recall('farm')).status).toBe(429)
    cloud.clock.nowMs += 16 * 60_000
  })

  test('at once every lot made from it, its report, its order and its cabinet say so, and no other', async () => {
    const report = async (kind: string, id: string) => (await staff.get(`/api/reports/${kind}/${id}`)).body
    expect((await report('lot', 'pack')).lots[0]).toMatchObject({ standing: { state: 'free' } })
    const before = (await report('lot', 'pack')).version
    const answer = await recall('farm')
    expect(answer.status).toBe(201)
    const said = { state: 'recalled', source: 'farm', hazard: 'pathogen', reason: 'Listeria at the farm' }
    for (const lot of ['farm', 'mixed', 'pack', 'far-pack']) expect(await standing(lot)).toMatchObject(said)
    for (const lot of ['other-farm', 'clean']) expect(await standing(lot)).toEqual({ lot, state: 'free' })
    const [trace] = (await report('lot', 'pack')).lots
    expect(trace).toMatchObject({ standing: said, verdict: 'recalled', advice: 'return-it' })
    expect((await report('lot', 'pack')).version).toBe(before + 1)
    expect((await report('order', 'O1')).lots[0].verdict).toBe('recalled')
    expect((await report('order', 'O3')).lots[0].verdict).not.toBe('recalled')
    expect((await staff.get('/api/marked-goods')).body).toMatchObject([
      { site: 'shop-1', asset: 'cabinet-1', lot: 'pack', standing: said },
    ])
    const many = (await staff.get('/api/standings?lots=clean,pack,farm')).body
    expect(many.map(({ lot, state }: { lot: string; state: string }) => [lot, state])).toEqual([
      ['clean', 'free'],
      ['pack', 'recalled'],
      ['farm', 'recalled'],
    ])
    expect(await cloud.services.recalls.ofLot('far-pack')).toMatchObject({ id: answer.body.id })
    expect(await cloud.services.recalls.ofLot('clean')).toBeNull()
    expect((await recall('farm')).body.error.code).toBe('already-recalled')
  })

  test('a lot made after the recall is recalled too', async () => {
    const lot = { product: 'salmon', supplier: 'F', originZh: '海', originEn: 'Sea', packedAt: hour(40), quantity: 9 }
    await staff.post('/api/lots', { id: 'late', ...lot })
    const lots = [
      { side: 'input', lot: 'mixed', quantity: 9 },
      { side: 'output', lot: 'late', quantity: 9 },
    ]
    const made = await staff.post('/api/transformations', { id: 'T3', kind: 'repack', at: hour(40), place: 'x', lots })
    expect(made.status).toBe(200)
    expect(await standing('late')).toMatchObject({ state: 'recalled', source: 'farm' })
  })

  test('whom to call is listed, on the page and as a file', async () => {
    const [{ id }] = (await staff.get('/api/recalls')).body
    const { orders, customers, stores, assets, truncated } = (await staff.get(`/api/recalls/${id}/affected`)).body
    expect(orders.map((order: { id: string }) => order.id)).toEqual(['O1', 'O2'])
    expect([customers, stores, truncated]).toEqual([['C1', 'C2'], ['shop-1', 'shop-2'], []])
    expect(assets).toMatchObject([{ asset: 'cabinet-1', lot: 'pack', consignment: 'K1' }])
    expect((await staff.get(`/api/recalls/${id}/affected.csv`)).status).toBe(403)
    const file = await manager.get(`/api/recalls/${id}/affected.csv`)
    expect(file.headers['content-type']).toContain('text/csv')
    expect(file.text.split('\r\n')).toEqual([
      '\uFEFFcustomer,order,store,orderedAt,lot,product,quantity,recalledLot,hazard,reason',
      'C1,O1,shop-1,2026-11-19T06:00:00.000Z,pack,salmon,4,farm,pathogen,Listeria at the farm',
      'C2,O2,shop-2,2026-11-19T07:00:00.000Z,far-pack,salmon,6,farm,pathogen,Listeria at the farm',
      '',
    ])
  })

  test('a mock recall measures itself and reconciles every quantity, and changes no standing', async () => {
    const started = await manager.post('/api/recall-drills', { lot: 'other-farm' })
    expect(started).toMatchObject({ status: 201, body: { finishedAtMs: null } })
    expect(started.body.found).toEqual({ lots: 5, orders: 2, customers: 2, stores: 2, assets: 1 })
    expect(await standing('other-farm')).toEqual({ lot: 'other-farm', state: 'free' })
    const { id } = started.body
    cloud.clock.nowMs += 90_000
    const counts = [
      { lot: 'other-farm', held: 50, wasted: 0 },
      { lot: 'pack', held: 90, wasted: 0 },
    ]
    const stranger = await manager.post(`/api/recall-drills/${id}/finish`, {
      counts: [...counts, { lot: 'clean', held: 1, wasted: 0 }],
    })
    expect(stranger.body.error.fields[0].field).toBe('counts.2.lot')
    const { body } = await manager.post(`/api/recall-drills/${id}/finish`, { counts, note: 'all cabinets counted' })
    expect(body.finishedAtMs - body.startedAtMs).toBe(90_000)
    const { received, sold, held, wasted, unaccounted } = body.balance
    expect(sold + held + wasted + unaccounted).toBeCloseTo(received, 9)
    expect((await manager.post(`/api/recall-drills/${id}/finish`, { counts })).status).toBe(409)
    expect((await staff.get('/api/recall-drills')).body).toMatchObject([{ id, note: 'all cabinets counted' }])
    expect((await staff.get(`/api/recall-drills/${id}`)).body).toEqual(body)
  })

  test('a lifted recall frees its lots, and both decisions stand in the audit log', async () => {
    const [{ id }] = (await staff.get('/api/recalls')).body
    expect(
      (await manager.post(`/api/recalls/${id}/lift`, { why: 'second sample negative', password })).body,
    ).toMatchObject({
      liftedBy: 'manager',
      liftedWhy: 'second sample negative',
    })
    expect(await standing('pack')).toEqual({ lot: 'pack', state: 'free' })
    expect((await manager.post(`/api/recalls/${id}/lift`, { why: 'again', password })).status).toBe(409)
    expect((await staff.get('/api/recalls')).body).toEqual([])
    expect((await staff.get('/api/recalls?state=all')).body).toHaveLength(1)
    const entries = await cloud.services.audit.entries({ subjectKind: 'lot', subject: 'farm', limit: 9 })
    expect(entries.map(({ action, by, why }) => [action, by, why])).toEqual([
      ['recall-lifted', 'manager', 'second sample negative'],
      ['recalled', 'manager', 'Listeria at the farm'],
    ])
    expect(await cloud.services.audit.verify()).toMatchObject({ intact: true })
  })

  test('a recall of one lot alone goes no further', async () => {
    const { body } = await recall('mixed', { scope: 'lot-only' })
    expect(await standing('mixed')).toMatchObject({ state: 'recalled' })
    expect(await standing('pack')).toMatchObject({ state: 'free' })
    const { lots, orders } = (await staff.get(`/api/recalls/${body.id}/affected`)).body
    expect([lots.length, orders]).toEqual([1, []])
    await manager.post(`/api/recalls/${body.id}/lift`, { why: 'a test of scope', password })
  })

  test('two managers who recall at once make one recall', async () => {
    const answers = await Promise.all([recall('clean'), recall('clean')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})
