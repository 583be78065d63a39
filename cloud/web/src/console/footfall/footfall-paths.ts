import type { FootfallPlanView, FootfallReport, FootfallToday, HandCount } from '@larder/contracts/footfall-view'
import type { Path } from '../../api.ts'

const at = (site: string, rest: string) => `/api/footfall/${encodeURIComponent(site)}/${rest}`

export const footfallPaths = {
  today: (site: string): Path<FootfallToday> => at(site, 'today'),
  report: (site: string, from: string, until: string): Path<FootfallReport> =>
    at(site, `report?from=${from}&until=${until}`),
  file: (site: string, from: string, until: string): string => at(site, `report.csv?from=${from}&until=${until}`),
  plan: (site: string): Path<FootfallPlanView> => at(site, 'plan'),
  occupancy: (site: string): Path<{ inside: number }> => at(site, 'occupancy'),
  handCounts: (site: string): Path<HandCount[]> => at(site, 'hand-counts'),
  beginHandCount: (site: string): Path<HandCount> => at(site, 'hand-counts'),
  finishHandCount: (site: string, id: string): Path<HandCount> => at(site, `hand-counts/${id}/finish`),
  still: (site: string, camera: string) => at(site, `cameras/${encodeURIComponent(camera)}/still`),
}

/** The last so many days of a site's calendar, today included. */
export function lastDays(count: number, nowMs: number, timeZone: string): { from: string; until: string } {
  // en-CA writes dates as ISO 8601 does.
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  return { from: day.format(nowMs - (count - 1) * 86_400_000), until: day.format(nowMs) }
}
