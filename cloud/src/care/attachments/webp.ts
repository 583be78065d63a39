import { BadFile, cutShort, refuseBomb, type Size } from './byte-source.ts'

/** WebP container specification: what makes one still picture. Animations are refused. */
const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'])
/** Flags of VP8X (§2.7): EXIF, XMP and animation. */
const exif = 0x08
const xmp = 0x04
const animated = 0x02

/** The same picture without EXIF and XMP, bit for bit otherwise. */
export function cleanWebp(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const riffEnd = view.getUint32(4, true) + 8
  if (riffEnd > bytes.length) throw cutShort()
  const parts: Uint8Array[] = []
  let size: Size | undefined
  for (let at = 12; at + 8 <= riffEnd; ) {
    const name = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1')
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length % 2)
    if (at + 8 + length > riffEnd) throw cutShort()
    const chunk = bytes.slice(at, end)
    const found = sizeOf(name, chunk)
    if (found !== undefined) {
      refuseBomb(found)
      size = found
    }
    if (name === 'VP8X') {
      if (((chunk[8] ?? 0) & animated) !== 0) throw new BadFile('moving pictures are not taken: send a still one')
      chunk[8] = (chunk[8] ?? 0) & ~(exif | xmp)
    }
    if (kept.has(name)) parts.push(chunk)
    at = end
  }
  if (size === undefined) throw new BadFile('the WebP holds no picture: take it again')
  const body = Buffer.concat(parts)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

function sizeOf(name: string, chunk: Uint8Array): Size | undefined {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  if ((name === 'VP8X' || name === 'VP8 ') && chunk.length < 18) throw cutShort()
  if (name === 'VP8X') {
    const three = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
    return { width: three(12) + 1, height: three(15) + 1 }
  }
  if (name === 'VP8 ') return { width: view.getUint16(14, true) & 0x3fff, height: view.getUint16(16, true) & 0x3fff }
  if (name !== 'VP8L') return undefined
  if (chunk.length < 13) throw cutShort()
  const bits = view.getUint32(9, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
