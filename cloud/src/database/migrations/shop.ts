import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const shop: Migration = {
  async up(database) {
    const store = {
      site: 'text',
      phone: 'text?',
      hours: 'text',
      plan: 'text',
      membership: 'text',
      policy: 'text',
    } as const
    await table(database, 'store', store, ['site']).execute()
    const card = {
      product: 'text',
      attributes: 'text',
      keepZh: 'text?',
      keepEn: 'text?',
      cookZh: 'text?',
      cookEn: 'text?',
      nutrition: 'text?',
      aliasesZh: 'text',
      aliasesEn: 'text',
    } as const
    const cards = table(database, 'productCard', card, ['product'])
    await refers(cards, 'productCard', 'product', 'product').execute()
    const item = {
      store: 'text',
      product: 'text',
      priceFen: 'integer',
      stock: 'double precision',
      shelf: 'text',
      asset: 'text?',
      lot: 'text?',
    } as const
    const items = table(database, 'shelfItem', item, ['store', 'product'])
    await refers(items, 'shelfItem', 'product', 'product').execute()
    const offer = {
      id: 'text',
      store: 'text',
      product: 'text',
      priceFen: 'integer',
      fromMs: 'bigint',
      untilMs: 'bigint',
      membersOnly: 'integer',
      noteZh: 'text?',
      noteEn: 'text?',
    } as const
    const offers = table(database, 'offer', offer, ['id'])
    await refers(offers, 'offer', 'product', 'product').execute()
    await index(database, 'offer', ['store', 'untilMs'])
    const phone = { order: 'text', digits: 'text' } as const
    const phones = table(database, 'orderPhone', phone, ['order'])
    await refers(phones, 'orderPhone', 'order', 'order').execute()
  },
}
