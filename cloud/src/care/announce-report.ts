import type { Ticket } from '@larder/contracts/ticket'
import type { Dispositions } from '../dispositions/dispositions.ts'
import type { EventHub } from '../events/hub.ts'
import type { Reports } from '../reports/reports.ts'

/** The lines that one report brings are written within this; telling of an earlier hold once more does no harm. */
const lateMs = 5000

/** Tells consoles of a new or repeated report, and of the lots that are held because of it. */
export function announceReport(
  { hub, dispositions, reports }: { hub: EventHub; dispositions: Dispositions; reports: Reports },
  ticket: Ticket,
): void {
  hub.publish('ticket', ticket)
  const lastMs = ticket.history.at(-1)?.atMs ?? 0
  const held = ticket.history.filter(({ action, atMs }) => action === 'lot-held' && atMs > lastMs - lateMs)
  if (held.length === 0) return
  reports.forget()
  for (const { note: lot } of held) {
    dispositions.list({ lot }).then(
      ([newest]) => newest && hub.publish('disposition', newest),
      () => undefined,
    )
  }
}
