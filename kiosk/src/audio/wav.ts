/** Sound as it stands in a file: each channel's samples, −1 to 1. */
export interface Sound {
  rateHz: number
  channels: Float32Array[]
}

/** Formats of the `fmt ` chunk (mmreg.h). */
const pcm = 1
const float = 3
const extensible = 0xfffe

const longestMinutes = 10

/**
 * Reads a RIFF/WAVE file: 8-, 16-, 24- and 32-bit integers, 32- and 64-bit floats, any rate and number of channels,
 * chunks in any order, a data chunk of unknown length as recorders that stream leave it.
 * @throws telling what is wrong with the file and what to do
 */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (bytes.length === 0) throw new Error('the file is empty: give a WAV recording')
  if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') {
    throw new Error('this is not a WAV file (no RIFF/WAVE at its start): convert it, such as with ffmpeg -i IN out.wav')
  }
  let format: Format | undefined
  let at = 12
  while (at + 8 <= bytes.length) {
    const name = tag(at)
    const stated = view.getUint32(at + 4, true)
    const rest = bytes.length - at - 8
    // A recorder that streams cannot know its length when it writes the head: it states none, or the most there is.
    const length = name === 'data' && stated === 0 ? rest : Math.min(stated, rest)
    if (name === 'fmt ') format = readFormat(view, at + 8, length)
    if (name === 'data') {
      if (format === undefined) throw new Error('the WAV file has its data before its format: write it again')
      return readSamples(view, at + 8, length, format)
    }
    at += 8 + length + (length % 2)
  }
  throw new Error('the WAV file has no data chunk: it was cut off, record it again')
}

interface Format {
  kind: number
  channels: number
  rateHz: number
  bits: number
}

function readFormat(view: DataView, at: number, length: number): Format {
  if (length < 16) throw new Error('the WAV file has a broken format chunk: write it again')
  const tag = view.getUint16(at, true)
  const format: Format = {
    // An extensible format holds the real one at the head of its sub-format (16 bytes after the first 24).
    kind: tag === extensible && length >= 26 ? view.getUint16(at + 24, true) : tag,
    channels: view.getUint16(at + 2, true),
    rateHz: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  }
  const known =
    (format.kind === pcm && [8, 16, 24, 32].includes(format.bits)) ||
    (format.kind === float && [32, 64].includes(format.bits))
  if (!known) {
    throw new Error(
      `the WAV file is of format ${format.kind} with ${format.bits} bits: give plain PCM or float samples`,
    )
  }
  if (format.channels < 1 || format.channels > 32) throw new Error(`the WAV file states ${format.channels} channels`)
  if (format.rateHz < 4000 || format.rateHz > 384_000) {
    throw new Error(`the WAV file states ${format.rateHz} Hz: 4000 to 384000 can be read`)
  }
  return format
}

function readSamples(view: DataView, at: number, length: number, { kind, channels, rateHz, bits }: Format): Sound {
  const bytesEach = bits / 8
  const frames = Math.floor(length / (bytesEach * channels))
  if (frames === 0) throw new Error('the WAV file holds no sound: record it again')
  const minutes = frames / rateHz / 60
  if (minutes > longestMinutes) {
    throw new Error(`the recording is ${minutes.toFixed(1)} minutes long: give at most ${longestMinutes} minutes`)
  }
  const read = sampleReader(view, kind, bits)
  const sample = (frame: number, channel: number) => {
    const value = read(at + (frame * channels + channel) * bytesEach)
    return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0
  }
  const channel = (index: number) => Float32Array.from({ length: frames }, (_, frame) => sample(frame, index))
  return { rateHz, channels: Array.from({ length: channels }, (_, index) => channel(index)) }
}

function sampleReader(view: DataView, kind: number, bits: number): (at: number) => number {
  if (kind === float) return bits === 32 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true)
  if (bits === 8) return (at) => (view.getUint8(at) - 128) / 128
  if (bits === 16) return (at) => view.getInt16(at, true) / 32_768
  if (bits === 24) return (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608
  return (at) => view.getInt32(at, true) / 2_147_483_648
}

/** A mono WAV file of 16-bit samples. */
export function writeWav(samples: Int16Array, rateHz: number): Buffer {
  const head = Buffer.alloc(44)
  const bytes = samples.length * 2
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + bytes, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(pcm, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rateHz, 24)
  head.writeUInt32LE(rateHz * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(bytes, 40)
  return Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, bytes)])
}
