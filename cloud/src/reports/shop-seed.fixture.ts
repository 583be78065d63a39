import type { Seed } from '../seed.ts'

/** One lot of salmon, an hour or two in the cabinet, and the order it went into. */
export const shopSeed: Seed = {
  products: [{ id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' }],
  lots: [
    {
      id: 'L1',
      product: 'salmon',
      supplier: 'Nordic Farm',
      originZh: '挪威',
      originEn: 'Norway',
      packedAt: '2026-11-20T06:00:00+08:00',
      quantity: 100,
    },
  ],
  orders: [
    {
      id: 'O1',
      customer: 'C77',
      store: 'shop-1',
      orderedAt: '2026-11-20T09:00:00+08:00',
      lines: [{ lot: 'L1', quantity: 1 }],
    },
  ],
  consignments: [
    {
      id: 'K1',
      lots: ['L1'],
      legs: [
        {
          site: 'shop-1',
          asset: 'cabinet-1',
          phase: 'cabinet',
          from: '2026-11-20T07:00:00+08:00',
          until: '2026-11-20T09:00:00+08:00',
        },
      ],
    },
  ],
  sortingRecords: [],
  calibrations: [],
}
