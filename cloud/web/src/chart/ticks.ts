const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const timeSteps = [
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  5 * day,
  7 * day,
  14 * day,
]

/** Round values from `low` to `high`, at most about `count` of them. */
export function valueTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count)
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough) ?? rough
  const ticks: number[] = []
  for (let index = Math.ceil(low / step); index * step <= high; index++)
    ticks.push(Number((index * step).toPrecision(6)))
  return ticks
}

/** Round clock times between two instants, counted from `midnightMs`, the start of the first day. */
export function timeTicks(
  fromMs: number,
  untilMs: number,
  midnightMs: number,
  count: number,
): { atMs: number[]; daily: boolean } {
  const step = timeSteps.find((candidate) => (untilMs - fromMs) / candidate <= count) ?? 30 * day
  const atMs: number[] = []
  for (let at = midnightMs; at <= untilMs; at += step) if (at >= fromMs) atMs.push(at)
  return { atMs, daily: step >= day }
}
