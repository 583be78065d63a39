import { escape as escaped } from '@influxdata/influxdb-client'
import type { Observation, ProbeAddress, Stretch } from './store.ts'

type Field = number | boolean | string | undefined

/** Line protocol for one observation; the stamp is in milliseconds. */
export function lineOf(observation: Observation): string {
  switch (observation.kind) {
    case 'reading': {
      const { reading } = observation
      const fields = {
        celsius: reading.celsius,
        humidityPercent: reading.humidityPercent,
        doorOpen: reading.doorOpen,
        defrosting: reading.defrosting,
        sensorFault: reading.sensorFault,
      }
      return line('reading', reading, { ...fields }, integers(reading), reading.observedAtMs)
    }
    case 'position': {
      const { position } = observation
      const { latitude, longitude, speedMetersPerSecond, courseDegrees, quality } = position
      const fields = { latitude, longitude, speedMetersPerSecond, courseDegrees, quality }
      // A query that thins by time tells the bucket's start, so the stamp itself must be a field too.
      const whole = { ...integers(position), observedAtMs: position.observedAtMs, satellites: position.satellites }
      return line('position', position, fields, whole, position.observedAtMs)
    }
    case 'aggregate':
      return aggregateLine(observation.aggregate)
  }
}

/**
 * A day of 15-minute stretches in one string, stamps relative to the day: InfluxDB's cost is per value and byte, and
 * 30 days of 5 probes are answered in 15 ms like this, in 40 ms as a point per window with a field per number.
 */
export const rollupLine = (address: ProbeAddress, dayMs: number, stretches: readonly Stretch[]): string =>
  line('rollup', address, { stretches: JSON.stringify(stretches.map((stretch) => packed(dayMs, stretch))) }, {}, dayMs)

/** The mean to a millionth of a degree, which is far below any probe's resolution. */
const packed = (dayMs: number, { firstMs, lastMs, count, longestGapMs, ...celsius }: Stretch): number[] => {
  const mean = Math.round(celsius.meanCelsius * 1e6) / 1e6
  return [firstMs - dayMs, lastMs - firstMs, count, celsius.minCelsius, mean, celsius.maxCelsius, longestGapMs]
}

export const unpackStretches = (dayMs: number, text: string): Stretch[] =>
  (JSON.parse(text) as [number, number, number, number, number, number, number][]).map(
    ([sinceMs, lengthMs, count, minCelsius, meanCelsius, maxCelsius, longestGapMs]) => {
      const firstMs = dayMs + sinceMs
      return { firstMs, lastMs: firstMs + lengthMs, count, minCelsius, meanCelsius, maxCelsius, longestGapMs }
    },
  )

function aggregateLine(aggregate: Stretch & ProbeAddress): string {
  const { firstMs, lastMs, count, longestGapMs, minCelsius, meanCelsius, maxCelsius } = aggregate
  const floats = { minCelsius, meanCelsius, maxCelsius }
  return line('aggregate', aggregate, floats, { firstMs, lastMs, count, longestGapMs }, firstMs)
}

const integers = (sample: { sequence: number; receivedAtMs: number }) => ({
  sequence: sample.sequence,
  receivedAtMs: sample.receivedAtMs,
})

function line(
  measurement: string,
  { site, asset, probe }: ProbeAddress,
  fields: Record<string, Field>,
  whole: Record<string, number | undefined>,
  atMs: number,
): string {
  const parts: string[] = []
  for (const name in fields) {
    const value = fields[name]
    if (value !== undefined) parts.push(`${name}=${typeof value === 'string' ? escaped.quoted(value) : value}`)
  }
  for (const name in whole) if (whole[name] !== undefined) parts.push(`${name}=${whole[name]}i`)
  const tags = `asset=${escaped.tag(asset)},probe=${escaped.tag(probe)},site=${escaped.tag(site)}`
  return `${measurement},${tags} ${parts.join(',')} ${atMs}`
}
