import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { careSeed } from '../care/care.fixture.ts'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { seed } from '../seed.ts'
import { eraseOrderPhones } from './order-phones.ts'

const day = { opens: '08:00', closes: '22:00' }
const words = { zh: '说明', en: 'words' }
const store = {
  site: 'shop-1',
  hours: [day, day, day, day, day, day, null],
  plan: {
    width: 20,
    depth: 12,
    entrance: { x: 10, y: 12 },
    kiosk: { x: 9, y: 10 },
    shelves: [{ id: 'F1', label: { zh: '鲜鱼', en: 'Fish' }, x: 1, y: 1, width: 4, depth: 1 }],
  },
  membership: words,
  policy: { refund: words, delivery: words, freshness: words },
}

describe.each(await databasesUnderTest())('the shop’s facts on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let manager: Caller

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    await seed(careSeed(), cloud.services.records, cloud.services.links)
    manager = await cloud.as('manager')
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  test('a store comes as a JSON list, once; what lies in it and costs what comes as CSV', async () => {
    expect((await manager.post('/api/imports/stores', [store])).body).toEqual({ imported: 1, unchanged: 0, errors: [] })
    expect((await manager.post('/api/imports/stores', [store])).body).toMatchObject({ imported: 0, unchanged: 1 })
    expect((await manager.get('/api/stores/shop-1')).body).toEqual(store)
    const items = 'store,product,priceFen,stock,shelf,asset,lot\nshop-1,salmon,12800,4.5,F1,cabinet-1,L1'
    expect((await manager.csv('/api/imports/shelf-items', items)).body).toMatchObject({ imported: 1, errors: [] })
    const offers =
      'id,store,product,priceFen,from,until,membersOnly,noteEn\n' +
      'O-1,shop-1,salmon,9900,2026-11-20T00:00:00+08:00,2026-11-30T00:00:00+08:00,true,Weekend'
    expect((await manager.csv('/api/imports/offers', offers)).body).toMatchObject({ imported: 1, errors: [] })
    expect((await manager.get('/api/offers')).body).toMatchObject([{ id: 'O-1', membersOnly: true, noteZh: null }])
    const cards =
      'product,attributes,aliasesZh,cookEn\n' +
      'salmon,"{""taste"":[""mild""],""allergen"":[""fish""]}",鲑鱼;三文鱼柳,"Fry it, skin down."'
    expect((await manager.csv('/api/imports/product-cards', cards)).body).toMatchObject({ imported: 1, errors: [] })
    expect((await manager.get('/api/product-cards/salmon')).body).toEqual({
      product: 'salmon',
      attributes: { taste: ['mild'], allergen: ['fish'] },
      cookEn: 'Fry it, skin down.',
      aliasesZh: ['鲑鱼', '三文鱼柳'],
      aliasesEn: [],
    })
  })

  test.each([
    ['shelf-items', { store: 'shop-1', product: 'salmon', priceFen: 1, stock: 1, shelf: 'Z9' }, 'shelf'],
    ['shelf-items', { store: 'shop-9', product: 'salmon', priceFen: 1, stock: 1, shelf: 'F1' }, 'store'],
    ['shelf-items', { store: 'shop-1', product: 'salmon', priceFen: 1, stock: 1, shelf: 'F1', lot: 'L2' }, 'lot'],
    ['shelf-items', { store: 'shop-1', product: 'ghost', priceFen: 1, stock: 1, shelf: 'F1' }, 'product'],
    ['product-cards', { product: 'salmon', attributes: { taste: ['Not A Word'] } }, 'attributes.taste.0'],
    ['product-cards', { product: 'salmon', attributes: { colour: ['red'] } }, 'attributes.colour'],
    ['stores', { ...store, hours: [day] }, 'hours'],
  ])('what contradicts the shop is refused with its place and field: %s %#', async (kind, record, field) => {
    const answer = await manager.post(`/api/imports/${kind}`, [record])
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ imported: 0, errors: [{ line: 1 }] })
    expect(answer.body.errors[0].field === field || answer.body.errors[0].message.includes('colour')).toBe(true)
  })

  test('the digits of a phone are in no answer, and gone after ninety days', async () => {
    const { database } = cloud.services
    const order = { ...careSeed().orders[0], id: '4719', phoneDigits: '0842' }
    const answers = [await manager.post('/api/orders', order), await manager.get('/api/orders/4719')]
    answers.push(await manager.get('/api/orders'))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers.map(({ text }) => text).join('')).not.toMatch(/0842|phoneDigits/)
    expect((await manager.post('/api/orders', { ...order, phoneDigits: '842' })).body.error.fields[0].field).toBe(
      'phoneDigits',
    )
    const kept = () => database.selectFrom('orderPhone').selectAll().execute()
    await eraseOrderPhones(database, cloud.clock.nowMs)
    expect(await kept()).toEqual([{ order: '4719', digits: '0842' }])
    await eraseOrderPhones(database, cloud.clock.nowMs + 91 * 86_400_000)
    expect(await kept()).toEqual([])
  })
})
