import type { Position } from '@larder/contracts/position'
import type { LotTrace } from '@larder/contracts/report'
import type { LotLeg } from './legs.ts'

const mostPoints = 300

/** Where the goods went: the positions of each leg's asset while it held them, thinned evenly. */
export function routeOf(legs: readonly LotLeg[], positions: readonly Position[]): LotTrace['route'] {
  const along = legs.flatMap((leg) =>
    positions.filter(
      ({ site, asset, observedAtMs }) =>
        site === leg.site && asset === leg.asset && observedAtMs >= leg.fromMs && observedAtMs < leg.untilMs,
    ),
  )
  const route = along
    .sort((a, b) => a.observedAtMs - b.observedAtMs)
    .map(({ observedAtMs, latitude, longitude }) => ({ atMs: observedAtMs, latitude, longitude }))
  if (route.length <= mostPoints) return route
  const step = (route.length - 1) / (mostPoints - 1)
  return Array.from({ length: mostPoints }, (_, index) => route[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  )
}
