import type { Direction, Point } from 'leaflet'

export type Side = Extract<Direction, 'top' | 'bottom' | 'left' | 'right'>

/** Pixels a name takes up, about: it need only be right about which side is the emptier. */
const width = 110
const height = 28
const away = 14

const corners: Record<Side, { left: number; top: number }> = {
  top: { left: -width / 2, top: -away - height },
  bottom: { left: -width / 2, top: away },
  left: { left: -away - width, top: -height / 2 },
  right: { left: away, top: -height / 2 },
}

/** The first of these sides where a name at this place hides least of the trails, all in pixels. */
export function emptiestSide(
  at: Pick<Point, 'x' | 'y'>,
  trail: readonly Pick<Point, 'x' | 'y'>[],
  sides: readonly [Side, ...Side[]],
): Side {
  const hidden = (side: Side): number => {
    const left = at.x + corners[side].left
    const top = at.y + corners[side].top
    return trail.filter(({ x, y }) => x >= left && x <= left + width && y >= top && y <= top + height).length
  }
  return sides.reduce((best, side) => (hidden(side) < hidden(best) ? side : best))
}
