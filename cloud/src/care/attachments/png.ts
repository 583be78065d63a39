import { BadFile, cutShort, refuseBomb } from './byte-source.ts'

/** What makes the picture (PNG, third edition, §11); texts, times, EXIF and what nobody knows are left out. */
const kept = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'cICP',
  'pHYs',
  'bKGD',
])

/** The same picture without texts, times, place and device, bit for bit otherwise; also without what follows it. */
export function cleanPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  let pictured = false
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) throw cutShort()
    const length = view.getUint32(at)
    const name = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    const end = at + 12 + length
    if (end > bytes.length) throw cutShort()
    if (at === 8) {
      if (name !== 'IHDR' || length !== 13) throw new BadFile('the PNG is damaged: take it again')
      refuseBomb({ width: view.getUint32(16), height: view.getUint32(20) })
    }
    if (name === 'IDAT') pictured = true
    if (kept.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') break
    at = end
  }
  if (!pictured) throw new BadFile('the PNG holds no picture: take it again')
  return Buffer.concat(parts)
}
