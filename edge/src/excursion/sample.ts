import type { Reading } from '@larder/contracts/reading'

/** A sample as the rules see it: its stamp, its temperature (NaN when it has none) and these flags. */
export const flag = { doorKnown: 1, doorOpen: 2, defrosting: 4, fault: 8, stale: 16 } as const

/** The flags of a reading. The error codes of common probes are marked as a fault at the door. */
export function flagsOf(reading: Reading): number {
  let flags = 0
  if (reading.doorOpen !== undefined) flags |= reading.doorOpen ? flag.doorKnown | flag.doorOpen : flag.doorKnown
  if (reading.defrosting === true) flags |= flag.defrosting
  if (reading.sensorFault !== undefined) flags |= flag.fault
  return flags
}
