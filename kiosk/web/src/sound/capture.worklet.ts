import { sampleRateHz, samplesIn, toInt16 } from '../../../src/audio/pcm.ts'
import { Downsampler } from './downsampler.ts'

/** What the audio thread offers; TypeScript's DOM library does not know it. */
declare const sampleRate: number
declare const registerProcessor: (name: string, processor: new () => object) => void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

const frameSamples = samplesIn(40)

/** The microphone's sound as 16 kHz 16-bit frames of 40 ms, each with how loud it was. */
class Capture extends AudioWorkletProcessor {
  readonly #downsampler = new Downsampler(sampleRate, sampleRateHz)
  #frame = new Float32Array(frameSamples)
  #filled = 0

  process([input]: Float32Array[][]): boolean {
    const [channel] = input ?? []
    if (channel === undefined) return true
    for (const sample of this.#downsampler.push(channel)) {
      this.#frame[this.#filled++] = sample
      if (this.#filled === frameSamples) this.#send()
    }
    return true
  }

  #send(): void {
    const frame = toInt16(this.#frame)
    const power = this.#frame.reduce((sum, sample) => sum + sample * sample, 0) / frameSamples
    const decibels = 10 * Math.log10(Math.max(power, 1e-10))
    this.#filled = 0
    this.port.postMessage({ frame, decibels }, [frame.buffer])
  }
}

registerProcessor('capture', Capture)
