import { BadFile, cutShort, refuseBomb, type Size } from './byte-source.ts'

/** Segments by ITU-T T.81 B.1.1.3; those of applications carry place, device, time and thumbnails. */
const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const COM = 0xfe
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/**
 * The same picture without what applications wrote into it, bit for bit otherwise. Kept are the colour profile, Adobe's
 * mark of the colour model, and which way up it was held (as the only entry of a new EXIF block). What lies behind the
 * picture, such as the film of a "motion photo", is gone too.
 */
export function cleanJpeg(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  let size: Size | undefined
  let orientation = 1
  let scanned = false
  let at = 2
  const wordAt = (index: number): number => {
    if (index + 1 >= bytes.length) throw cutShort()
    return ((bytes[index] as number) << 8) | (bytes[index + 1] as number)
  }
  for (;;) {
    if (bytes[at] !== 0xff) throw at >= bytes.length ? cutShort() : new BadFile('the JPEG is damaged: take it again')
    while (bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1]
    if (marker === undefined) throw cutShort()
    if (marker === EOI) break
    if (marker === SOI || marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) {
      throw new BadFile('the JPEG is damaged: take it again')
    }
    const length = wordAt(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) throw cutShort()
    const segment = bytes.subarray(at, end)
    if (isFrame(marker)) {
      if (length < 8) throw cutShort()
      size = { height: wordAt(at + 5), width: wordAt(at + 7) }
      refuseBomb(size)
    }
    if (marker === APP1) orientation = orientationOf(segment) ?? orientation
    if (isKept(marker, segment)) parts.push(segment)
    at = end
    if (marker !== SOS) continue
    scanned = true
    const scanEnd = endOfScan(bytes, at)
    parts.push(bytes.subarray(at, scanEnd))
    at = scanEnd
  }
  if (size === undefined || !scanned) throw new BadFile('the JPEG holds no picture: take it again')
  parts.push(Uint8Array.of(0xff, EOI))
  if (orientation !== 1) parts.splice(1, 0, exifOf(orientation))
  return Buffer.concat(parts)
}

function isKept(marker: number, segment: Uint8Array): boolean {
  if (marker === COM) return false
  if (marker < APP0 || marker > APP15) return true
  if (marker === APP2) return startsWith(segment, 'ICC_PROFILE\0')
  return marker === APP14 && startsWith(segment, 'Adobe')
}

const startsWith = (segment: Uint8Array, text: string): boolean =>
  Buffer.from(segment.subarray(4, 4 + text.length)).toString('latin1') === text

/** Entropy-coded bytes run to the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) break
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  throw cutShort()
}

/** Tag 0x0112 of the first directory (Exif 2.32 §4.6.4), 1 to 8. */
function orientationOf(segment: Uint8Array): number | undefined {
  if (!startsWith(segment, 'Exif\0\0')) return undefined
  const tiff = Buffer.from(segment.subarray(10))
  if (tiff.length < 14) return undefined
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const word = (at: number): number =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let entry = 0; entry < Math.min(word(directory), 100); entry++) {
    const at = directory + 2 + entry * 12
    if (word(at) !== 0x0112) continue
    const value = word(at + 8)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An EXIF block that tells which way up, and nothing else. */
function exifOf(orientation: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
  const body = [...Buffer.from('Exif\0\0', 'latin1'), ...tiff]
  return Uint8Array.of(0xff, APP1, 0, body.length + 2, ...body)
}
