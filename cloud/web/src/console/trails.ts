import type { Position } from '@larder/contracts/position'
import { useEffect, useRef, useState } from 'react'
import { get, paths } from '../api.ts'
import { extended, type TrailPoint, trailMs } from '../map/trail.ts'

export type Trails = ReadonlyMap<string, readonly TrailPoint[]>

const pointOf = ({ observedAtMs: atMs, latitude, longitude }: Position): TrailPoint => ({ atMs, latitude, longitude })

/** Where each truck has lately been: asked for once, then grown by the positions that arrive. */
export function useTrails(positions: ReadonlyMap<string, Position>): Trails {
  const [trails, setTrails] = useState<Trails>(new Map())
  const asked = useRef(new Set<string>())

  useEffect(() => {
    for (const [id, { site, asset }] of positions) {
      if (asked.current.has(id)) continue
      asked.current.add(id)
      const untilMs = Date.now()
      // Only the route is wanted: the coarsest chart that may be asked for.
      get(paths.history(site, asset, untilMs - trailMs, untilMs, 10)).then(
        ({ route }) => setTrails((before) => grown(before, id, route, before.get(id) ?? [])),
        // A map without a trail still says where the truck is; on the next visit it is asked for again.
        () => undefined,
      )
    }
    setTrails((before) =>
      [...positions].reduce(
        (trails, [id, position]) => grown(trails, id, trails.get(id) ?? [], [pointOf(position)]),
        before,
      ),
    )
  }, [positions])
  return trails
}

/** The same trails where these points add nothing: a map is drawn again only for news. */
function grown(trails: Trails, id: string, known: readonly TrailPoint[], points: readonly TrailPoint[]): Trails {
  const trail = points.reduce(extended, known)
  return trail === trails.get(id) ? trails : new Map(trails).set(id, trail)
}
