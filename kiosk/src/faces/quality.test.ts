import { expect, test } from 'vitest'
import { descriptorLength } from './descriptor.ts'
import { faultsOf } from './quality.ts'
import type { FaceReading } from './read-faces.ts'

const good = {
  widthPixels: 180,
  sharpness: 60,
  brightness: 130,
  clippedShare: 0.01,
  turned: 0.03,
  raised: 0.55,
  tiltDegrees: 2,
}

function reading(measures: Partial<typeof good> = {}, others: Partial<FaceReading> = {}): FaceReading {
  return {
    faces: 1,
    largest: {
      box: { x: 0, y: 0, width: 180, height: 180 },
      found: 'detected',
      descriptor: new Float32Array(descriptorLength),
      measures: { ...good, ...measures },
    },
    ...others,
  }
}

test('one sharp, frontal, well-lit face of 120 pixels passes', () => {
  expect(faultsOf(reading())).toEqual([])
  expect(faultsOf(reading({ widthPixels: 120 }))).toEqual([])
})

test.each([
  ['too small', { widthPixels: 119 }],
  ['blurred', { sharpness: 2 }],
  ['turned away', { turned: -0.3 }],
  ['looking up or down', { raised: 0.3 }],
  ['looking up or down', { raised: 0.9 }],
  ['head tilted', { tiltDegrees: -25 }],
  ['too dark', { brightness: 30 }],
  ['too bright', { brightness: 230 }],
  ['harsh light', { clippedShare: 0.4 }],
] as const)('%s is told: %o', (fault, measures) => {
  expect(faultsOf(reading(measures))).toEqual([fault])
})

test('every fault is told at once', () => {
  expect(faultsOf(reading({ widthPixels: 60, sharpness: 1 }, { faces: 2 }))).toEqual([
    'several faces',
    'too small',
    'blurred',
  ])
})

test('no face, or a picture merely taken for one, is no face', () => {
  expect(faultsOf({ faces: 0 })).toEqual(['no face'])
  const assumed = reading()
  if (assumed.largest !== undefined) assumed.largest.found = 'assumed'
  expect(faultsOf(assumed)).toEqual(['no face'])
})

test('a measure that is no number is a fault and no pass', () => {
  expect(faultsOf(reading({ raised: Number.NaN }))).toEqual(['looking up or down'])
})
