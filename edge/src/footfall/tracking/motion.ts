/** One coordinate under a constant-velocity Kalman filter: its estimate, its rate per second and their covariance. */
export interface Motion {
  value: number
  rate: number
  valueVariance: number
  covariance: number
  rateVariance: number
}

/** How a coordinate wanders: white noise on its acceleration and, for sizes, on the value itself; per second. */
export interface Wander {
  acceleration: number
  drift: number
}

/** The filter some time later: exact for any step, so that 2 and 25 frames a second need no other tuning. */
export function predicted(motion: Motion, seconds: number, wander: Wander): Motion {
  const { value, rate, valueVariance, covariance, rateVariance } = motion
  const q = wander.acceleration
  return {
    value: value + rate * seconds,
    rate,
    valueVariance:
      valueVariance +
      2 * covariance * seconds +
      rateVariance * seconds ** 2 +
      (q * seconds ** 3) / 3 +
      wander.drift * seconds,
    covariance: covariance + rateVariance * seconds + (q * seconds ** 2) / 2,
    rateVariance: rateVariance + q * seconds,
  }
}

export function corrected(motion: Motion, measured: number, variance: number): Motion {
  const innovationVariance = motion.valueVariance + variance
  const gain = motion.valueVariance / innovationVariance
  const rateGain = motion.covariance / innovationVariance
  const surprise = measured - motion.value
  return {
    value: motion.value + gain * surprise,
    rate: motion.rate + rateGain * surprise,
    valueVariance: (1 - gain) * motion.valueVariance,
    covariance: (1 - gain) * motion.covariance,
    rateVariance: motion.rateVariance - rateGain * motion.covariance,
  }
}

/**
 * What the past looks like once the future is known (Rauch, Tung and Striebel 1965).
 * @param before the filter after its own measurement
 * @param expected what it predicted for the next moment
 * @param after the smoothed estimate of the next moment
 */
export function smoothed(before: Motion, expected: Motion, after: Motion, seconds: number): Motion {
  const determinant = expected.valueVariance * expected.rateVariance - expected.covariance ** 2
  // P · Fᵀ, with F = [1 seconds; 0 1].
  const a = before.valueVariance + before.covariance * seconds
  const b = before.covariance
  const c = before.covariance + before.rateVariance * seconds
  const d = before.rateVariance
  const still = !(determinant > 1e-12)
  const gain = still
    ? [a / expected.valueVariance, 0, 0, 0]
    : [
        (a * expected.rateVariance - b * expected.covariance) / determinant,
        (b * expected.valueVariance - a * expected.covariance) / determinant,
        (c * expected.rateVariance - d * expected.covariance) / determinant,
        (d * expected.valueVariance - c * expected.covariance) / determinant,
      ]
  const [g11, g12, g21, g22] = gain as [number, number, number, number]
  const dValue = after.value - expected.value
  const dRate = after.rate - expected.rate
  const v = after.valueVariance - expected.valueVariance
  const w = after.covariance - expected.covariance
  const u = after.rateVariance - expected.rateVariance
  return {
    value: before.value + g11 * dValue + g12 * dRate,
    rate: before.rate + g21 * dValue + g22 * dRate,
    valueVariance: before.valueVariance + g11 * (v * g11 + w * g12) + g12 * (w * g11 + u * g12),
    covariance: before.covariance + g21 * (v * g11 + w * g12) + g22 * (w * g11 + u * g12),
    rateVariance: before.rateVariance + g21 * (v * g21 + w * g22) + g22 * (w * g21 + u * g22),
  }
}
