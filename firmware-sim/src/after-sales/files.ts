import type { PastOrder } from './history.ts'
import { stepMinutes } from './trip.ts'

const shanghaiOffsetMs = 8 * 3_600_000
const iso = (atMs: number): string => `${new Date(atMs + shanghaiOffsetMs).toISOString().slice(0, 19)}+08:00`

const columns: Record<string, (order: PastOrder) => string | number> = {
  orderId: ({ orderId }) => orderId,
  customer: ({ customer }) => customer,
  orderedAt: ({ orderedAtMs }) => iso(orderedAtMs),
  departedAt: ({ departedAtMs }) => iso(departedAtMs),
  deliveredAt: ({ deliveredAtMs }) => iso(deliveredAtMs),
  product: ({ product }) => product,
  fragility: ({ fragility }) => fragility,
  carrier: ({ carrier }) => carrier,
  route: ({ route }) => route,
  outsideCelsius: ({ outsideCelsius }) => outsideCelsius,
  rainMm: ({ rainMm }) => rainMm,
  limitCelsius: ({ limitCelsius }) => limitCelsius,
  celsius: ({ celsius }) => JSON.stringify(celsius),
  delayMinutes: ({ delayMinutes }) => JSON.stringify(delayMinutes),
  shockG: ({ shockG }) => JSON.stringify(shockG),
  outcome: ({ complainedAtMs }) => (complainedAtMs === null ? 'fine' : 'complaint'),
  complainedAt: ({ complainedAtMs }) => (complainedAtMs === null ? '' : iso(complainedAtMs)),
}

const cell = (value: string | number): string => (/[",\n]/.test(String(value)) ? `"${value}"` : String(value))

const csv = (header: readonly string[], rows: readonly (string | number)[][]): string =>
  `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`

/** What a shop would have: `larder train risk` reads it with the mapping beside it. */
export const ordersCsv = (orders: readonly PastOrder[]): string =>
  csv(
    Object.keys(columns),
    orders.map((order) => Object.values(columns).map((column) => column(order))),
  )

/** The hidden chances, in a file of their own: the yardstick of the best possible model, never an input. */
export const hiddenCsv = (orders: readonly PastOrder[]): string =>
  csv(
    ['orderId', 'probability'],
    orders.map(({ orderId, hiddenProbability }) => [orderId, hiddenProbability.toFixed(6)]),
  )

export const mapping = {
  id: 'orderId',
  at: 'orderedAt',
  outcome: { column: 'outcome', complaint: ['complaint'], fine: ['fine'] },
  customer: 'customer',
  departedAt: 'departedAt',
  deliveredAt: 'deliveredAt',
  complainedAt: 'complainedAt',
  numbers: { fragility: 'fragility', outsideCelsius: 'outsideCelsius', rainMm: 'rainMm' },
  categories: { product: 'product', carrier: 'carrier', route: 'route' },
  stepMinutes,
  sequences: {
    overLimitCelsius: { column: 'celsius', minus: 'limitCelsius', above: 0 },
    delayMinutes: { column: 'delayMinutes', above: 15 },
    shockG: { column: 'shockG', above: 0.9 },
  },
  rules: [
    { feature: 'overLimitCelsius.longestAboveMinutes', above: 30, points: 2 },
    { feature: 'overLimitCelsius.max', above: 4, points: 1 },
    { feature: 'delayMinutes.last', above: 30, points: 2 },
    { feature: 'shockG.max', above: 2, points: 1 },
    { feature: 'fragility', above: 0.55, points: 1 },
    { feature: 'pastTickets', above: 0.5, points: 1 },
  ],
}
