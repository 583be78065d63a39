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
      return stretchLine('aggregate', observation.aggregate, observation.aggregate, observation.aggregate.firstMs)
  }
}

/** A rollup of no sample (`stretch` undefined) overwrites one that a late sensor fault has emptied. */
export const rollupLine = (address: ProbeAddress, windowMs: number, stretch: Stretch | undefined): string =>
  stretch === undefined
    ? line('rollup', address, {}, { count: 0 }, windowMs)
    : stretchLine('rollup', address, stretch, windowMs)

function stretchLine(measurement: string, address: ProbeAddress, stretch: Stretch, atMs: number): string {
  const { firstMs, lastMs, count, longestGapMs, minCelsius, meanCelsius, maxCelsius } = stretch
  const floats = { minCelsius, meanCelsius, maxCelsius }
  return line(measurement, address, floats, { firstMs, lastMs, count, longestGapMs }, atMs)
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
