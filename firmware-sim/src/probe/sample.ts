import type { PositionMessage } from '@larder/contracts/position'
import type { ReadingMessage } from '@larder/contracts/reading'
import { isDefrosting } from '../physics/enclosure.ts'
import {
  batteryAt,
  calibrationOffsetOf,
  controllerStepCelsius,
  digitalStepCelsius,
  measured,
  signalAt,
} from '../physics/sensor.ts'
import type { Plant } from '../plant.ts'
import { randomAt, seedOf } from '../random.ts'
import { has, type Trouble } from '../scenarios.ts'
import type { SamplePlan } from './plan.ts'

type Measured = Omit<ReadingMessage, 'sequence' | 'observedAt'>
type Located = Omit<PositionMessage, 'sequence' | 'observedAt'>

/** What one probe found, before it has a number and a stamp. */
export type Sample = { kind: 'reading'; values: Measured } | { kind: 'position'; values: Located }

/** A parked receiver's fixes are kept every so many minutes only. */
const parkedEvery = 10

/** What this probe finds at this time; undefined where it has nothing to say (no sky, or parked and thinned). */
export function sampleOf(
  plant: Plant,
  seed: number,
  plan: SamplePlan,
  atMs: number,
  troubles: readonly Trouble[],
): Sample | undefined {
  if (plan.role === 'gps') return located(plant, plan, atMs, troubles)
  const stream = seedOf(seed, `${plan.asset}/${plan.probe}`)
  const state = plant.enclosure(plan.asset)
  const doorOpen = plant.doorOpen(plan.asset, atMs, troubles)
  const controller = plan.probe === 'controller'
  const celsius = measured(
    plan.role === 'product' ? state.productCelsius : state.airCelsius,
    calibrationOffsetOf(plan.asset, plan.probe),
    controller ? controllerStepCelsius : digitalStepCelsius,
    randomAt(stream, Math.floor(atMs / 1000)),
  )
  const air = { humidityPercent: Math.round(state.humidityPercent * 10) / 10, doorOpen }
  if (controller) return { kind: 'reading', values: { celsius, ...air, defrosting: isDefrosting(state) } }
  const radio = {
    batteryVolts: batteryAt(stream, atMs, celsius).volts,
    rssiDbm: signalAt(stream, atMs, doorOpen),
  }
  return { kind: 'reading', values: { celsius, ...(plan.role === 'air' ? air : {}), ...radio } }
}

function located(plant: Plant, plan: SamplePlan, atMs: number, troubles: readonly Trouble[]): Sample | undefined {
  const motion = plant.motion(plan.asset, atMs)
  if (motion.inTunnel || has(troubles, 'no-fix', plan.asset)) return undefined
  const thinned = plan.everyMs > plan.intervalMs
  const parked = motion.stoppedSeconds !== null && motion.stoppedSeconds * 1000 > plan.everyMs
  if (thinned && parked && Math.floor(atMs / plan.everyMs) % parkedEvery !== 0) return undefined
  const values: Located = {
    latitude: round(motion.latitude, 6),
    longitude: round(motion.longitude, 6),
    speedMetersPerSecond: round(motion.speedMetersPerSecond, 2),
    courseDegrees: round(motion.courseDegrees, 1),
    quality: 'gps',
    satellites: 8,
  }
  return { kind: 'position', values }
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits
