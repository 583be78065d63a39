import { expect, test } from 'vitest'
import { readWav, writeWav } from './wav.ts'

/** A RIFF file made of chunks. */
function riff(...chunks: [name: string, body: Buffer][]): Buffer {
  const bodies = chunks.map(([name, body]) => {
    const head = Buffer.alloc(8)
    head.write(name, 0)
    head.writeUInt32LE(body.length, 4)
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
  })
  const head = Buffer.alloc(12)
  head.write('RIFF', 0)
  head.writeUInt32LE(4 + bodies.reduce((sum, body) => sum + body.length, 0), 4)
  head.write('WAVE', 8)
  return Buffer.concat([head, ...bodies])
}

function format(tag: number, bits: number, { channels = 1, rateHz = 16_000, subFormat = 0 } = {}): Buffer {
  const body = Buffer.alloc(tag === 0xfffe ? 40 : 16)
  body.writeUInt16LE(tag, 0)
  body.writeUInt16LE(channels, 2)
  body.writeUInt32LE(rateHz, 4)
  body.writeUInt16LE((bits / 8) * channels, 12)
  body.writeUInt16LE(bits, 14)
  if (tag === 0xfffe) body.writeUInt16LE(subFormat, 24)
  return body
}

const first = (bytes: Uint8Array) => Array.from(readWav(bytes).channels[0] ?? [], (sample) => Number(sample.toFixed(4)))
const bytesOf = (write: (body: Buffer) => void, length: number) => {
  const body = Buffer.alloc(length)
  write(body)
  return body
}

test.each<[string, Buffer, Buffer]>([
  ['8-bit', format(1, 8), Buffer.from([0, 128, 192])],
  ['16-bit', format(1, 16), bytesOf((b) => [-32_768, 0, 16_384].map((v, i) => b.writeInt16LE(v, i * 2)), 6)],
  ['24-bit', format(1, 24), bytesOf((b) => [-8_388_608, 0, 4_194_304].map((v, i) => b.writeIntLE(v, i * 3, 3)), 9)],
  ['32-bit', format(1, 32), bytesOf((b) => [-(2 ** 31), 0, 2 ** 30].map((v, i) => b.writeInt32LE(v, i * 4)), 12)],
  ['float', format(3, 32), bytesOf((b) => [-1, 0, 0.5].map((v, i) => b.writeFloatLE(v, i * 4)), 12)],
  ['double', format(3, 64), bytesOf((b) => [-1, 0, 0.5].map((v, i) => b.writeDoubleLE(v, i * 8)), 24)],
  [
    'extensible',
    format(0xfffe, 32, { subFormat: 3 }),
    bytesOf((b) => [-1, 0, 0.5].map((v, i) => b.writeFloatLE(v, i * 4)), 12),
  ],
])('%s samples are read', (_, fmt, data) => {
  expect(first(riff(['fmt ', fmt], ['data', data]))).toEqual([-1, 0, 0.5])
})

test('other chunks, of odd length too, are passed over', () => {
  const data = bytesOf((b) => b.writeInt16LE(16_384, 0), 2)
  expect(
    first(riff(['LIST', Buffer.from('odd')], ['fmt ', format(1, 16)], ['fact', Buffer.alloc(4)], ['data', data])),
  ).toEqual([0.5])
})

test('stereo at 48 kHz keeps its channels and rate', () => {
  const data = bytesOf((b) => [16_384, -16_384].map((v, i) => b.writeInt16LE(v, i * 2)), 4)
  const sound = readWav(riff(['fmt ', format(1, 16, { channels: 2, rateHz: 48_000 })], ['data', data]))
  expect([sound.rateHz, sound.channels.map((channel) => channel[0])]).toEqual([48_000, [0.5, -0.5]])
})

test.each([0, 0xffffffff, 0x7ffff000])(
  'a data chunk of stated length %d, as streaming writers leave it, goes to the end',
  (stated) => {
    const bytes = writeWav(Int16Array.of(16_384, 16_384), 16_000)
    bytes.writeUInt32LE(stated, 40)
    expect(first(bytes)).toEqual([0.5, 0.5])
  },
)

test('what is no sample is silence, and louder than full is full', () => {
  const data = bytesOf((b) => [Number.NaN, Number.POSITIVE_INFINITY, 3].map((v, i) => b.writeFloatLE(v, i * 4)), 12)
  expect(first(riff(['fmt ', format(3, 32)], ['data', data]))).toEqual([0, 0, 1])
})

test('what is written is read again', () => {
  const samples = Int16Array.of(0, 1000, -1000, 32_767, -32_768)
  expect(first(writeWav(samples, 22_050))).toEqual(
    Array.from(samples, (sample) => Number((sample / 32_768).toFixed(4))),
  )
})

const elevenMinutes = riff(['fmt ', format(1, 8, { rateHz: 4000 })], ['data', Buffer.alloc(4000 * 60 * 11)])
test.each<[string, Uint8Array, RegExp]>([
  ['an empty file', new Uint8Array(), /empty/],
  ['a text', Buffer.from('this is certainly not a recording'), /not a WAV file.*ffmpeg/],
  ['an MP3', Buffer.from('ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000'), /not a WAV file/],
  ['no data', riff(['fmt ', format(1, 16)]), /no data chunk/],
  ['no samples', riff(['fmt ', format(1, 16)], ['data', Buffer.alloc(1)]), /holds no sound/],
  ['data before format', riff(['data', Buffer.alloc(4)]), /before its format/],
  ['ADPCM', riff(['fmt ', format(2, 8)], ['data', Buffer.alloc(4)]), /format 2/],
  ['no channels', riff(['fmt ', format(1, 16, { channels: 0 })], ['data', Buffer.alloc(4)]), /0 channels/],
  ['no rate', riff(['fmt ', format(1, 16, { rateHz: 0 })], ['data', Buffer.alloc(4)]), /0 Hz/],
  ['eleven minutes', elevenMinutes, /11\.0 minutes long/],
])('%s is refused and told why', (_, bytes, reason) => {
  expect(() => readWav(bytes)).toThrow(reason)
})
