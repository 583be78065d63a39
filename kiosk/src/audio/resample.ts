/** Half the zero crossings of the sinc on each side; 16 holds the stop band below −70 dB with the Blackman window. */
const lobes = 16

/**
 * Windowed-sinc resampling to another rate. Going down, the filter's edge follows the new rate, so that nothing above
 * half of it folds back as a false tone. @see J. O. Smith, Digital Audio Resampling
 */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples
  const step = fromHz / toHz
  const { filter, reach } = filterTable(fromHz, toHz)
  const out = new Float32Array(Math.floor(samples.length / step))
  for (let at = 0; at < out.length; at++) {
    const centre = at * step
    const first = Math.max(0, Math.ceil(centre - reach))
    const last = Math.min(samples.length - 1, Math.floor(centre + reach))
    let sum = 0
    for (let index = first; index <= last; index++) {
      sum += (samples[index] ?? 0) * (filter[Math.round(Math.abs(index - centre) * perSample)] ?? 0)
    }
    out[at] = sum
  }
  return out
}

/** Steps of the filter's table for each sample: fine enough that its rounding stays below 16-bit noise for speech. */
export const perSample = 512

/** The filter between two rates, and how many samples of the input it reaches to each side. */
export function filterTable(fromHz: number, toHz: number): { filter: Float64Array; reach: number } {
  // 0.95: the transition ends at half the lower rate.
  const cutoff = Math.min(1, toHz / fromHz) * 0.95
  const reach = lobes / cutoff
  return { filter: sampledFilter(cutoff, reach), reach }
}

/** One side of the filter's impulse response: sinc under a Blackman window. */
function sampledFilter(cutoff: number, reach: number): Float64Array {
  return Float64Array.from({ length: Math.floor(reach * perSample) + 2 }, (_, index) => {
    const distance = index / perSample
    if (distance > reach) return 0
    const phase = Math.PI * cutoff * distance
    const turn = (Math.PI * distance) / reach
    const window = 0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn)
    return cutoff * (phase === 0 ? 1 : Math.sin(phase) / phase) * window
  })
}
