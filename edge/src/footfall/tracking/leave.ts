import type { Sighting } from '../box.ts'
import { type Body, bodyLater, boxOf } from './body.ts'
import { secondsBetween } from './path.ts'
import type { Tuning } from './tuning.ts'

/** The picture's sides as far as the detections tell: the left one is 0 in every file, the right one is not named. */
export interface Sides {
  left: number
  right: number
}

export function sidesOf(sightings: readonly Sighting[]): Sides {
  const right = sightings.flatMap(({ detections }) => detections.map(({ width, x }) => x + width))
  return { left: 0, right: right.reduce((most, one) => Math.max(most, one), 0) }
}

/**
 * Detectors lose people that the picture's side cuts, while they are still there. Leads a body on, picture by picture,
 * until too much of it is outside; nothing when that does not come within `leaveSeconds`: then it went elsewhere.
 * @param step 1 to lead it on from its last picture, -1 to lead it back from its first
 */
export function ledOut(
  body: Body,
  picture: number,
  step: 1 | -1,
  sightings: readonly Sighting[],
  sides: Sides,
  tuning: Tuning,
): Body[] {
  const way: Body[] = []
  for (let at = picture + step; at >= 0 && at < sightings.length; at += step) {
    const seconds = secondsBetween(sightings, picture, at)
    if (Math.abs(seconds) > tuning.leaveSeconds) return []
    const there = bodyAfter(body, seconds, tuning)
    const box = boxOf(there)
    const outside = Math.max(sides.left - box.x, box.x + box.width - sides.right) / box.width
    if (outside > tuning.leaveShare) return way
    way.push(there)
  }
  return way
}

/** Also back in time, where only the place is asked for. */
function bodyAfter(body: Body, seconds: number, tuning: Tuning): Body {
  const later = bodyLater(body, Math.abs(seconds), tuning)
  const place = (side: 'x' | 'y') => ({ ...later[side], value: body[side].value + body[side].rate * seconds })
  return { ...later, x: place('x'), y: place('y') }
}
