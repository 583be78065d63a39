import { attributeDimensions, offerInput, productCardInput, shelfItemInput, storeInput } from '@larder/contracts/shop'
import { expect, test } from 'vitest'
import { worldRecords } from './records.ts'
import { worldSite } from './world.ts'

const nowMs = Date.parse('2026-11-20T03:00:00Z')
const records = worldRecords(nowMs)

test('the shop’s facts pass the import door, and name known products, lots, shelves and assets', () => {
  const products = new Set(records.products.map(({ id }) => id))
  const lots = new Map(records.lots.map(({ id, product }) => [id, product]))
  const shelves = new Set(records.stores.flatMap((store) => storeInput.parse(store).plan.shelves.map(({ id }) => id)))
  const assets = new Set(worldSite().assets.map(({ id }) => id))
  for (const card of records.productCards) expect(products).toContain(productCardInput.parse(card).product)
  for (const row of records.shelfItems) {
    const { product, shelf, lot, asset } = shelfItemInput.parse(row)
    expect(products).toContain(product)
    expect(shelves).toContain(shelf)
    if (lot !== undefined) expect(lots.get(lot)).toBe(product)
    if (asset !== undefined) expect(assets).toContain(asset)
  }
  for (const row of records.offers) {
    const offer = offerInput.parse(row)
    expect(products).toContain(offer.product)
    expect(offer.from).toBeLessThan(nowMs)
    expect(offer.until).toBeGreaterThan(nowMs)
  }
  expect(records.shelfItems.length).toBeGreaterThanOrEqual(24)
})

test('goods are told apart by at least twenty dimensions, and pair with what is sold', () => {
  const used = new Set(records.productCards.flatMap(({ attributes }) => Object.keys(attributes ?? {})))
  expect(used.size).toBeGreaterThanOrEqual(20)
  expect([...used].every((name) => attributeDimensions.includes(name as never))).toBe(true)
  const names = new Set(records.products.map(({ id }) => id))
  const species = new Set(records.productCards.flatMap(({ attributes }) => attributes?.species ?? []))
  for (const { product, attributes } of records.productCards) {
    for (const other of attributes?.['pairs-with'] ?? [])
      expect(names.has(other) || species.has(other), `${product}: ${other}`).toBe(true)
  }
})
