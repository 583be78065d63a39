import { expect, test } from 'vitest'
import { samplesIn } from '../audio/pcm.ts'
import { levelOf, VoiceActivity } from './voice-activity.ts'

const noise = (ms: number, peak: number) =>
  Int16Array.from({ length: samplesIn(ms) }, (_, at) => Math.sin(at * 12.9898 + (at % 977) * 78.233) * peak)
const voicedMs = (activity: VoiceActivity, samples: Int16Array) =>
  activity.push(samples).filter(({ voiced }) => voiced).length * 20

test('the level is told in decibels below full scale', () => {
  expect(levelOf(new Int16Array(320).fill(32_767))).toBeCloseTo(0, 1)
  expect(levelOf(new Int16Array(320).fill(3277))).toBeCloseTo(-20, 1)
  expect(levelOf(new Int16Array(320))).toBe(-100)
})

test('silence and a steady fan are no speech, a voice over the fan is', () => {
  const activity = new VoiceActivity()
  expect(voicedMs(activity, new Int16Array(samplesIn(500)))).toBe(0)
  voicedMs(activity, noise(6000, 400))
  expect(voicedMs(activity, noise(1000, 400))).toBe(0)
  expect(voicedMs(activity, noise(1000, 6000))).toBeGreaterThan(900)
  expect(voicedMs(activity, noise(1000, 400))).toBeLessThan(150)
})

test('a talker who begins at once is heard from the start', () => {
  expect(voicedMs(new VoiceActivity(), noise(1000, 6000))).toBeGreaterThan(900)
})

test('a click is not a voice', () => {
  const activity = new VoiceActivity()
  activity.push(noise(500, 20))
  expect(voicedMs(activity, noise(20, 20_000)) + voicedMs(activity, noise(500, 20))).toBe(0)
})

test('the frames do not depend on how the sound is cut', () => {
  const samples = noise(1000, 3000)
  const [whole, pieces] = [new VoiceActivity(), new VoiceActivity()]
  const cut = Array.from({ length: Math.ceil(samples.length / 171) }, (_, at) =>
    samples.slice(at * 171, at * 171 + 171),
  )
  expect(cut.flatMap((piece) => pieces.push(piece))).toEqual(whole.push(samples))
})
