import type { Reading } from '@larder/contracts/reading'

/** A sample as the rules see it: its stamp, its temperature (NaN when it has none) and these flags. */
export const flag = { doorKnown: 1, doorOpen: 2, defrosting: 4, fault: 8, stale: 16 } as const

/** The flags of a reading; the error codes of common probes (−127 °C, 85.0 °C) count as a fault. */
export function flagsOf(reading: Reading): number {
  let flags = 0
  if (reading.doorOpen !== undefined) flags |= reading.doorOpen ? flag.doorKnown | flag.doorOpen : flag.doorKnown
  if (reading.defrosting === true) flags |= flag.defrosting
  if (reading.sensorFault !== undefined || isErrorCode(reading.celsius)) flags |= flag.fault
  return flags
}

/** DS18B20: −127 °C is what libraries return without an answer, 85.0 °C is its power-on value. */
export const isErrorCode = (celsius: number | undefined): boolean => celsius === -127 || celsius === 85
