import type { Bilingual } from '@larder/contracts/site'
import type { OrderBrief } from '@larder/contracts/store-copy'
import { timeWords } from '../format.ts'
import { humanChoice, intentChoice, type Reply, say, sentences, type Turn } from '../turn.ts'
import { deliveryWords } from './evidence.ts'

/** Where an opened order is and when it comes: its times on record, and the leg that its report shows now. */
export async function orderStatus(turn: Turn, order: OrderBrief, intent: string, lead = ''): Promise<Reply> {
  const report = order.deliveredAtMs === null ? await turn.desk.trace({ kind: 'order', id: order.id }) : null
  const leg = report?.brief.lots.flatMap(({ legs }) => legs).find(({ ongoing }) => ongoing)
  const now = leg && say(turn, 'whereNow', { leg: leg.name[turn.language], since: timeWords(turn, leg.fromMs) })
  const names = Object.fromEntries(order.lines.map(({ product }) => [product, bilingualName(turn, product)]))
  return {
    say: sentences(turn, [lead, deliveryWords(turn, order), now]),
    cards: [
      { kind: 'order', order, names },
      ...(report ? [{ kind: 'trace' as const, brief: report.brief, url: report.url }] : []),
    ],
    choices: [
      intentChoice(turn, 'order-change'),
      intentChoice(turn, order.deliveredAtMs === null ? 'late-delivery' : 'missing-item'),
      humanChoice(turn),
    ],
    outcome: 'answered',
    intent,
    dialog: {
      ...turn.dialog,
      form: null,
      failures: 0,
      settled: true,
      topic: {
        ...turn.dialog.topic,
        intent,
        products: [...new Set(order.lines.map(({ product }) => product))].slice(0, 6),
      },
    },
  }
}

function bilingualName({ copy }: Turn, product: string): Bilingual {
  const found = copy.products.find(({ id }) => id === product)
  return { zh: found?.nameZh ?? product, en: found?.nameEn ?? product }
}
