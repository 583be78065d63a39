import { describe, expect, it } from 'vitest'
import { resample } from '../../../src/audio/resample.ts'
import { Downsampler } from './downsampler.ts'

const tone = (hertz: number, rateHz: number, seconds: number) =>
  Float32Array.from({ length: rateHz * seconds }, (_, at) => Math.sin((2 * Math.PI * hertz * at) / rateHz))

function inBlocks(samples: Float32Array, rateHz: number): number[] {
  const downsampler = new Downsampler(rateHz, 16_000)
  const out: number[] = []
  for (let at = 0; at < samples.length; at += 128) out.push(...downsampler.push(samples.subarray(at, at + 128)))
  return out
}

describe('the microphone’s sound at 16 kHz', () => {
  for (const rateHz of [44_100, 48_000]) {
    it(`is the same in blocks as in one piece, from ${rateHz} Hz`, () => {
      const samples = tone(440, rateHz, 0.5)
      const whole = resample(samples, rateHz, 16_000)
      const blocks = inBlocks(samples, rateHz)
      expect(whole.length - blocks.length).toBeLessThan(40)
      blocks.forEach((sample, at) => {
        expect(Math.abs(sample - (whole[at] ?? 0))).toBeLessThan(1e-3)
      })
    })
  }

  it('holds no false tone of what 16 kHz can not carry', () => {
    const loudest = Math.max(
      ...inBlocks(tone(12_000, 48_000, 0.3), 48_000)
        .slice(400)
        .map(Math.abs),
    )
    expect(loudest).toBeLessThan(0.001)
  })
})
