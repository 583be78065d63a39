import { overlap, type Sighting } from '../box.ts'
import type { ScoreScale } from './people-tracker.ts'

const bands = 10
const neighbourOverlap = 0.4
/** A band is believed from this share of the best band's support on. */
const floorShare = 0.5
const sureShare = 0.7

/**
 * Reads a score scale off the sequence itself, whatever its units (public MOTChallenge files go from −1 to over 100):
 * people are seen again in the picture before or after, mistakes mostly not. The detections are cut into ten bands by
 * score; a band's support is the share of its boxes that overlap one in a neighbouring picture. Bands with less than half of the
 * best support are dropped, those above seven tenths may start a track. Constant scores are one band: everything is believed.
 */
export function scoreScaleOf(sightings: readonly Sighting[]): ScoreScale {
  const scored = sightings.flatMap(({ detections }, index) =>
    detections.map((detection) => ({
      score: detection.score,
      supported: [sightings[index - 1], sightings[index + 1]].some((other) =>
        other?.detections.some((one) => overlap(one, detection) >= neighbourOverlap),
      ),
    })),
  )
  const order = scored.toSorted((a, b) => b.score - a.score)
  const highest = order[0]?.score ?? 0
  const size = Math.ceil(order.length / bands)
  let best = 0
  const scale = { floor: highest, sure: highest }
  for (let from = 0; from < order.length; from += size) {
    const band = order.slice(from, from + size)
    const support = band.filter(({ supported }) => supported).length / band.length
    const lowest = band.at(-1)?.score ?? highest
    best = Math.max(best, support)
    if (support >= floorShare * best) scale.floor = lowest
    if (support >= sureShare * best && scale.floor === lowest) scale.sure = lowest
  }
  return scale
}
