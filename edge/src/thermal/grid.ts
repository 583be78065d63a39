/** One value at one instant; what it measures is the caller's. */
export interface Sample {
  atMs: number
  value: number
}

/** A series at even steps: the mean of each step's samples, NaN where there was none. Nothing is interpolated. */
export interface Grid {
  /** Where the first step begins; step i covers [startMs + i·stepMs, startMs + (i+1)·stepMs). */
  startMs: number
  stepMs: number
  values: Float64Array
}

/** The most steps a grid may hold: a year of minutes. */
const maxSteps = 525_600

/**
 * Resamples samples of any order to even steps aligned to UTC.
 * @throws RangeError when the span holds more steps than a year of minutes
 */
export function gridOf(samples: readonly Sample[], stepMs: number): Grid {
  let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { atMs } of samples) {
    if (atMs < firstMs) firstMs = atMs
    if (atMs > lastMs) lastMs = atMs
  }
  if (samples.length === 0) return { startMs: 0, stepMs, values: new Float64Array() }
  const startMs = Math.floor(firstMs / stepMs) * stepMs
  const length = Math.floor((lastMs - startMs) / stepMs) + 1
  if (length > maxSteps) throw new RangeError(`${length} steps of ${stepMs / 1000} s: at most ${maxSteps} are taken`)
  const values = new Float64Array(length)
  const counts = new Uint32Array(length)
  for (const { atMs, value } of samples) {
    const index = Math.floor((atMs - startMs) / stepMs)
    values[index] = (values[index] ?? 0) + value
    counts[index] = (counts[index] ?? 0) + 1
  }
  for (let index = 0; index < length; index++) values[index] = (values[index] ?? 0) / (counts[index] ?? 0)
  return { startMs, stepMs, values }
}

/** The usual time between neighbours; a burst or a gap does not move it. Undefined for less than two instants. */
export function usualIntervalMs(samples: readonly Sample[]): number | undefined {
  const instants = [...new Set(samples.map(({ atMs }) => atMs))].sort((a, b) => a - b)
  const intervals = instants.slice(1).map((atMs, index) => atMs - (instants[index] ?? atMs))
  return intervals.length === 0 ? undefined : quantile(intervals, 0.5)
}

/** The value below which this share of the values lies, linear between neighbours. NaN for none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort()
  const place = share * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN]
  return below === above ? below : below + (above - below) * (place - Math.floor(place))
}
