import { filterTable, perSample } from '../../../src/audio/resample.ts'

/** Resamples a stream to a lower rate, block by block, by the same filter as a whole recording. */
export class Downsampler {
  readonly #step: number
  readonly #reach: number
  readonly #filter: Float64Array
  #kept = new Float32Array(0)
  /** Where the next sample of the output stands in what is kept. */
  #centre = 0

  constructor(fromHz: number, toHz: number) {
    this.#step = fromHz / toHz
    const { filter, reach } = filterTable(fromHz, toHz)
    this.#filter = filter
    this.#reach = reach
  }

  push(block: Float32Array): Float32Array {
    const samples = new Float32Array(this.#kept.length + block.length)
    samples.set(this.#kept)
    samples.set(block, this.#kept.length)
    const out: number[] = []
    while (this.#centre + this.#reach < samples.length) {
      out.push(this.#at(samples, this.#centre))
      this.#centre += this.#step
    }
    const passed = Math.max(0, Math.min(samples.length, Math.floor(this.#centre - this.#reach)))
    this.#kept = samples.slice(passed)
    this.#centre -= passed
    return Float32Array.from(out)
  }

  #at(samples: Float32Array, centre: number): number {
    let sum = 0
    for (let index = Math.max(0, Math.ceil(centre - this.#reach)); index <= centre + this.#reach; index++) {
      sum += (samples[index] ?? 0) * (this.#filter[Math.round(Math.abs(index - centre) * perSample)] ?? 0)
    }
    return sum
  }
}
