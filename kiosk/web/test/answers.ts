import type { Card, Choice, Expectation, ProductFacts } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import type { Bilingual } from '@larder/contracts/site'
import type { LotBrief, TraceBrief } from '@larder/contracts/store-copy'

export interface Scripted {
  when: RegExp
  say: Bilingual
  cards?: Card[]
  choices?: Record<Language, Choice[]>
  expects?: Expectation
  /** A person is called. */
  waits?: boolean
}

const hour = 3_600_000
const nowMs = Date.now()

const facts = (product: string, zh: string, en: string, rest: Partial<ProductFacts> = {}): ProductFacts => ({
  product,
  name: { zh, en },
  unit: 'pack',
  category: null,
  priceFen: 3990,
  offerFen: null,
  stock: 12,
  shelf: { id: 'A1', label: { zh: '水产冷柜 A1', en: 'Fish counter A1' } },
  percentLeft: null,
  ...rest,
})

const salmon = facts('salmon-portion', '冰鲜三文鱼段', 'Fresh salmon portion', {
  category: 'fish',
  offerFen: 2990,
  percentLeft: 78,
})

const leg = (phase: string, zh: string, en: string, from: number, hours: number, mean: number, ongoing = false) => ({
  phase,
  name: { zh, en },
  fromMs: nowMs - from * hour,
  untilMs: nowMs - (from - hours) * hour,
  ongoing,
  meanCelsius: mean,
  maxCelsius: mean + 0.9,
})

export const goodLot: LotBrief = {
  lot: 'SAL-1118-A',
  product: 'salmon-portion',
  name: salmon.name,
  supplier: 'Luchao Fisheries',
  origin: { zh: '上海 · 芦潮港', en: 'Luchao harbour, Shanghai' },
  packedAtMs: nowMs - 44 * hour,
  useByMs: nowMs + 6 * 24 * hour,
  standing: { state: 'free' },
  verdict: 'within-limits',
  confidence: 'high',
  basis: 'product',
  advice: 'store-cold-and-enjoy',
  life: { percentLeft: 78, leftDays: { low: 5.6, likely: 6.6, high: 7.3 }, storageCelsius: 2 },
  coveragePercent: 98.6,
  coldestCelsius: -0.2,
  warmestCelsius: 1.8,
  excursions: [],
  legs: [
    leg('origin', '芦潮港加工间', 'Luchao hall', 44, 5, 0.6),
    leg('transit', '冷藏车 1', 'Truck 1', 39, 3, 0.4),
    leg('storage', '门店冷库', 'Cold store', 36, 14, 0.9),
    leg('cabinet', '水产冷柜', 'Fish cabinet', 22, 22, 1.1, true),
  ],
}

export const badLot: LotBrief = {
  ...goodLot,
  lot: 'SHR-1117-C',
  product: 'shrimp',
  name: { zh: '鲜活基围虾', en: 'Live greasyback shrimp' },
  verdict: 'excursion',
  confidence: 'medium',
  basis: 'air',
  advice: 'do-not-eat',
  life: { percentLeft: 6, leftDays: { low: 0, likely: 0.4, high: 0.9 }, storageCelsius: 2 },
  coveragePercent: 91,
  warmestCelsius: 11.4,
  excursions: [
    {
      kind: 'too-warm',
      asset: 'fish-1',
      fromMs: nowMs - 9 * hour,
      untilMs: nowMs - 5.5 * hour,
      peakCelsius: 11.4,
      limitCelsius: 4,
    },
  ],
}

const trace = (lots: LotBrief[]): TraceBrief => ({
  subject: { kind: lots.length > 1 ? 'order' : 'lot', id: lots[0]?.lot ?? '' },
  version: 3,
  generatedAtMs: nowMs - hour,
  lots,
})

/** Enough of a mind for the page: the first that matches answers. */
export const answers: Scripted[] = [
  {
    when: /哪里|where/i,
    say: {
      zh: '冰鲜三文鱼段在水产冷柜 A1。今天优惠价 29.90 元一盒，还有 12 盒。',
      en: 'Fresh salmon portions are at fish counter A1. Today they are 29.90 yuan a pack, and 12 are left.',
    },
    cards: [
      { kind: 'product', facts: salmon },
      { kind: 'map', shelf: 'A1', name: salmon.name },
    ],
  },
  {
    when: /两种|both/i,
    say: {
      zh: '订单里有两种商品，虾请不要食用。',
      en: 'Two products are in this order. Please do not eat the shrimp.',
    },
    cards: [{ kind: 'trace', brief: trace([badLot, goodLot]), url: null }],
  },
  {
    when: /新鲜|fresh/i,
    say: {
      zh: '您的三文鱼一路都在 0 到 2 度之间，没有超过限值。冷藏保存，大约还能放 6.6 天。',
      en: 'Your salmon stayed between 0 and 2 degrees all the way. Kept cold, it has about 6.6 days left.',
    },
    cards: [{ kind: 'trace', brief: trace([goodLot]), url: 'https://larder.example/t/Q7mB2kXc9wTz4pLr' }],
  },
  {
    when: /优惠|offer/i,
    say: { zh: '今天有三样商品在优惠。', en: 'Three products are on offer today.' },
    cards: [
      {
        kind: 'offers',
        items: [
          { facts: salmon, untilMs: nowMs + 5 * hour, note: { zh: '会员再享九五折', en: 'Members save another 5 %' } },
          {
            facts: facts('tomato', '普罗旺斯番茄', 'Provence tomatoes', {
              unit: 'kg',
              category: 'vegetable',
              priceFen: 1580,
              offerFen: 1180,
            }),
            untilMs: nowMs + 29 * hour,
            note: null,
          },
          {
            facts: facts('lemon', '安岳柠檬', 'Anyue lemons', {
              unit: 'piece',
              category: 'fruit',
              priceFen: 350,
              offerFen: 250,
            }),
            untilMs: nowMs + 29 * hour,
            note: null,
          },
        ],
      },
    ],
  },
  {
    when: /晚饭|cook/i,
    say: { zh: '给您挑了两样适合快手晚饭的。', en: 'Here are two that make a quick dinner.' },
    cards: [
      {
        kind: 'products',
        items: [
          {
            facts: salmon,
            because: [
              { zh: '十分钟就能煎好', en: 'ready in ten minutes' },
              { zh: '今天在优惠', en: 'on offer today' },
            ],
          },
          {
            facts: facts('shrimp', '鲜活基围虾', 'Live greasyback shrimp', { unit: 'kg', priceFen: 8800, stock: 3.5 }),
            because: [{ zh: '适合清蒸，口味清淡', en: 'good for steaming, mild in taste' }],
          },
        ],
      },
    ],
    choices: {
      zh: [
        { id: 'more', label: '再推荐几样' },
        { id: 'where', label: '三文鱼在哪里' },
      ],
      en: [
        { id: 'more', label: 'Show me more' },
        { id: 'where', label: 'Where is the salmon' },
      ],
    },
  },
  {
    when: /订单.*到|order arrive/i,
    say: { zh: '好的。请输入您的订单号。', en: 'Certainly. Please enter your order number.' },
    expects: 'digits',
  },
  {
    when: /^\d{4,}$/,
    say: { zh: '您的订单预计今天下午送到。', en: 'Your order is expected this afternoon.' },
    cards: [
      {
        kind: 'order',
        order: {
          id: 'SO-20261120-0042',
          orderedAtMs: nowMs - 20 * hour,
          promisedAtMs: nowMs + 2 * hour,
          deliveredAtMs: null,
          lines: [
            { lot: 'SAL-1118-A', product: 'salmon-portion', quantity: 2 },
            { lot: 'TOM-1', product: 'tomato', quantity: 0.75 },
          ],
        },
        names: { 'salmon-portion': salmon.name, tomato: { zh: '普罗旺斯番茄', en: 'Provence tomatoes' } },
      },
    ],
  },
  {
    when: /坏|spoiled/i,
    say: {
      zh: '非常抱歉让您遇到这种情况。请问是哪一样商品？',
      en: 'I am very sorry about that. Which product is it about?',
    },
    choices: {
      zh: [
        { id: 'salmon', label: '冰鲜三文鱼段' },
        { id: 'shrimp', label: '鲜活基围虾' },
        { id: 'other', label: '其他商品' },
      ],
      en: [
        { id: 'salmon', label: 'Fresh salmon portion' },
        { id: 'shrimp', label: 'Live greasyback shrimp' },
        { id: 'other', label: 'Something else' },
      ],
    },
    expects: 'choice',
  },
  {
    when: /三文鱼段|salmon portion/i,
    say: {
      zh: '已经为您登记，并送您一张优惠券。我们会尽快答复。',
      en: 'It is filed, and here is a coupon for you. We answer as soon as we can.',
    },
    cards: [
      { kind: 'ticket', reference: 'K7-42Q9', scene: 'spoiled', queued: false, answerDueAtMs: nowMs + 2 * hour },
      {
        kind: 'coupon',
        compensation: {
          form: 'coupon',
          state: 'issued',
          amountFen: 3000,
          minimumSpendFen: 5000,
          code: 'LARD-8K2M-Q4TX',
          validUntilMs: nowMs + 30 * 24 * hour,
        },
      },
    ],
  },
  {
    when: /关门|close/i,
    say: { zh: '今天营业到晚上十点。', en: 'We are open until ten tonight.' },
    cards: [
      { kind: 'hours', hours: [...Array.from({ length: 6 }, () => ({ opens: '07:30', closes: '22:00' })), null] },
      {
        kind: 'article',
        title: { zh: '节假日营业', en: 'Public holidays' },
        answer: { zh: '春节初一休息，其余照常。', en: 'Closed on the first day of Spring Festival only.' },
      },
    ],
  },
  {
    when: /人工|person/i,
    say: { zh: '马上为您找店员，请稍候。', en: 'I am calling our staff. One moment, please.' },
    cards: [{ kind: 'hand-off', state: 'waiting', reference: null }],
    waits: true,
  },
  {
    when: /谢谢|thank/i,
    say: { zh: '不客气。这次帮到您了吗？', en: 'You are welcome. Did this help you?' },
    cards: [{ kind: 'rate' }],
  },
]

export const greeting: Bilingual = {
  zh: '您好！想找什么，或者有什么需要帮忙的？',
  en: 'Hello! What can I find or sort out for you?',
}
export const unknown: Bilingual = {
  zh: '这个我还不清楚。可以换个说法，或者找店员。',
  en: 'I do not know that yet. Try other words, or call our staff.',
}
