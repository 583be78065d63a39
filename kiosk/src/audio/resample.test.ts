import { expect, test } from 'vitest'
import { resample } from './resample.ts'
import { soundForHearing } from './sound-for-hearing.ts'

const tone = (hertz: number, rateHz: number, seconds = 0.2) =>
  Float32Array.from({ length: rateHz * seconds }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rateHz))

/** Root mean square away from the ends, where the filter has all its neighbours. */
const strength = (samples: Float32Array) => {
  const middle = samples.slice(samples.length * 0.2, samples.length * 0.8)
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length)
}

test.each([8000, 22_050, 44_100, 48_000, 96_000])('a tone of 1 kHz at %d Hz is the same tone at 16 kHz', (rateHz) => {
  const [got, wanted] = [resample(tone(1000, rateHz), rateHz, 16_000), tone(1000, 16_000)]
  const apart = wanted.slice(800, 2400).map((sample, at) => sample - (got[at + 800] ?? 0))
  expect(Math.max(...apart.map(Math.abs))).toBeLessThan(0.003)
})

test('a tone above half the new rate is gone, not folded into the voice', () => {
  expect(strength(resample(tone(11_000, 48_000), 48_000, 16_000))).toBeLessThan(0.0005)
})

test('stereo becomes the mean of its channels', () => {
  const sound = { rateHz: 16_000, channels: [Float32Array.of(0.5, 1), Float32Array.of(-0.5, 0)] }
  expect([...soundForHearing(sound)]).toEqual([0, 16_384])
})
