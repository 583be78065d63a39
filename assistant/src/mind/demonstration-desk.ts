import { causeOfScene } from '@larder/contracts/compensation'
import type { StoreCopy, TraceBrief } from '@larder/contracts/store-copy'
import { demonstrationNowMs, demonstrationOrders } from './demonstration-copy.ts'
import type { Desk, HandOffAsked, OrderOpened, TicketDraft } from './desk.ts'

const tries = 3
const lockMs = 15 * 60_000
const answerMs = 4 * 60 * 60_000

/** A desk of a shop that is not there: it keeps what it was asked, and can be cut off from its cloud. */
export interface DemonstrationDesk extends Desk {
  tickets: TicketDraft[]
  handOffs: HandOffAsked[]
  /** What it answered. */
  answers: unknown[]
  online: boolean
}

export function demonstrationDesk(copy: StoreCopy, nowMs: () => number = () => demonstrationNowMs): DemonstrationDesk {
  let failures = 0
  const answered = <Given>(given: Given): Given => {
    desk.answers.push(given)
    return given
  }
  const desk: DemonstrationDesk = {
    tickets: [],
    handOffs: [],
    answers: [],
    online: true,
    now: nowMs,
    copy: () => copy,
    async openOrder(asked): Promise<OrderOpened> {
      if (!desk.online) return { state: 'unknown-now' }
      if (failures >= tries) return answered({ state: 'locked', untilMs: nowMs() + lockMs })
      const found = demonstrationOrders.find(({ order, phoneDigits, token }) =>
        'token' in asked ? asked.token === token : asked.number === order.id && asked.phoneDigits === phoneDigits,
      )
      if (found) return { state: 'open', order: found.order }
      failures += 1
      return answered(
        failures >= tries
          ? { state: 'locked', untilMs: nowMs() + lockMs }
          : { state: 'refused', triesLeft: tries - failures },
      )
    },
    async trace(subject) {
      const lots = demonstrationOrders.find(({ order }) => order.id === subject.id)?.order.lines.map(({ lot }) => lot)
      const wanted = subject.kind === 'lot' ? [subject.id] : (lots ?? [])
      const briefs = copy.lots.filter(({ lot }) => wanted.includes(lot))
      if (briefs.length === 0) return null
      const brief: TraceBrief = { subject, version: 1, generatedAtMs: nowMs(), lots: briefs }
      return { brief, url: desk.online ? 'https://shop.example/r/demonstration' : null }
    },
    async openTicket(draft) {
      desk.tickets.push(draft)
      const pays = desk.online && draft.order !== null && causeOfScene[draft.scene] !== undefined
      return answered({
        reference: `T-DEMO-${desk.tickets.length}`,
        queued: !desk.online,
        appended: false,
        answerDueAtMs: desk.online ? nowMs() + answerMs : null,
        compensation: pays
          ? {
              form: 'coupon',
              state: 'issued',
              amountFen: 1500,
              minimumSpendFen: 0,
              code: 'DEMO-0001',
              validUntilMs: nowMs() + 30 * 86_400_000,
            }
          : null,
      })
    },
    async handOff(asked) {
      desk.handOffs.push(asked)
      return { state: desk.online ? 'waiting' : 'unreachable' }
    },
  }
  return desk
}
