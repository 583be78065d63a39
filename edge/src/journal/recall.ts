import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'

export type Outcome = 'accepted' | 'duplicate' | 'stale'

/** What is remembered of one sample: enough to know it again. */
export interface Trace {
  sequence: number
  observedAtMs: number
  fingerprint: number
}

/** A counter that went back further than this, or to 0, is a device that restarted, not a gateway repeating itself. */
const restartDistance = 64
const smallest = 64
/** A probe's memory holds this many sequence numbers, 20 bytes each. */
export const largest = 4096

/**
 * Remembers the last samples of one probe by sequence number, so that what is sent again is known again.
 * Sequence numbers map to slots by remainder: a newer number displaces the one 4,096 before it.
 */
export class Recall {
  #size = smallest
  #sequences = new Float64Array(smallest).fill(-1)
  #stamps = new Float64Array(smallest)
  #fingerprints = new Uint32Array(smallest)
  #newest: Trace | undefined

  get newest(): Trace | undefined {
    return this.#newest
  }

  /**
   * `duplicate`: the very sample again. `stale`: the probe's newest values, repeated under a newer stamp by a gateway
   * that has nothing newer. Everything else is news, and so is a counter that restarted, even at equal values.
   */
  judge(trace: Trace): Outcome {
    const slot = trace.sequence % this.#size
    if (this.#sequences[slot] !== trace.sequence) return 'accepted'
    const knownAtMs = this.#stamps[slot] as number
    if (knownAtMs === trace.observedAtMs) return 'duplicate'
    const repeats = knownAtMs < trace.observedAtMs && this.#fingerprints[slot] === trace.fingerprint
    return repeats && !this.#restarted(trace.sequence) ? 'stale' : 'accepted'
  }

  #restarted(sequence: number): boolean {
    const back = (this.#newest?.sequence ?? 0) - sequence
    return back < 0 || back > restartDistance || (sequence === 0 && back > 0)
  }

  /** Takes the sample in, and returns how to forget it again should the commit fail. */
  learn(trace: Trace): () => void {
    const newest = this.#newest
    this.#grow(trace.sequence)
    const slot = trace.sequence % this.#size
    const displaced: Trace = {
      sequence: this.#sequences[slot] as number,
      observedAtMs: this.#stamps[slot] as number,
      fingerprint: this.#fingerprints[slot] as number,
    }
    const olderThanKnown = displaced.sequence === trace.sequence && displaced.observedAtMs > trace.observedAtMs
    if (!olderThanKnown) this.#put(trace)
    if (newest === undefined || trace.observedAtMs >= newest.observedAtMs) this.#newest = trace
    return () => {
      this.#newest = newest
      this.#sequences[trace.sequence % this.#size] = -1
      if (displaced.sequence >= 0) this.#put(displaced)
    }
  }

  #put(trace: Trace): void {
    const slot = trace.sequence % this.#size
    this.#sequences[slot] = trace.sequence
    this.#stamps[slot] = trace.observedAtMs
    this.#fingerprints[slot] = trace.fingerprint
  }

  /** Doubles the memory as long as a sample would displace a neighbour of its own run. */
  #grow(sequence: number): void {
    while (this.#size < largest) {
      const displaced = this.#sequences[sequence % this.#size] as number
      if (displaced < 0 || displaced === sequence) return
      const traces = [...this.#sequences].map((known, slot) => ({
        sequence: known,
        observedAtMs: this.#stamps[slot] as number,
        fingerprint: this.#fingerprints[slot] as number,
      }))
      this.#size *= 2
      this.#sequences = new Float64Array(this.#size).fill(-1)
      this.#stamps = new Float64Array(this.#size)
      this.#fingerprints = new Uint32Array(this.#size)
      for (const trace of traces) if (trace.sequence >= 0) this.#put(trace)
    }
  }
}

/** FNV-1a over what the sample measured: equal values have equal fingerprints. */
export function fingerprintOf(sample: Reading | Position): number {
  const text =
    'latitude' in sample
      ? `${sample.latitude}|${sample.longitude}|${sample.speedMetersPerSecond}|${sample.courseDegrees}`
      : `${sample.celsius}|${sample.humidityPercent}|${sample.doorOpen}|${sample.defrosting}|${sample.sensorFault}`
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}
