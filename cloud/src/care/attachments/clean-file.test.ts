import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { cleanFile } from './clean-file.ts'

const secret = 'Hangzhou 30.2741N'
const picture = () =>
  sharp({ create: { width: 40, height: 24, channels: 3, background: { r: 200, g: 90, b: 30 } } }).withExif({
    IFD0: { Make: secret, Copyright: secret },
    IFD3: { GPSLatitude: '30/1 16/1 0/1', GPSLongitude: '120/1 9/1 0/1' },
  })
const pixels = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer()

describe.each([
  ['image/jpeg', () => picture().jpeg().toBuffer()],
  ['image/jpeg', () => picture().jpeg({ progressive: true }).toBuffer()],
  ['image/png', () => picture().png().toBuffer()],
  ['image/webp', () => picture().webp().toBuffer()],
  ['image/webp', () => picture().webp({ lossless: true }).toBuffer()],
] as const)('a photo as %s', (mime, make) => {
  test('loses place and device and nothing of the picture', async () => {
    const given = await make()
    expect(given.includes(secret)).toBe(true)
    const clean = cleanFile(given)
    expect(clean.mime).toBe(mime)
    expect(Buffer.from(clean.bytes).includes(secret)).toBe(false)
    const told = await sharp(clean.bytes).metadata()
    expect(told).toMatchObject({ width: 40, height: 24 })
    expect(told.exif).toBeUndefined()
    expect(await pixels(clean.bytes)).toEqual(await pixels(given))
  })

  test('is known for what it is wherever it is cut', async () => {
    const given = await make()
    for (const share of [0.2, 0.5, 0.9, 0.99]) {
      expect(() => cleanFile(given.subarray(0, Math.floor(given.length * share)))).toThrow(/cut short|no picture/)
    }
  })

  test('loses what was hidden behind it', async () => {
    const given = Buffer.concat([await make(), Buffer.from(`<script>${secret}</script>`)])
    expect(Buffer.from(cleanFile(given).bytes).includes('<script>')).toBe(false)
  })
})

test('a picture that lay on its side still says so, and says nothing else', async () => {
  const lying = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const { bytes } = cleanFile(lying)
  const told = await sharp(bytes).metadata()
  expect(told.orientation).toBe(6)
  expect(told.exif?.length).toBeLessThan(40)
})

test('a bomb is refused by what its head says, without being unpacked', async () => {
  const png = await picture().png().toBuffer()
  png.writeUInt32BE(60_000, 16)
  png.writeUInt32BE(60_000, 20)
  expect(() => cleanFile(png)).toThrow('60000 × 60000 pixels')
  const jpeg = await picture().jpeg().toBuffer()
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  jpeg.writeUInt16BE(65_500, frame + 5)
  jpeg.writeUInt16BE(65_500, frame + 7)
  expect(() => cleanFile(jpeg)).toThrow('pixels')
})

test('what is something else is refused by what it is, whatever it is called', () => {
  const page = Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(80))
  expect(() => cleanFile(page)).toThrow('neither JPEG, PNG, WebP nor PDF')
  expect(() => cleanFile(Buffer.from('GIF89a'.padEnd(80)))).toThrow('neither')
  expect(() => cleanFile(new Uint8Array())).toThrow('empty')
})

test('a document is taken as it is, when it is whole', () => {
  const whole = Buffer.from(`%PDF-1.7\n${'x'.repeat(100)}\n%%EOF\n`)
  expect(cleanFile(whole)).toEqual({ mime: 'application/pdf', bytes: whole })
  expect(() => cleanFile(whole.subarray(0, 90))).toThrow('cut short')
})

test('random damage never hangs it, and never lets through what browsers would not show', async () => {
  let state = 7
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % below
  }
  const kinds = await Promise.all([
    picture().jpeg().toBuffer(),
    picture().png().toBuffer(),
    picture().webp().toBuffer(),
  ])
  for (let round = 0; round < 600; round++) {
    const bytes = Buffer.from(kinds[round % 3] as Buffer)
    for (let damage = 0; damage < 4; damage++) bytes[random(bytes.length)] = random(256)
    try {
      expect(cleanFile(bytes).bytes.length).toBeLessThanOrEqual(bytes.length + 40)
    } catch (error) {
      expect(String(error)).toMatch(/^BadFile|^Error: (the|this|moving)/)
    }
  }
})
