/** A binary portable anymap. `samples` is absent when bytes are missing. */
export interface Anymap {
  width: number
  height: number
  channels: 1 | 3
  samples: Uint8Array | undefined
}

const header = /^P([56])(?:\s+|#[^\n]*\n)+?(\d+)(?:\s+|#[^\n]*\n)+?(\d+)(?:\s+|#[^\n]*\n)+?(\d+)\s/

/**
 * Reads PGM (P5) and PPM (P6), which sharp's own libvips leaves out; one byte a sample, as netpbm's pgm(5) gives it.
 * @returns nothing when the bytes are something else
 */
export function readAnymap(bytes: Uint8Array): Anymap | undefined {
  const found = header.exec(Buffer.from(bytes.subarray(0, 512)).toString('latin1'))
  if (found === null) return undefined
  const [all, kind, width, height, brightest] = found
  if (Number(brightest) < 1 || Number(brightest) > 255) return undefined
  const channels = kind === '5' ? 1 : 3
  const size = Number(width) * Number(height) * channels
  const samples = bytes.subarray(all.length, all.length + size)
  const scaled = Number(brightest) === 255 ? samples : samples.map((sample) => (sample * 255) / Number(brightest))
  return {
    width: Number(width),
    height: Number(height),
    channels,
    samples: scaled.length === size ? scaled : undefined,
  }
}
