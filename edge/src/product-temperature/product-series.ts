import { lag } from './lag.ts'

export interface AirSample {
  atMs: number
  /** NaN where there is none. */
  celsius: number
}

export interface ProductPoint {
  atMs: number
  celsius: number
  /** The air was not seen for long before it: the estimate stood still meanwhile, and knows nothing of that time. */
  held: boolean
}

export interface ProductOptions {
  timeConstantMs: number
  /** Longer than this between two samples, nothing is taken to be known of the air between them. */
  gapMs: number
  /** What the goods had at the first sample; left out, the air's own. */
  startCelsius?: number
}

/**
 * The goods' temperature beside an air curve, oldest first. Between two samples the air is taken to be the mean of
 * both; over a gap the estimate is held and marked, never drawn on.
 */
export function productSeries(air: Iterable<AirSample>, options: ProductOptions): ProductPoint[] {
  const { timeConstantMs, gapMs, startCelsius } = options
  const points: ProductPoint[] = []
  let before: AirSample | undefined
  let celsius = Number.NaN
  for (const sample of air) {
    if (Number.isNaN(sample.celsius)) continue
    const elapsedMs = before === undefined ? 0 : sample.atMs - before.atMs
    const held = elapsedMs > gapMs
    if (before === undefined) celsius = startCelsius ?? sample.celsius
    else if (!held) celsius = lag(celsius, (before.celsius + sample.celsius) / 2, elapsedMs, timeConstantMs)
    points.push({ atMs: sample.atMs, celsius, held })
    before = sample
  }
  return points
}
