import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'
import type { Stretch } from './store.ts'

/** Rows as node:sqlite gives them, and the values that make them, in the order of the schema's columns. */
export type Row = Record<string, string | number | null>
export type StretchRow = [number, number, number, number, number, number, number]

const bit = (value: boolean | undefined): number | null => (value === undefined ? null : Number(value))

export const readingValues = (reading: Reading) => [
  reading.observedAtMs,
  reading.receivedAtMs,
  reading.sequence,
  reading.celsius ?? null,
  reading.humidityPercent ?? null,
  bit(reading.doorOpen),
  bit(reading.defrosting),
  reading.sensorFault ?? null,
]

export const positionValues = (position: Position) => [
  position.observedAtMs,
  position.receivedAtMs,
  position.sequence,
  position.latitude,
  position.longitude,
  position.speedMetersPerSecond ?? null,
  position.courseDegrees ?? null,
  position.quality ?? null,
  position.satellites ?? null,
]

export const stretchValues = (stretch: Stretch) => [
  stretch.firstMs,
  stretch.lastMs,
  stretch.count,
  stretch.minCelsius,
  stretch.meanCelsius,
  stretch.maxCelsius,
  stretch.longestGapMs,
]

const withoutNulls = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))

export function readingOf(row: Row): Reading {
  const reading: Record<string, unknown> = withoutNulls(row)
  for (const flag of ['doorOpen', 'defrosting']) if (flag in reading) reading[flag] = reading[flag] === 1
  return reading as Reading
}

export function positionOf(row: Row): Position {
  const { 'min(observed_at_ms)': _first, 'max(observed_at_ms)': _last, ...position } = withoutNulls(row)
  return position as unknown as Position
}

export const stretchOf = (row: StretchRow): Stretch => {
  const [firstMs, lastMs, count, minCelsius, meanCelsius, maxCelsius, longestGapMs] = row
  return { firstMs, lastMs, count, minCelsius, meanCelsius, maxCelsius, longestGapMs }
}
