import { msOf, samplesIn } from '../audio/pcm.ts'

export interface ActivityFrame {
  /** End of the frame, counted from the first sample. */
  atMs: number
  /** Level in dB below full scale, for the meter; −100 is digital silence. */
  decibels: number
  voiced: boolean
}

const frameSamples = samplesIn(20)
const quietestDecibels = -55
/** Speech stands this far above the room's noise. */
const aboveNoise = 9
/** In babble, other voices stand this far under the one that is near. */
const belowSpeech = 18
/** Rise of the noise estimate in a second: a fan that is switched on is noise after three seconds. */
const noiseRiseDecibels = 4
const speechFallDecibels = 3
const framesEachSecond = 50

/** Tells speech from a room by energy alone: noise is the floor that the level returns to, speech the top it reaches. */
export class VoiceActivity {
  readonly #rest = new Int16Array(frameSamples)
  #resting = 0
  #frames = 0
  #noise = Number.POSITIVE_INFINITY
  #speech = Number.NEGATIVE_INFINITY
  #recent = 0

  /** Frames completed by these samples. */
  push(samples: Int16Array): ActivityFrame[] {
    const frames: ActivityFrame[] = []
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + frameSamples - this.#resting)
      this.#rest.set(part, this.#resting)
      this.#resting += part.length
      at += part.length
      if (this.#resting < frameSamples) break
      this.#resting = 0
      frames.push(this.#frame(levelOf(this.#rest)))
    }
    return frames
  }

  #frame(decibels: number): ActivityFrame {
    // A talker may begin at once: the first frames never count as a noise louder than a quiet shop.
    this.#noise = Math.min(
      this.#noise + noiseRiseDecibels / framesEachSecond,
      Math.max(decibels, -70),
      this.#frames === 0 ? -45 : 0,
    )
    this.#speech = Math.max(this.#speech - speechFallDecibels / framesEachSecond, decibels)
    const threshold = Math.max(quietestDecibels, this.#noise + aboveNoise, this.#speech - belowSpeech)
    // Three of the last five frames: a click is not a word, a stop consonant not a pause.
    this.#recent = ((this.#recent << 1) | (decibels > threshold ? 1 : 0)) & 0b11111
    const voiced = (this.#recent.toString(2).match(/1/g)?.length ?? 0) >= 3
    return { atMs: msOf(++this.#frames * frameSamples), decibels, voiced }
  }
}

/** Root mean square of the samples in dB of full scale. */
export function levelOf(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const rms = Math.sqrt(sum / Math.max(1, samples.length)) / 32_768
  return Math.max(-100, 20 * Math.log10(rms || 1e-5))
}
