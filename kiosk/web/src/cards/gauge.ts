/** Half a circle from left to right, of radius 100 around (0, 0). */
const pointAt = (share: number): string => {
  const turn = Math.PI * (1 - share)
  return `${(100 * Math.cos(turn)).toFixed(2)} ${(-100 * Math.sin(turn)).toFixed(2)}`
}

const inside = (share: number): number => Math.min(1, Math.max(0, share))

/** The arc between two shares of the whole, as an SVG path; empty where there is none. */
export function arcBetween(from: number, to: number): string {
  const [first, last] = [inside(from), inside(to)]
  return last - first < 0.002 ? '' : `M${pointAt(first)}A100 100 0 0 1 ${pointAt(last)}`
}

export interface Days {
  low: number
  likely: number
  high: number
}

/** All the days there were, worked back from what is left and what share of the life that is. */
export const allDays = (left: Days, percentLeft: number): number =>
  Math.max(left.high, percentLeft > 0 ? (left.likely * 100) / percentLeft : left.high, 0.1)
