import { sampleRateHz, toInt16 } from './pcm.ts'
import { resample } from './resample.ts'
import type { Sound } from './wav.ts'

/** Any sound as hearing takes it: the channels' mean, at 16 kHz, in 16 bits. */
export function soundForHearing({ rateHz, channels }: Sound): Int16Array<ArrayBuffer> {
  return toInt16(resample(mono(channels), rateHz, sampleRateHz))
}

function mono(channels: Float32Array[]): Float32Array {
  const [first = new Float32Array(0), ...others] = channels
  if (others.length === 0) return first
  return first.map(
    (sample, frame) => others.reduce((sum, other) => sum + (other[frame] ?? 0), sample) / channels.length,
  )
}
