import { type CompensationCause, measureOf } from '@larder/contracts/compensation'
import type { Format } from '../../language/format.ts'
import type { MessageKey, Parameters } from '../../language/say.ts'

/** A cause's measure in words: "45 min", "2 items". */
export const measureText = (
  cause: CompensationCause,
  magnitude: number,
  t: (key: MessageKey, parameters?: Parameters) => string,
  format: Format,
): string =>
  t(`payout.measure.${measureOf[cause]}`, { n: format.number(magnitude, Number.isInteger(magnitude) ? 0 : 1) })
