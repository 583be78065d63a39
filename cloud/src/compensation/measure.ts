import { type CompensationCause, measureOf, type RefusalReason } from '@larder/contracts/compensation'
import type { Order } from '@larder/contracts/order'
import type { TicketEvidence } from '@larder/contracts/ticket'

export interface Measured {
  cause: CompensationCause
  lot: string | null
  order: Pick<Order, 'promisedAtMs' | 'deliveredAtMs'>
  /** What the report said when the ticket was opened. */
  evidence: TicketEvidence | null
  /** What somebody says, used where nothing on file tells it. */
  said: number | undefined
}

const minuteMs = 60_000

/** How bad it is, in the cause's measure: from what is on file where that tells it, else as it was said. */
export function measure({ cause, lot, order, evidence, said }: Measured): number | RefusalReason {
  if (cause === 'late-delivery') return minutesLate(order)
  const lots = evidence?.lots.filter((one) => lot === null || one.lot === lot) ?? []
  if (cause === 'excursion' && lots.length > 0) return worstSeverity(lots)
  const left = lots.map(({ lifePercentLeft }) => lifePercentLeft).filter((percent) => percent !== null)
  if (cause === 'life-lost' && left.length > 0) return 100 - Math.min(...left)
  return said ?? (measureOf[cause] === 'items' ? 1 : 'not-measured')
}

/** Whole minutes: 29 minutes and 59 seconds are not 30. */
function minutesLate({ promisedAtMs, deliveredAtMs }: Measured['order']): number | RefusalReason {
  if (promisedAtMs === null) return 'no-promised-time'
  if (deliveredAtMs === null) return 'not-delivered'
  return Math.max(0, Math.floor((deliveredAtMs - promisedAtMs) / minuteMs))
}

const worstSeverity = (lots: TicketEvidence['lots']): number =>
  Math.max(0, ...lots.flatMap(({ excursions }) => excursions).map(({ severity }) => (severity === 'critical' ? 2 : 1)))
