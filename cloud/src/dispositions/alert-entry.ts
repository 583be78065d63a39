import type { Situation } from '@larder/contracts/situation'
import type { Observation } from './haccp-log.ts'

/** What the log says when an alert is closed with a corrective action: its moment, its cause, its worst value. */
export function alertEntry(
  situation: Situation,
  { action, lot = null, by, nowMs }: { action: string; lot?: string | null | undefined; by: string; nowMs: number },
): Observation {
  const { id, site, asset, cause, fromMs, peakCelsius, limitCelsius } = situation
  const celsius = peakCelsius === undefined ? '–' : `${peakCelsius} °C`
  const value = limitCelsius === undefined ? celsius : `${celsius} (limit ${limitCelsius} °C)`
  const what = `${cause} since ${new Date(fromMs).toISOString()}`
  return { observedAtMs: nowMs, site, asset, lot, what, value, correctiveAction: action, alert: id, by }
}
