/** A driven stretch: points a few metres apart, each with the second at which the truck is there. */
export interface Way {
  seconds: number
  points: { longitude: number; latitude: number; second: number; speed: number }[]
}

const metersPerDegree = 111_320
const pointEveryMeters = 25
/** A laden 4 t truck: m/s². */
const acceleration = 0.8
const braking = 1.1

/** Smooths the points into a way and drives it: speeds in m/s, none above `flow`, `enters` and `leaves` at the ends. */
export function wayOf(
  corners: readonly (readonly [number, number])[],
  speeds: { flow: number; enters: number; leaves: number },
): Way {
  const path = smooth(corners)
  const lengths = path.slice(1).map((point, index) => metersBetween(path[index] as Point, point))
  const speed = path.map(() => speeds.flow)
  speed[0] = speeds.enters
  speed[speed.length - 1] = speeds.leaves
  lengths.forEach((length, index) => {
    const reached = Math.sqrt((speed[index] as number) ** 2 + 2 * acceleration * length)
    speed[index + 1] = Math.min(speed[index + 1] as number, reached)
  })
  for (let index = lengths.length - 1; index >= 0; index--) {
    const allowed = Math.sqrt((speed[index + 1] as number) ** 2 + 2 * braking * (lengths[index] as number))
    speed[index] = Math.min(speed[index] as number, allowed)
  }
  let second = 0
  const points = path.map(([longitude, latitude], index) => {
    if (index > 0) {
      const mean = ((speed[index - 1] as number) + (speed[index] as number)) / 2
      second += (lengths[index - 1] as number) / Math.max(mean, 0.5)
    }
    return { longitude, latitude, second, speed: speed[index] as number }
  })
  return { seconds: second, points }
}

/** Where the truck is this many seconds after it entered the way. */
export function drive(way: Way, second: number) {
  let low = 0
  let high = way.points.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((way.points[middle] as Way['points'][number]).second <= second) low = middle
    else high = middle
  }
  const from = way.points[low] as Way['points'][number]
  const to = way.points[high] as Way['points'][number]
  const span = to.second - from.second
  const share = span === 0 ? 0 : Math.min(1, Math.max(0, (second - from.second) / span))
  return {
    latitude: from.latitude + (to.latitude - from.latitude) * share,
    longitude: from.longitude + (to.longitude - from.longitude) * share,
    speedMetersPerSecond: from.speed + (to.speed - from.speed) * share,
    courseDegrees: courseBetween(from, to),
  }
}

type Point = readonly [longitude: number, latitude: number]

/** A centripetal-free Catmull-Rom spline through the corners: roads bend, they do not break. */
function smooth(corners: readonly Point[]): Point[] {
  const path: Point[] = [corners[0] as Point]
  for (let index = 0; index < corners.length - 1; index++) {
    const from = corners[index] as Point
    const to = corners[index + 1] as Point
    const before = corners[index - 1] ?? from
    const after = corners[index + 2] ?? to
    const pieces = Math.max(1, Math.round(metersBetween(from, to) / pointEveryMeters))
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces
      path.push([bend(before[0], from[0], to[0], after[0], t), bend(before[1], from[1], to[1], after[1], t)])
    }
  }
  return path
}

const bend = (before: number, from: number, to: number, after: number, t: number): number =>
  from + (t / 2) * (to - before + t * (2 * before - 5 * from + 4 * to - after + t * (3 * (from - to) + after - before)))

/** Equirectangular: within a city the error is under a millimetre per metre. */
export function metersBetween(from: Point, to: Point): number {
  const east = (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180)
  return Math.hypot(east, to[1] - from[1]) * metersPerDegree
}

function courseBetween(from: Way['points'][number], to: Way['points'][number]): number {
  const east = (to.longitude - from.longitude) * Math.cos((from.latitude * Math.PI) / 180)
  return ((Math.atan2(east, to.latitude - from.latitude) * 180) / Math.PI + 360) % 360
}
