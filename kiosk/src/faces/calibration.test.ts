import { expect, test } from 'vitest'
import { calibrate, type EnrolledPerson } from './calibration.ts'
import { descriptorLength, meanDescriptor } from './descriptor.ts'

/** `alike` people stand so many degrees apart in pairs; each has `shots` pictures that lean a little. */
function gallery(people: number, shots: number, degreesApart: number): EnrolledPerson[] {
  return Array.from({ length: people }, (_, person) => ({
    person: `person ${person}`,
    shots: Array.from({ length: shots }, (_, shot) => {
      const turned = ((person % 2) * degreesApart * Math.PI) / 180
      const descriptor = new Float32Array(descriptorLength)
      const pair = person - (person % 2)
      descriptor[pair] = Math.cos(turned)
      descriptor[pair + 1] = Math.sin(turned)
      descriptor[descriptorLength - 1 - shot] = 0.08
      return meanDescriptor([descriptor])
    }),
  }))
}

test('people unlike each other keep the default threshold, with errors estimated', () => {
  const result = calibrate(gallery(40, 4, 90))
  expect(result).toMatchObject({ threshold: 0.45, from: 'default', people: 40, shots: 160 })
  expect(result.falsePositives).toMatchObject({ rate: 0, trials: 160 })
  expect(result.falsePositives.high).toBeGreaterThan(0.02)
  expect(result.falseNegatives).toMatchObject({ rate: 0, trials: 160 })
  expect(result.genuine?.p99).toBeLessThan(result.impostor?.p01 ?? 0)
})

test('a gallery in which people resemble each other gets a stricter threshold', () => {
  const result = calibrate(gallery(40, 4, 14))
  expect(result.from).toBe('gallery')
  expect(result.threshold).toBeLessThan(0.4)
  expect(result.falsePositives.rate).toBe(0)
})

test('too few trials change nothing: the default stays, and the interval tells how little is known', () => {
  const result = calibrate(gallery(4, 3, 14))
  expect(result).toMatchObject({ threshold: 0.45, from: 'default' })
  expect(result.falsePositives).toMatchObject({ rate: 1, trials: 12 })
})

test('one shot a person tells of impostors but not of misses; nobody tells of nothing', () => {
  expect(calibrate(gallery(10, 1, 90)).falseNegatives).toMatchObject({ trials: 0, low: 0, high: 1 })
  expect(calibrate([])).toMatchObject({ threshold: 0.45, people: 0, genuine: undefined, impostor: undefined })
})
