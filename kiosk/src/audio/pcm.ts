/** What hearing takes: mono, signed 16-bit, 16 kHz. */
export const sampleRateHz = 16_000

export const msOf = (samples: number, rateHz = sampleRateHz): number => (samples / rateHz) * 1000
export const samplesIn = (ms: number, rateHz = sampleRateHz): number => Math.round((ms / 1000) * rateHz)

/** Floating samples of −1 to 1 as 16-bit ones; louder is cut off, not wrapped. */
export function toInt16(samples: Float32Array): Int16Array<ArrayBuffer> {
  return Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767))))
}
