import { expect, test } from 'vitest'
import { descriptorLength, meanDescriptor } from '../descriptor.ts'
import { evaluate, type KnownPicture, type Protocol } from './evaluate.ts'

/** Each person a direction of their own; each picture leans off it by so many degrees, each towards another side. */
function crowd(people: number, pictures: number, degrees: (person: number, picture: number) => number): KnownPicture[] {
  return Array.from({ length: people * pictures }, (_, index) => {
    const [person, picture] = [Math.floor(index / pictures), index % pictures]
    const lean = (degrees(person, picture) * Math.PI) / 180
    const descriptor = new Float32Array(descriptorLength)
    descriptor[person] = Math.cos(lean)
    descriptor[descriptorLength - 1 - picture] = Math.sin(lean)
    return { person: `person ${person}`, picture: `${picture}.png`, descriptor: meanDescriptor([descriptor]) }
  })
}

const protocol: Protocol = { enrol: 1, unknownShare: 0.3, seed: 1, draws: 20 }

test('people who look like nobody else are all identified, and no stranger is', () => {
  const result = evaluate(
    crowd(10, 6, () => 10),
    protocol,
  )
  expect(result).toMatchObject({ people: 10, pictures: 60, rankOne: 1, chosenThreshold: 0.45 })
  for (const point of result.operatingPoints) {
    expect(point.identificationRate).toBe(1)
    expect(point.falsePositives.rate).toBeLessThanOrEqual(point.falsePositiveRate)
  }
  expect(result.kioskRule).toMatchObject({ identificationRate: 1, falsePositives: { rate: 0 } })
})

test('pictures that look like nothing enrolled are known people missed, not strangers let in', () => {
  // Every third picture leans so far that it is as far from its own person as strangers are.
  const result = evaluate(
    crowd(10, 6, (_, picture) => (picture % 3 === 0 ? 85 : 5)),
    protocol,
  )
  for (const point of result.operatingPoints) {
    expect(point.identificationRate).toBeLessThan(0.8)
    expect(point.falsePositives.rate).toBeLessThanOrEqual(point.falsePositiveRate)
    expect(point.lowest).toBeLessThanOrEqual(point.identificationRate)
    expect(point.highest).toBeGreaterThanOrEqual(point.identificationRate)
  }
})

test('a stranger who is somebody’s double costs the operating point, as it must', () => {
  const pictures = crowd(10, 6, () => 10)
  const doubles = pictures.filter(({ person }) => person === 'person 0').map((one) => ({ ...one, person: 'double' }))
  const result = evaluate([...pictures, ...doubles], protocol)
  const [, strict] = result.operatingPoints
  expect(strict?.identificationRate).toBeLessThan(1)
  expect(strict?.falsePositives.rate).toBeLessThanOrEqual(0.001)
  // One frame of a double is taken for the person: why two of three frames do not help against a double either.
  expect(result.kioskRule.falsePositives.rate).toBeGreaterThan(0)
})

test('more enrolled pictures bring the template nearer to the next one', () => {
  const pictures = crowd(10, 8, () => 18)
  const medians = [1, 3, 5].map((enrol) => evaluate(pictures, { ...protocol, enrol }).genuine?.p50 ?? 0)
  expect(medians[0]).toBeGreaterThan(medians[1] as number)
  expect(medians[1]).toBeGreaterThan(medians[2] as number)
})

test('a seed gives the same figures again, whatever the order of the pictures', () => {
  const pictures = crowd(8, 5, (person, picture) => 5 + 3 * person + 4 * picture)
  expect(evaluate(pictures.toReversed(), protocol)).toEqual(evaluate(pictures, protocol))
  expect(evaluate(pictures, { ...protocol, seed: 2 })).not.toEqual(evaluate(pictures, protocol))
})

test('people with no picture left to be searched for are left out, and too few people are refused', () => {
  const pictures = crowd(6, 4, () => 10)
  const fewer = pictures.filter(({ person, picture }) => person !== 'person 5' || picture === '0.png')
  expect(evaluate(fewer, protocol).people).toBe(5)
  expect(() => evaluate(pictures, { ...protocol, enrol: 4 })).toThrow('0 people have more than 4 pictures with a face')
})
