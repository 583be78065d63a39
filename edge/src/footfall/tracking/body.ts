import type { Box } from '../box.ts'
import { corrected, type Motion, predicted, smoothed } from './motion.ts'
import type { Tuning } from './tuning.ts'

/** Where somebody is and how they move: the box's centre walks, its sides only drift. */
export interface Body {
  x: Motion
  y: Motion
  width: Motion
  height: Motion
}

const sides = ['x', 'y', 'width', 'height'] as const
type Side = (typeof sides)[number]

const eachSide = (of: (side: Side) => Motion): Body => ({
  x: of('x'),
  y: of('y'),
  width: of('width'),
  height: of('height'),
})

const measured = (box: Box): Record<Side, number> => ({
  x: box.x + box.width / 2,
  y: box.y + box.height / 2,
  width: box.width,
  height: box.height,
})

const moves = (side: Side) => side === 'x' || side === 'y'

function noiseOf(side: Side, body: Body, tuning: Tuning): number {
  const share = moves(side) ? tuning.centreNoise : tuning.sizeNoise * (side === 'width' ? 0.5 : 1)
  return (share * body.height.value) ** 2
}

export function bodyAt(box: Box, tuning: Tuning): Body {
  const seen = measured(box)
  const at = (side: Side): Motion => ({
    value: seen[side],
    rate: 0,
    valueVariance: ((moves(side) ? tuning.centreNoise : tuning.sizeNoise) * box.height) ** 2,
    covariance: 0,
    rateVariance: moves(side) ? (tuning.speedSpread * box.height * (side === 'y' ? 0.5 : 1)) ** 2 : 0,
  })
  return eachSide(at)
}

export function bodyLater(body: Body, seconds: number, tuning: Tuning): Body {
  const height = body.height.value
  const walk = { acceleration: (tuning.acceleration * height) ** 2, drift: 0 }
  const sway = { acceleration: 0, drift: (tuning.sizeDrift * height) ** 2 }
  return eachSide((side) => predicted(body[side], seconds, moves(side) ? walk : sway))
}

export function bodySeen(body: Body, box: Box, tuning: Tuning): Body {
  const seen = measured(box)
  return eachSide((side) => corrected(body[side], seen[side], noiseOf(side, body, tuning)))
}

export const bodySmoothed = (before: Body, expected: Body, after: Body, seconds: number): Body =>
  eachSide((side) => smoothed(before[side], expected[side], after[side], seconds))

/** Squared Mahalanobis distance of a box from where the body is expected. */
export function strangeness(body: Body, box: Box, tuning: Tuning): number {
  const seen = measured(box)
  return sides.reduce((sum, side) => {
    const variance = body[side].valueVariance + noiseOf(side, body, tuning)
    return sum + (seen[side] - body[side].value) ** 2 / variance
  }, 0)
}

export function boxOf({ x, y, width, height }: Body): Box {
  const [wide, high] = [Math.max(1, width.value), Math.max(1, height.value)]
  return { x: x.value - wide / 2, y: y.value - high / 2, width: wide, height: high }
}
