import { type CompensationCause, measureOf } from '@larder/contracts/compensation'
import type { Format } from '../../language/format.ts'
import type { MessageKey, Parameters } from '../../language/say.ts'

/** A cause's measure in words: "45 min", "2 items", "critical". */
export const measureText = (
  cause: CompensationCause,
  magnitude: number,
  t: (key: MessageKey, parameters?: Parameters) => string,
  format: Format,
): string => {
  const measure = measureOf[cause]
  if (measure === 'severity') return t(magnitude >= 2 ? 'severity.critical' : 'severity.warning')
  return t(`payout.measure.${measure}`, { n: format.number(magnitude, Number.isInteger(magnitude) ? 0 : 1) })
}
