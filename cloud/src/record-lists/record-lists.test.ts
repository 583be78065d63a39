import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'

const hourMs = 3_600_000

describe.each(await databasesUnderTest())('record lists on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller
  const iso = (hoursAgo: number) => new Date(cloud.clock.nowMs - hoursAgo * hourMs).toISOString()
  const list = (name: string, format = 'json') =>
    staff.get(
      `/api/record-lists/${name}?fromMs=${cloud.clock.nowMs - 100 * hourMs}&untilMs=${cloud.clock.nowMs}&format=${format}`,
    )
  const save = async (url: string, body: unknown) => {
    const { status, text } = await manager.post(url, body)
    if (status > 201) throw new Error(`${url}: ${text}`)
  }
  /** Rows as objects, by the English half of the head. */
  const rowsOf = async (name: string): Promise<Record<string, unknown>[]> => {
    const { head, rows } = (await list(name)).body as { head: string[]; rows: unknown[][] }
    return rows.map((row) => Object.fromEntries(row.map((cell, index) => [head[index]?.split(' / ')[0], cell])))
  }

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
    const product = { profile: 'fresh-fish', unit: 'kg', nameZh: '三文鱼', nameEn: 'Salmon' }
    await save('/api/products', { id: 'salmon', ...product })
    const lot = {
      product: 'salmon',
      supplier: '=HYPERLINK("x")',
      originZh: '挪威',
      originEn: 'Norway',
      packedAt: iso(90),
    }
    await save('/api/lots', { id: 'L1', ...lot, quantity: 100 })
    await save('/api/lots', { id: 'L2', ...lot, quantity: 90, useBy: iso(-90) })
    const receipt = { id: 'R1', lot: 'L1', at: iso(80), place: 'Dock 2', supplierLot: 'NF-77', quantity: 100 }
    await save('/api/receipts', { ...receipt, supplier: '@farm' })
    const lots = [
      { side: 'input', lot: 'L1', quantity: 90 },
      { side: 'output', lot: 'L2', quantity: 90 },
    ]
    await save('/api/transformations', { id: 'T1', kind: 'repack', at: iso(70), place: 'line 1', lots })
    await save('/api/consignments', {
      id: 'C1',
      lots: ['L2'],
      legs: [
        { site: 'dc', asset: 'hall', phase: 'storage', from: iso(60), until: iso(50) },
        { site: 'shop-1', asset: 'truck-1', phase: 'transit', from: iso(50), until: iso(48) },
        { site: 'shop-1', asset: 'cabinet-1', phase: 'cabinet', from: iso(48) },
      ],
    })
  })
  afterAll(async () => {
    await cloud.stop()
    await server.stop()
  })

  test('FSMA 204: one row per event with its key data elements, and those that are missing named', async () => {
    const rows = await rowsOf('fsma-204')
    expect(rows.map((row) => [row['Critical tracking event'], row['Traceability lot code'], row.Quantity])).toEqual([
      ['Receiving', 'L1', 100],
      ['Transformation', 'L2', 90],
      ['Shipping', 'L2', 90],
      ['Receiving', 'L2', 90],
    ])
    expect(rows[0]).toMatchObject({
      'Recipient or previous source': '@farm',
      'Location of the event': 'Dock 2',
      Missing: 'Reference document type / 单据类型; Reference document number / 单据编号',
    })
    expect(rows[1]).toMatchObject({ 'Input lot codes': 'L1', 'Reference document number': 'T1', Missing: '' })
    expect(rows[2]).toMatchObject({
      'Location of the event': 'dc',
      'Recipient or previous source': 'Shop 1 / 一店 (shop-1)',
      'Product description': 'Salmon / 三文鱼',
      'Reference document number': 'C1',
      Missing: '',
    })
    expect(rows[2]?.Date).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d \+08:00$/)
    expect(rows[3]).toMatchObject({
      'Recipient or previous source': 'dc',
      'Location of the event': 'Shop 1 / 一店 (shop-1)',
    })
  })

  test('GB/T 28843: one row per stay, with its temperatures where somebody was watching', async () => {
    cloud.store.stretches = async () => [
      { firstMs: 0, lastMs: 1, count: 3, minCelsius: 1, meanCelsius: 2, maxCelsius: 3, longestGapMs: 0 },
      { firstMs: 2, lastMs: 3, count: 1, minCelsius: 0.5, meanCelsius: 4, maxCelsius: 4.25, longestGapMs: 0 },
    ]
    await save('/api/consignments', {
      id: 'C2',
      lots: ['L1'],
      legs: [{ site: 'shop-1', asset: 'cabinet-1', phase: 'cabinet', from: iso(30), until: iso(20) }],
    })
    const rows = await rowsOf('gbt-28843')
    expect(rows).toHaveLength(4)
    expect(rows[3]).toMatchObject({
      'Lowest °C': 0.5,
      'Mean °C': 2.5,
      'Highest °C': 4.25,
      Missing: 'Use by / 保质期至',
    })
    expect(rows[0]?.Missing).toBe('Lowest °C / 最低温度; Mean °C / 平均温度; Highest °C / 最高温度')
    expect(rows[2]?.Missing).toContain('Until / 结束时间')
  })

  test('EU 931/2011: one row per dispatch; the addresses that are not on record are named', async () => {
    const [row, ...others] = await rowsOf('eu-931')
    expect(others).toEqual([])
    expect(row).toMatchObject({
      '(g) Lot': 'L2',
      '(c) Dispatched from: name': 'dc',
      '(e) Dispatched to: name': 'Shop 1 / 一店 (shop-1)',
    })
    expect(row?.Missing).toBe(
      '(c) Dispatched from: address / 发货经营者地址; (e) Dispatched to: address / 收货经营者地址',
    )
  })

  test('no cell of a file is run as a formula', async () => {
    const csv = await list('fsma-204', 'csv')
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.headers['content-disposition']).toMatch(/attachment; filename="fsma-204-[\d-]+\.csv"/)
    expect(csv.text).toContain(`"'=HYPERLINK(""x"")"`)
    expect(csv.text).toContain(`,'@farm,`)
    const url = `/api/record-lists/fsma-204?fromMs=0&untilMs=1&format=xlsx`
    expect((await staff.get(url)).status).toBe(200)
    const workbook = await cloud.app.inject({
      url: `/api/record-lists/fsma-204?fromMs=${cloud.clock.nowMs - 100 * hourMs}&untilMs=${cloud.clock.nowMs}&format=xlsx`,
      headers: { cookie: staff.cookie },
    })
    const sheet = entryOf(workbook.rawPayload, 'xl/worksheets/sheet1.xml')
    expect(sheet).toContain('pane')
    expect(sheet).not.toContain('<f>')
    expect(entryOf(workbook.rawPayload, 'xl/sharedStrings.xml')).toContain('=HYPERLINK(')
  })

  test('a time that makes no sense is refused', async () => {
    expect((await staff.get('/api/record-lists/eu-931?fromMs=5&untilMs=5')).body.error.message).toContain('untilMs')
    expect((await staff.get('/api/record-lists/none?fromMs=5&untilMs=6')).status).toBe(400)
  })
})

/** One file out of a ZIP, by its central directory (APPNOTE 4.3.12). */
function entryOf(zip: Buffer, name: string): string {
  for (let at = zip.lastIndexOf(Buffer.from('PK\x05\x06')), next = zip.readUInt32LE(at + 16); next < at; ) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(next + offset)) as [
      number,
      number,
      number,
    ]
    if (zip.toString('utf8', next + 46, next + 46 + nameLength) === name) {
      const local = zip.readUInt32LE(next + 42)
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const content = zip.subarray(start, start + zip.readUInt32LE(next + 20))
      return (zip.readUInt16LE(next + 10) === 0 ? content : inflateRawSync(content)).toString('utf8')
    }
    next += 46 + nameLength + extraLength + commentLength
  }
  throw new Error(`${name} is not in the workbook`)
}
