import { outdoorCelsius, shopCelsius } from '@larder/firmware-sim/physics/ambient'
import { customerAtDoor, forkliftAtDoor } from '@larder/firmware-sim/physics/doors'
import { restingEnclosure, stepEnclosure } from '@larder/firmware-sim/physics/enclosure'
import { enclosures } from '@larder/firmware-sim/physics/enclosures'
import { digitalStepCelsius, measured } from '@larder/firmware-sim/physics/sensor'
import { randomAt, seedOf } from '@larder/firmware-sim/random'

export const minuteMs = 60_000
const stepSeconds = 10
const startMs = Date.UTC(2026, 5, 1)

export interface FailingAsset {
  startMs: number
  /** One value a minute, as a probe says it and as it is. */
  celsius: Float64Array
  truth: Float64Array
  /** The minute in which its compressor stops for good. */
  failedAt: number
}

/** A simulated asset that runs well for so long, at an hour of the seed's choosing loses its cooling, and is watched for so long. */
export function failingAsset(name: string, seed: number, wellHours: number, lostHours: number): FailingAsset {
  const { model, surroundings, door } = enclosures[name] as NonNullable<(typeof enclosures)[string]>
  const stream = seedOf(seed, name)
  const failedAt = Math.round((wellHours + 12 * randomAt(stream, 7)) * 60)
  const minutes = failedAt + lostHours * 60
  const doorAt = { customers: customerAtDoor, forklifts: forkliftAtDoor, deliveries: () => false }[door]
  const [celsius, truth] = [new Float64Array(minutes), new Float64Array(minutes)]
  let state = restingEnclosure(model, randomAt(stream, 1))
  for (let minute = 0; minute < minutes; minute++) {
    for (let second = 0; second < 60; second += stepSeconds) {
      const atMs = startMs + minute * minuteMs + second * 1000
      const ambientCelsius = surroundings === 'shop' ? shopCelsius(atMs) : outdoorCelsius(stream, atMs)
      const compressorFailed = minute >= failedAt
      const input = { ambientCelsius, doorOpen: doorAt(stream, atMs), compressorFailed, powered: true }
      state = stepEnclosure(state, model, input, stepSeconds)
    }
    truth[minute] = state.airCelsius
    celsius[minute] = measured(state.airCelsius, 0, digitalStepCelsius, randomAt(stream ^ 5, minute))
  }
  return { startMs, celsius, truth, failedAt }
}
