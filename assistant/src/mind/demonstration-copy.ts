import type { LotBrief, OrderBrief, StoreCopy } from '@larder/contracts/store-copy'

/** The moment that the demonstration's records are around: Friday noon in Shanghai. */
export const demonstrationNowMs = Date.parse('2026-11-20T12:00:00+08:00')

const at = (time: string): number => Date.parse(`2026-11-${time}:00+08:00`)

const lot = (given: Pick<LotBrief, 'lot' | 'product' | 'name'> & Partial<LotBrief>): LotBrief => ({
  supplier: 'Langya Marine Farm',
  origin: { zh: '山东 青岛', en: 'Qingdao, Shandong' },
  packedAtMs: at('18T06:00'),
  useByMs: at('25T00:00'),
  standing: { state: 'free' },
  verdict: 'within-limits',
  confidence: 'high',
  basis: 'product',
  advice: 'store-cold-and-enjoy',
  life: { percentLeft: 82, leftDays: { low: 4, likely: 5, high: 6 }, storageCelsius: 2 },
  coveragePercent: 98,
  coldestCelsius: 0.6,
  warmestCelsius: 3.1,
  excursions: [],
  legs: [],
  ...given,
})

const salmon = lot({
  lot: 'SALMON-11A',
  product: 'salmon-fillet',
  name: { zh: '冰鲜三文鱼柳', en: 'Fresh salmon fillet' },
})
const shrimp = lot({
  lot: 'SHRIMP-11B',
  product: 'shrimp-frozen',
  name: { zh: '冷冻白虾仁', en: 'Frozen white shrimp, peeled' },
  verdict: 'excursion',
  advice: 'check-before-eating',
  useByMs: at('30T00:00'),
  warmestCelsius: -6.4,
  excursions: [
    {
      kind: 'too-warm',
      asset: 'freezer-1',
      fromMs: at('20T03:10'),
      untilMs: at('20T05:40'),
      peakCelsius: -6.4,
      limitCelsius: -15,
    },
  ],
})
const milk = lot({
  lot: 'MILK-11C',
  product: 'milk-fresh',
  name: { zh: '鲜牛奶 950 毫升', en: 'Fresh milk, 950 ml' },
  basis: 'air',
  advice: 'eat-soon',
  useByMs: at('19T00:00'),
  legs: [
    {
      phase: 'transit',
      name: { zh: '配送车', en: 'Delivery van' },
      fromMs: at('20T11:20'),
      untilMs: at('20T12:00'),
      ongoing: true,
      meanCelsius: 3.4,
      maxCelsius: 4.2,
    },
  ],
})

/** A small shop, for trying the assistant without one and for its tests. */
export const demonstrationCopy: StoreCopy = {
  site: 'shop-1',
  name: { zh: '演示店', en: 'Demonstration shop' },
  timeZone: 'Asia/Shanghai',
  atMs: demonstrationNowMs,
  store: {
    site: 'shop-1',
    hours: Array.from({ length: 7 }, () => ({ opens: '08:00', closes: '22:00' })),
    plan: {
      width: 20,
      depth: 12,
      entrance: { x: 1, y: 12 },
      kiosk: { x: 2, y: 10 },
      shelves: [
        { id: 'A1', label: { zh: '冰鲜柜', en: 'Fish counter' }, x: 2, y: 1, width: 4, depth: 1 },
        { id: 'B2', label: { zh: '冷冻柜', en: 'Freezer' }, x: 8, y: 1, width: 4, depth: 1 },
        { id: 'C3', label: { zh: '奶品柜', en: 'Dairy' }, x: 14, y: 1, width: 4, depth: 1 },
      ],
    },
    membership: { zh: '会员在收银台免费办理。', en: 'Members join for free at the till.' },
    policy: {
      refund: {
        zh: '生鲜问题由店员核实后退款或换货。',
        en: 'Faulty fresh food is refunded or exchanged once staff have seen it.',
      },
      delivery: { zh: '晚到按补偿规定处理。', en: 'Late deliveries are compensated by our rules.' },
      freshness: { zh: '不新鲜可以退换。', en: 'What is not fresh is taken back.' },
    },
  },
  products: [
    { id: 'salmon-fillet', nameZh: '冰鲜三文鱼柳', nameEn: 'Fresh salmon fillet', profile: 'fresh-fish', unit: 'kg' },
    {
      id: 'salmon-whole',
      nameZh: '三文鱼整鱼（去脏）',
      nameEn: 'Whole salmon, gutted',
      profile: 'fresh-fish',
      unit: 'kg',
    },
    {
      id: 'shrimp-frozen',
      nameZh: '冷冻白虾仁',
      nameEn: 'Frozen white shrimp, peeled',
      profile: 'frozen-cabinet',
      unit: 'pack',
    },
    { id: 'milk-fresh', nameZh: '鲜牛奶 950 毫升', nameEn: 'Fresh milk, 950 ml', profile: 'dairy', unit: 'piece' },
    { id: 'oat-milk', nameZh: '燕麦奶', nameEn: 'Oat milk', profile: 'dairy', unit: 'piece' },
    { id: 'strawberries', nameZh: '草莓', nameEn: 'Strawberries', profile: 'dairy', unit: 'pack' },
  ],
  cards: [
    { product: 'strawberries', attributes: { category: ['fruit'] }, aliasesZh: ['红颜草莓'], aliasesEn: ['berries'] },
  ],
  shelf: [
    { store: 'shop-1', product: 'salmon-fillet', priceFen: 12_800, stock: 6, shelf: 'A1', lot: 'SALMON-11A' },
    { store: 'shop-1', product: 'shrimp-frozen', priceFen: 4590, stock: 22, shelf: 'B2', lot: 'SHRIMP-11B' },
    { store: 'shop-1', product: 'milk-fresh', priceFen: 1890, stock: 31, shelf: 'C3', lot: 'MILK-11C' },
    { store: 'shop-1', product: 'oat-milk', priceFen: 1590, stock: 12, shelf: 'C3' },
    { store: 'shop-1', product: 'strawberries', priceFen: 2990, stock: 8, shelf: 'A1' },
  ],
  offers: [],
  cabinets: [],
  lots: [salmon, shrimp, milk],
  orders: [],
  articles: [
    {
      id: 'parking',
      version: 1,
      title: { zh: '停车', en: 'Parking' },
      answer: { zh: '购物满额可以免费停车两小时。', en: 'Customers park for free for two hours.' },
      questions: {
        zh: ['停车要钱吗', '停车场在哪', '可以停多久车', '停车免费多久'],
        en: ['is parking free', 'where is the car park', 'can i leave my car here', 'how long can i park here'],
      },
      publishedAtMs: at('01T00:00'),
    },
  ],
  mindVersion: 0,
}

/** Delivered 45 minutes late; its buyer's phone ends in 0077. */
export const lateOrder: OrderBrief = {
  id: '4719',
  orderedAtMs: at('20T09:00'),
  promisedAtMs: at('20T10:00'),
  deliveredAtMs: at('20T10:45'),
  lines: [
    { lot: 'SALMON-11A', product: 'salmon-fillet', quantity: 1 },
    { lot: 'SHRIMP-11B', product: 'shrimp-frozen', quantity: 2 },
  ],
}

/** On its way; its buyer's phone ends in 1234. */
export const comingOrder: OrderBrief = {
  id: '8812',
  orderedAtMs: at('20T10:30'),
  promisedAtMs: at('20T13:00'),
  deliveredAtMs: null,
  lines: [{ lot: 'MILK-11C', product: 'milk-fresh', quantity: 1 }],
}

export const demonstrationOrders = [
  { order: lateOrder, phoneDigits: '0077', token: 'tokenOfOrder4719' },
  { order: comingOrder, phoneDigits: '1234', token: 'tokenOfOrder8812' },
]
