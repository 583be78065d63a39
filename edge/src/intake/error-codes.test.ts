import type { Reading } from '@larder/contracts/reading'
import { expect, test } from 'vitest'
import { ErrorCodes } from './error-codes.ts'

const faults = (...temperatures: (number | undefined)[]): (string | undefined)[] => {
  const codes = new ErrorCodes()
  return temperatures.map((celsius, sequence) => {
    const head = { site: 's', asset: 'a', probe: 'p', sequence, observedAtMs: sequence, receivedAtMs: sequence }
    const reading: Reading = celsius === undefined ? { ...head, doorOpen: true } : { ...head, celsius }
    const marked = codes.mark(reading)
    expect(marked.celsius).toBe(celsius)
    return marked.sensorFault
  })
}

test('−127 is never a temperature, and stays to be seen', () => {
  expect(faults(2, -127, 2, -126.9)).toEqual([undefined, 'communication', undefined, undefined])
})

test('85.0 is the power-on value where the probe was not hot, and a temperature where it was', () => {
  expect(faults(85, 2, 85, 85, 84.9)).toEqual(['communication', undefined, 'communication', 'communication', undefined])
  expect(faults(63, 78, 85, 85.06, 85)).toEqual([undefined, undefined, undefined, undefined, undefined])
})

test('what a probe says of itself stands, and a sample without a temperature is left alone', () => {
  expect(faults(undefined)).toEqual([undefined])
  const said: Reading = {
    site: 's',
    asset: 'a',
    probe: 'p',
    sequence: 1,
    observedAtMs: 1,
    receivedAtMs: 1,
    celsius: -127,
    sensorFault: 'open-circuit',
  }
  expect(new ErrorCodes().mark(said)).toBe(said)
})
