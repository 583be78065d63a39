import type { Rejection } from '../intake/message.ts'
import type { Rejected } from '../journal/delivery.ts'

/** What the telemetry store refuses for ever is kept aside like any other bad input. */
export function rejectionOf({ observation, reason }: Rejected): Rejection {
  const { site, asset, probe } =
    observation.kind === 'reading'
      ? observation.reading
      : observation.kind === 'position'
        ? observation.position
        : observation.aggregate
  const source = `${observation.kind} ${site}/${asset}/${probe}`
  return { source, reason: 'rejected-by-store', detail: reason, excerpt: JSON.stringify(observation) }
}
