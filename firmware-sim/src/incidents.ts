const hourMs = 3_600_000
const shanghaiOffsetMs = 8 * hourMs

/** The past that a new world invents has one flaw: the compressor of `cabinet-3` tripped, and was reset. */
export const incidentAsset = 'cabinet-3'
/** Long enough that not only the air but the goods pass their limit, in any season. */
const incidentLastsMs = 4 * hourMs
/** So long before the half day that the freezer is cold again when the world begins to live. */
const incidentBeforeMs = 17 * hourMs

export interface Incident {
  fromMs: number
  untilMs: number
}

/** The shop's last midnight or noon, Shanghai time. */
export const halfDayBefore = (atMs: number): number =>
  Math.floor((atMs + shanghaiOffsetMs) / (12 * hourMs)) * 12 * hourMs - shanghaiOffsetMs

/** The incident in the past of a world that is born now. */
export function incidentBefore(bornMs: number): Incident {
  const fromMs = halfDayBefore(bornMs) - incidentBeforeMs
  return { fromMs, untilMs: fromMs + incidentLastsMs }
}

export const inIncident = (bornMs: number, atMs: number): boolean => {
  const { fromMs, untilMs } = incidentBefore(bornMs)
  return atMs >= fromMs && atMs < untilMs
}
