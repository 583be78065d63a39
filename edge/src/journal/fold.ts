import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'
import type { Observation, ProbeAddress } from '../telemetry/store.ts'
import { instantStretch, mergeStretches, windowOf } from '../telemetry/stretch.ts'

/** How coarse old observations become, step by step, when the journal reaches its bound. */
export const foldWindowsMs = [15 * 60_000, 60 * 60_000, 24 * 60 * 60_000] as const

/**
 * Folds observations into fewer. Temperatures become one aggregate per probe and window; of samples without a
 * temperature (door, humidity, a sensor's fault) the first of each content stays per probe and window; of positions
 * the first per window stays.
 */
export function fold(observations: readonly Observation[], windowMs: number): Observation[] {
  const kept = new Map<string, Observation>()
  const probes = new Map<string, { address: ProbeAddress; stretches: Stretches }>()
  for (const observation of observations) {
    const stretch = stretchOf(observation)
    if (stretch === undefined) {
      const key = keyOf(observation, windowMs)
      if (!kept.has(key)) kept.set(key, observation)
      continue
    }
    const { site, asset, probe } = addressOf(observation)
    const key = `${site}/${asset}/${probe}`
    const entry = probes.get(key) ?? { address: { site, asset, probe }, stretches: [] }
    entry.stretches.push(stretch)
    probes.set(key, entry)
  }
  return [...aggregatesOf(probes.values(), windowMs), ...kept.values()]
}

type Stretches = ReturnType<typeof mergeStretches>

function* aggregatesOf(
  probes: Iterable<{ address: ProbeAddress; stretches: Stretches }>,
  windowMs: number,
): Iterable<Observation> {
  for (const { address, stretches } of probes) {
    stretches.sort((a, b) => a.firstMs - b.firstMs)
    for (const stretch of mergeStretches(stretches, windowMs))
      yield { kind: 'aggregate', aggregate: { ...address, ...stretch } }
  }
}

function stretchOf(observation: Observation): Stretches[number] | undefined {
  if (observation.kind === 'aggregate') {
    const { site: _site, asset: _asset, probe: _probe, ...stretch } = observation.aggregate
    return stretch
  }
  if (observation.kind === 'position') return undefined
  const { celsius, sensorFault, observedAtMs } = observation.reading
  return celsius === undefined || sensorFault !== undefined ? undefined : instantStretch(observedAtMs, celsius)
}

const keyOf = (observation: Observation, windowMs: number): string => {
  const { site, asset, probe } = addressOf(observation)
  const content = observation.kind === 'reading' ? contentOf(observation.reading) : observation.kind
  return [site, asset, probe, windowOf(atOf(observation), windowMs), content].join('/')
}

const contentOf = (reading: Reading): string =>
  [reading.doorOpen, reading.defrosting, reading.sensorFault, reading.humidityPercent !== undefined].join('/')

export const addressOf = (observation: Observation): ProbeAddress =>
  observation.kind === 'aggregate' ? observation.aggregate : sampleOf(observation)

/** The stamp that orders an observation: its own, or its first sample's. */
export const atOf = (observation: Observation): number =>
  observation.kind === 'aggregate' ? observation.aggregate.firstMs : sampleOf(observation).observedAtMs

export const sampleOf = (observation: Exclude<Observation, { kind: 'aggregate' }>): Reading | Position =>
  observation.kind === 'reading' ? observation.reading : observation.position
