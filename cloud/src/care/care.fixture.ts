import type { Seed } from '../seed.ts'

/** Two lots, and an order O1 of both: promised at 10:00, delivered at `delivered`. */
export const careSeed = (delivered = '10:45'): Seed => ({
  products: [
    { id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' },
    { id: 'shrimp', nameZh: '虾', nameEn: 'Shrimp', profile: 'fresh-fish', unit: 'kg' },
  ],
  lots: ['salmon', 'shrimp'].map((product, index) => ({
    id: `L${index + 1}`,
    product,
    supplier: 'Nordic Farm',
    originZh: '挪威',
    originEn: 'Norway',
    packedAt: '2026-11-20T06:00:00+08:00',
    quantity: 100,
  })),
  orders: [
    {
      id: 'O1',
      customer: 'C77',
      store: 'shop-1',
      orderedAt: '2026-11-20T09:00:00+08:00',
      promisedAt: '2026-11-20T10:00:00+08:00',
      deliveredAt: `2026-11-20T${delivered}:00+08:00`,
      lines: [
        { lot: 'L1', quantity: 1 },
        { lot: 'L2', quantity: 2 },
      ],
    },
  ],
  consignments: [
    {
      id: 'K1',
      lots: ['L1', 'L2'],
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
})
