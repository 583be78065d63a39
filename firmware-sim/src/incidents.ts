const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Somebody leaves the freezer ajar this often in the past a new world is given: restocking, in the afternoon. */
const incidentEveryMs = 24 * hourMs
const incidentLastsMs = 100 * minuteMs
const incidentStartsMs = 7 * hourMs + 10 * minuteMs

/** The past that a new world invents has one flaw: the door of `cabinet-3` stood open. */
export const incidentAsset = 'cabinet-3'

/** The newest incident that is over at this time. */
export function incidentBefore(atMs: number): { fromMs: number; untilMs: number } {
  const count = Math.floor((atMs - incidentStartsMs - incidentLastsMs) / incidentEveryMs)
  const fromMs = count * incidentEveryMs + incidentStartsMs
  return { fromMs, untilMs: fromMs + incidentLastsMs }
}

/** Whether the freezer's door stands open at this time of the invented past. */
export const inIncident = (atMs: number): boolean =>
  (((atMs - incidentStartsMs) % incidentEveryMs) + incidentEveryMs) % incidentEveryMs < incidentLastsMs
