import type { calibrationInput } from '@larder/contracts/calibration'
import type { consignmentInput } from '@larder/contracts/consignment'
import type { lotInput } from '@larder/contracts/lot'
import type { orderInput } from '@larder/contracts/order'
import type { Product } from '@larder/contracts/product'
import type { receiptInput } from '@larder/contracts/receipt'
import type { sortingRecordInput } from '@larder/contracts/sorting-record'
import type { transformationInput } from '@larder/contracts/transformation'
import type { z } from 'zod'
import { halfDayBefore, incidentBefore } from './incidents.ts'
import { calibrationOffsetOf } from './physics/sensor.ts'
import { routes } from './route/routes.ts'
import { loopMs } from './route/timetable.ts'
import { type ShopRecords, shopRecords } from './shop-records.ts'
import { siteName, worldSite } from './world.ts'

/** Business records as the import door takes them: times are ISO 8601. */
export interface WorldRecords extends Pick<ShopRecords, 'stores' | 'productCards' | 'shelfItems' | 'offers'> {
  products: Product[]
  lots: z.input<typeof lotInput>[]
  consignments: z.input<typeof consignmentInput>[]
  sortingRecords: z.input<typeof sortingRecordInput>[]
  orders: z.input<typeof orderInput>[]
  calibrations: z.input<typeof calibrationInput>[]
  receipts: z.input<typeof receiptInput>[]
  transformations: z.input<typeof transformationInput>[]
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const shanghaiOffsetMs = 8 * hourMs

const products: Product[] = [
  {
    id: 'salmon-fillet',
    gtin: '06901234000016',
    nameZh: '冰鲜三文鱼柳',
    nameEn: 'Fresh salmon fillet',
    profile: 'fresh-fish',
    unit: 'kg',
  },
  {
    id: 'salmon-whole',
    nameZh: '三文鱼整鱼（去脏）',
    nameEn: 'Whole salmon, gutted',
    profile: 'fresh-fish',
    unit: 'kg',
  },
  {
    id: 'shrimp-frozen',
    gtin: '06901234000023',
    nameZh: '冷冻白虾仁',
    nameEn: 'Frozen white shrimp, peeled',
    profile: 'frozen-cabinet',
    unit: 'pack',
  },
  {
    id: 'milk-fresh',
    gtin: '06901234000030',
    nameZh: '鲜牛奶 950 毫升',
    nameEn: 'Fresh milk, 950 ml',
    profile: 'dairy',
    unit: 'piece',
  },
]

/**
 * A plausible shop's records of the last two days, all on assets of `worldSite`: salmon and milk kept within limits,
 * and shrimp that lay in the freezer while its compressor stood. The same half day gives the same records and ids.
 */
export function worldRecords(nowMs: number): WorldRecords {
  const halfDayMs = halfDayBefore(nowMs)
  const batch = batchName(halfDayMs)
  const iso = (atMs: number): string => new Date(atMs + shanghaiOffsetMs).toISOString().replace('Z', '+08:00')
  const lotOf = (name: string): string => `${name}-${batch}`
  const [salmon, shrimp, milk] = [lotOf('SALMON'), lotOf('SHRIMP'), lotOf('MILK')]

  const loadedMs = Math.floor((halfDayMs - dayMs) / loopMs) * loopMs
  const arrivedMs = loadedMs + 100 * minuteMs
  const frozenLoadedMs = loadedMs + (routes['truck-2']?.startsAtMinute ?? 0) * minuteMs
  const frozenArrivedMs = frozenLoadedMs + 100 * minuteMs
  const milkStoredMs = loadedMs - 6 * hourMs
  const soldMs = halfDayMs - hourMs
  const incident = incidentBefore(nowMs)
  const pens = [
    { id: lotOf('PEN4'), pen: 'P4', quantity: 104 },
    { id: lotOf('PEN7'), pen: 'P7', quantity: 92 },
  ]

  const {
    products: sold,
    lots,
    consignments,
    orders,
    ...shop
  } = shopRecords({
    site: siteName,
    shrimpLot: shrimp,
    ...{ batch, halfDayMs, loadedMs, arrivedMs, milkStoredMs, soldMs, iso },
  })
  return {
    ...shop,
    products: [...products, ...sold.filter(({ id }) => products.every((known) => known.id !== id))],
    lots: [
      ...pens.map(({ id, quantity }) => ({
        id,
        product: 'salmon-whole',
        supplier: 'Langya Marine Farm',
        originZh: '黄海深远海养殖场（青岛）',
        originEn: 'Yellow Sea farm, Qingdao',
        originLatitude: 35.35,
        originLongitude: 121.6,
        packedAt: iso(loadedMs - 20 * hourMs),
        quantity,
      })),
      {
        id: salmon,
        product: 'salmon-fillet',
        supplier: 'Langya Marine Farm',
        originZh: '黄海深远海养殖场（青岛），上海江杨分切包装',
        originEn: 'Yellow Sea farm, Qingdao; cut and packed at Jiangyang market, Shanghai',
        originLatitude: 35.35,
        originLongitude: 121.6,
        packedAt: iso(loadedMs - 25 * minuteMs),
        useBy: iso(halfDayMs + 5 * dayMs),
        quantity: 120,
      },
      {
        id: shrimp,
        product: 'shrimp-frozen',
        supplier: 'Zhanjiang Guolian Aquatic',
        originZh: '广东 湛江',
        originEn: 'Zhanjiang, Guangdong',
        originLatitude: 21.27,
        originLongitude: 110.36,
        packedAt: iso(halfDayMs - 40 * dayMs),
        useBy: iso(halfDayMs + 300 * dayMs),
        quantity: 400,
      },
      {
        id: milk,
        product: 'milk-fresh',
        supplier: 'Chongming Island Dairy',
        originZh: '上海 崇明',
        originEn: 'Chongming, Shanghai',
        originLatitude: 31.63,
        originLongitude: 121.4,
        packedAt: iso(milkStoredMs - 50 * minuteMs),
        useBy: iso(halfDayMs + 9 * dayMs),
        quantity: 600,
      },
      ...lots,
    ],
    consignments: [
      {
        id: `C-${salmon}`,
        lots: [salmon],
        legs: [
          { site: siteName, asset: 'truck-1', phase: 'transit', from: iso(loadedMs), until: iso(arrivedMs) },
          { site: siteName, asset: 'cabinet-1', phase: 'cabinet', from: iso(arrivedMs), until: iso(soldMs) },
        ],
      },
      {
        id: `C-${shrimp}`,
        lots: [shrimp],
        legs: [
          {
            site: siteName,
            asset: 'truck-2',
            phase: 'transit',
            from: iso(frozenLoadedMs),
            until: iso(frozenArrivedMs),
          },
          { site: siteName, asset: 'cabinet-3', phase: 'cabinet', from: iso(frozenArrivedMs), until: iso(soldMs) },
        ],
      },
      {
        id: `C-${milk}`,
        lots: [milk],
        legs: [
          { site: siteName, asset: 'coldroom-1', phase: 'storage', from: iso(milkStoredMs), until: iso(arrivedMs) },
          { site: siteName, asset: 'cabinet-2', phase: 'cabinet', from: iso(arrivedMs), until: iso(soldMs) },
        ],
      },
      ...consignments,
    ],
    sortingRecords: [
      sorting(salmon, iso(loadedMs - 35 * minuteMs), 118.4, 1.6, 0.8, 'Pin bones out, firm, no odour'),
      sorting(shrimp, iso(halfDayMs - 40 * dayMs + hourMs), 396, 4, -19.2, 'Glazing 8 %, no broken packs'),
      {
        ...sorting(shrimp, iso(incident.untilMs + 40 * minuteMs), 388, 8, -5.5, ''),
        id: `RECHECK-${shrimp}`,
        line: 'Shop 1, freezer',
        inspector: 'shift lead',
        grade: 'B',
        note: 'Freezer compressor tripped and was reset. Softened packs on the top shelf taken out; the rest hard',
      },
      sorting(milk, iso(milkStoredMs - 60 * minuteMs), 600, 0, 3.4, 'Seals intact'),
    ],
    orders: [
      {
        id: `ORDER-${batch}-1`,
        customer: 'C-10021',
        store: siteName,
        orderedAt: iso(soldMs - 20 * minuteMs),
        promisedAt: iso(soldMs + 30 * minuteMs),
        deliveredAt: iso(soldMs + 20 * minuteMs),
        lines: [
          { lot: salmon, quantity: 0.6 },
          { lot: shrimp, quantity: 1 },
          { lot: milk, quantity: 2 },
        ],
      },
      {
        id: `ORDER-${batch}-2`,
        customer: 'C-10087',
        store: siteName,
        orderedAt: iso(soldMs - 10 * minuteMs),
        // 35 minutes late: the compensation policy proposes its coupon.
        promisedAt: iso(soldMs + 15 * minuteMs),
        deliveredAt: iso(soldMs + 50 * minuteMs),
        lines: [{ lot: milk, quantity: 1 }],
      },
      ...orders,
    ],
    calibrations: calibrations(halfDayMs, iso),
    receipts: [
      ...pens.map(({ id, quantity, pen }) => ({
        id: `IN-${id}`,
        lot: id,
        at: iso(loadedMs - 3 * hourMs),
        place: 'Jiangyang market, Shanghai',
        supplier: 'Langya Marine Farm',
        supplierLot: `LMF/${pen}/${batch}`,
        quantity,
        celsius: 0.6,
        document: `DN-${batch}-${pen}`,
      })),
      receipt(shrimp, iso(frozenArrivedMs), 'Zhanjiang Guolian Aquatic', 'GL-0929-07', 400, -19.4),
      receipt(milk, iso(milkStoredMs - 45 * minuteMs), 'Chongming Island Dairy', `CM${batch}`, 600, 3.4),
    ],
    transformations: [
      {
        id: `CUT-${batch}`,
        kind: 'mix',
        at: iso(loadedMs - 25 * minuteMs),
        place: 'Jiangyang market, cutting line 2',
        note: 'Filleted, pin bones out; heads, frames and trim left out',
        lots: [
          ...pens.map(({ id, quantity }) => ({ side: 'input' as const, lot: id, quantity })),
          { side: 'output', lot: salmon, quantity: 120 },
        ],
      },
    ],
  }
}

const batchName = (halfDayMs: number): string => {
  const local = new Date(halfDayMs + shanghaiOffsetMs)
  return `${local.toISOString().slice(0, 10).replaceAll('-', '')}${local.getUTCHours() < 12 ? 'A' : 'B'}`
}

const receipt = (
  lot: string,
  at: string,
  supplier: string,
  supplierLot: string,
  quantity: number,
  celsius: number,
): WorldRecords['receipts'][number] => ({
  id: `IN-${lot}`,
  lot,
  at,
  place: siteName,
  supplier,
  supplierLot,
  quantity,
  celsius,
  document: `DN-${lot}`,
})

const sorting = (
  lot: string,
  at: string,
  acceptedQuantity: number,
  rejectedQuantity: number,
  celsius: number,
  note: string,
): WorldRecords['sortingRecords'][number] => ({
  id: `SORT-${lot}`,
  lot,
  at,
  line: 'Line 2',
  inspector: 'sorting lead',
  grade: 'A',
  acceptedQuantity,
  rejectedQuantity,
  celsius,
  note,
})

/** Each temperature probe was compared with a reference on the first day of the quarter, and is due a year later. */
function calibrations(nowMs: number, iso: (atMs: number) => string): WorldRecords['calibrations'] {
  const now = new Date(nowMs)
  const atMs = Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3, 1, 2)
  return worldSite().assets.flatMap((asset) =>
    asset.probes
      .filter((probe) => probe.role !== 'gps')
      .map((probe) => ({
        site: siteName,
        asset: asset.id,
        probe: probe.id,
        at: iso(atMs),
        dueAt: iso(atMs + 365 * dayMs),
        offsetCelsius: calibrationOffsetOf(asset.id, probe.id),
        uncertaintyCelsius: 0.15,
        certificate: `CAL-${iso(atMs).slice(0, 7)}-${asset.id}-${probe.id}`,
      })),
  )
}
