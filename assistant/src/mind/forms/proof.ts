import type { OrderAsked } from '@larder/contracts/kiosk-link'
import { orderBrief } from '@larder/contracts/store-copy'
import { timeWords } from '../format.ts'
import type { Dialog, Known } from '../state.ts'
import { say, type Turn } from '../turn.ts'

export interface Proven {
  /** What is told of it. */
  say: string
  topic: Partial<Dialog['topic']>
  known: Partial<Known>
}

/** Opens an order by what proves it. Whether another order exists is never told. */
export async function prove(turn: Turn, asked: OrderAsked): Promise<Proven> {
  const opened = await turn.desk.openOrder(asked)
  if (opened.state === 'open') {
    const { data: order = null } = orderBrief.safeParse(opened.order)
    return { say: say(turn, 'orderOpened'), topic: { order }, known: { purchase: 'order', orderUnchecked: false } }
  }
  if (opened.state === 'refused' && opened.triesLeft > 0) {
    return {
      say: say(turn, 'orderRefused', { tries: opened.triesLeft }),
      topic: {},
      known: { orderNumber: null, numberConfirmed: false },
    }
  }
  const unchecked = { topic: {}, known: { orderUnchecked: true } }
  if (opened.state === 'unknown-now') return { say: say(turn, 'orderUnknownNow'), ...unchecked }
  const until = opened.state === 'locked' ? opened.untilMs : turn.nowMs
  return { say: say(turn, 'orderLocked', { time: timeWords(turn, until) }), ...unchecked }
}
