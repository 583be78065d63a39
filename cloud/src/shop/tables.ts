/** Nested parts are JSON text. */
export interface ShopTables {
  store: { site: string; phone: string | null; hours: string; plan: string; membership: string; policy: string }
  productCard: {
    product: string
    attributes: string
    keepZh: string | null
    keepEn: string | null
    cookZh: string | null
    cookEn: string | null
    nutrition: string | null
    aliasesZh: string
    aliasesEn: string
  }
  shelfItem: {
    store: string
    product: string
    priceFen: number
    stock: number
    shelf: string
    asset: string | null
    lot: string | null
  }
  offer: {
    id: string
    store: string
    product: string
    priceFen: number
    fromMs: number
    untilMs: number
    membersOnly: number
    noteZh: string | null
    noteEn: string | null
  }
  /** The last four digits of the buyer's phone: by itself, so that no query for orders can carry it along. */
  orderPhone: { order: string; digits: string }
}
