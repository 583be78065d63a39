import { randomAt } from '../random.ts'

const secondMs = 1000
/** A probe sets its clock by the gateway once a week; a 32 kHz crystal drifts by up to 20 parts in a million. */
const setEveryMs = 7 * 86_400_000
const driftPerMillion = 20
/** And it is never set better than this. */
const setWithinMs = 3 * secondMs

/** How far a probe's clock is ahead of the truth, milliseconds; negative when it is behind. */
export function skewMs(stream: number, atMs: number): number {
  const sinceSetMs = (((atMs - randomAt(stream, 11) * setEveryMs) % setEveryMs) + setEveryMs) % setEveryMs
  const drift = (randomAt(stream, 12) * 2 - 1) * driftPerMillion * 1e-6
  return Math.round((randomAt(stream, 13) * 2 - 1) * setWithinMs + sinceSetMs * drift)
}
