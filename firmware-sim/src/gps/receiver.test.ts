import { parseNmeaSentence } from 'nmea-simple'
import { expect, test } from 'vitest'
import type { Motion } from '../route/timetable.ts'
import { checksum } from './nmea.ts'
import { receiverBytes } from './receiver.ts'

const atMs = Date.parse('2026-11-20T05:06:07Z')
const motion: Motion = {
  latitude: 31.299_999_6,
  longitude: 121.5128,
  speedMetersPerSecond: 12.5,
  courseDegrees: 274.3,
  inTunnel: false,
  stoppedSeconds: null,
  stopLastsSeconds: null,
}
const lines = (second: number, sky: boolean) =>
  Buffer.concat(receiverBytes(1, atMs + second * 1000, motion, sky))
    .toString('latin1')
    .split('\r\n')
    .filter((line) => line !== '')
const sound = (line: string) => checksum(line.slice(1, line.indexOf('*'))) === line.slice(-2)

test('the checksum is that of the standard’s example', () => {
  expect(checksum('GPGLL,5300.97914,N,00259.98174,E,125926,A')).toBe('28')
})

test('one second holds RMC, GGA, GSA, GSV and VTG, and another parser reads the same fix', () => {
  const sentences = lines(0, true)
  expect(sentences.map((line) => line.slice(3, 6))).toEqual(['RMC', 'GGA', 'GSA', 'GSV', 'GSV', 'GSV', 'VTG'])
  expect(sentences.every(sound)).toBe(true)
  const packets = sentences.map((line) => parseNmeaSentence(line))
  const rmc = packets.find((packet) => packet.sentenceId === 'RMC')
  const gga = packets.find((packet) => packet.sentenceId === 'GGA')
  if (rmc?.sentenceId !== 'RMC' || gga?.sentenceId !== 'GGA') throw new Error('RMC and GGA expected')
  expect(rmc.status).toBe('valid')
  expect(rmc.datetime.toISOString()).toBe('2026-11-20T05:06:07.000Z')
  expect(rmc.latitude).toBeCloseTo(31.3, 4)
  expect(rmc.longitude).toBeCloseTo(121.5128, 4)
  expect(rmc.speedKnots * 0.514_444).toBeCloseTo(12.5, 1)
  expect(gga.fixType).toBe('fix')
  expect(gga.latitude).toBeCloseTo(31.3, 4)
})

test('without sky the sentences go on, and say that there is no fix', () => {
  const packets = lines(0, false).map((line) => parseNmeaSentence(line))
  const rmc = packets.find((packet) => packet.sentenceId === 'RMC')
  if (rmc?.sentenceId !== 'RMC') throw new Error('RMC expected')
  expect(rmc.status).toBe('warning')
  expect(lines(0, false)[1]).toMatch(/^\$GPGGA,050607\.00,,,,,0,00,/)
})

test('few sentences are damaged, and the bytes come torn', () => {
  const sentences = Array.from({ length: 600 }, (_, second) => lines(second, true)).flat()
  const damaged = sentences.filter((line) => !sound(line)).length
  expect(damaged).toBeGreaterThan(0)
  expect(damaged).toBeLessThan(sentences.length / 100)
  expect(receiverBytes(1, atMs, motion, true).length).toBeGreaterThan(5)
})
