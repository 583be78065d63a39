import { expect, test } from 'vitest'
import { descriptorLength, distance, meanDescriptor } from './descriptor.ts'
import { agreed, defaultRule, type Recognition, recognise, type Template } from './matching.ts'

/** A descriptor that stands at an angle between two people's directions. */
function between(first: number, second: number, degrees: number): Float32Array {
  const answer = new Float32Array(descriptorLength)
  answer[first] = Math.cos((degrees * Math.PI) / 180)
  answer[second] = Math.sin((degrees * Math.PI) / 180)
  return meanDescriptor([answer])
}

const enrolled = (person: string, axis: number): Template => ({ person, descriptor: between(axis, axis + 1, 0) })
const gallery = [enrolled('li', 0), enrolled('chen', 10), enrolled('wang', 20)]
const rule = defaultRule(gallery.length)

test('whoever stands near one template is that person', () => {
  expect(recognise(between(0, 50, 12), gallery, rule)).toMatchObject({ known: true, person: 'li' })
  expect(recognise(between(20, 50, 17), gallery, rule)).toMatchObject({ known: true, person: 'wang' })
})

test('whoever stands near nobody is unknown, and it is not told whom they nearly were', () => {
  expect(recognise(between(0, 50, 25), gallery, rule)).toEqual({ known: false, because: 'nobody near' })
  expect(recognise(between(80, 81, 0), gallery, rule)).toEqual({ known: false, because: 'nobody near' })
})

test('two enrolled people as like as twins are told apart by nobody', () => {
  const twins = [...gallery, { person: 'li the twin', descriptor: between(0, 1, 12) }]
  expect(recognise(between(0, 1, 6), twins, rule)).toEqual({ known: false, because: 'two people alike' })
  expect(recognise(between(0, 1, 0), twins, rule)).toMatchObject({ known: true, person: 'li' })
})

test('an empty gallery recognises nobody, and one person needs no second to stand off from', () => {
  expect(recognise(between(0, 1, 0), [], rule)).toEqual({ known: false, because: 'nobody enrolled' })
  expect(recognise(between(0, 1, 0), gallery.slice(0, 1), rule)).toMatchObject({ known: true, person: 'li' })
})

test('a large gallery is stricter', () => {
  const probe = between(0, 50, 17)
  expect(recognise(probe, gallery, defaultRule(30)).known).toBe(true)
  expect(recognise(probe, gallery, defaultRule(5000)).known).toBe(false)
})

test('two of the last three frames must agree', () => {
  const frame = (person?: string): Recognition =>
    person === undefined ? { known: false, because: 'nobody near' } : { known: true, person, distance: 0.3 }
  expect(agreed([])).toBeUndefined()
  expect(agreed([frame('li')])).toBeUndefined()
  expect(agreed([frame('li'), frame()])).toBeUndefined()
  expect(agreed([frame('li'), frame(), frame('li')])).toBe('li')
  expect(agreed([frame('li'), frame('chen'), frame('wang')])).toBeUndefined()
  expect(agreed([frame('li'), frame('li'), frame(), frame('chen')])).toBeUndefined()
})

test('a mean stands between its shots and keeps their scale', () => {
  const [one, other] = [between(0, 1, 0), between(0, 1, 20)]
  const mean = meanDescriptor([one, other])
  expect(Math.hypot(...mean)).toBeCloseTo(Math.hypot(...one), 4)
  expect(distance(mean, one)).toBeCloseTo(distance(mean, other), 4)
  expect(distance(mean, between(0, 1, 10))).toBeCloseTo(0, 4)
})
