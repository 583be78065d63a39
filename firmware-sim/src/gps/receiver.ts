import { randomAt } from '../random.ts'
import type { Motion } from '../route/timetable.ts'
import { burst, type Satellite } from './nmea.ts'

/** Noise of a single-frequency receiver under open sky, about 1.5 m. */
const noiseDegrees = 0.000_013
/** After a tunnel a warm receiver needs this long to find its satellites again. */
export const reacquireSeconds = 6
/** A bad contact: one sentence in so many arrives with a changed character. */
const errorEvery = 400
const longestPiece = 60

/** The bytes of one second, torn as a busy serial line tears them. */
export function receiverBytes(stream: number, atMs: number, motion: Motion, sky: boolean): Buffer[] {
  const second = Math.floor(atMs / 1000)
  const satellites = skyAt(stream, second, sky)
  const jitter = (index: number) => (randomAt(stream, second * 8 + index) - 0.5) * 2 * noiseDegrees
  const fix = sky
    ? {
        atMs,
        latitude: motion.latitude + jitter(0),
        longitude: motion.longitude + jitter(1),
        speedMetersPerSecond: motion.speedMetersPerSecond,
        courseDegrees: motion.courseDegrees,
        satellites,
        used: satellites.length - 3,
        hdop: 0.8 + 0.4 * randomAt(stream, second * 8 + 2),
        altitudeMeters: 4 + 3 * randomAt(stream, second * 8 + 3),
      }
    : null
  const text = burst(atMs, fix, satellites)
    .map((sentence, index) => (randomAt(stream, second * 8 + index) * errorEvery < 1 ? damaged(sentence) : sentence))
    .join('')
  return torn(stream, second, Buffer.from(text, 'latin1'))
}

/** Twelve satellites on slow paths; without sky they are known, and silent. */
function skyAt(stream: number, second: number, sky: boolean): Satellite[] {
  return Array.from({ length: 11 }, (_, index) => ({
    id: 1 + ((index * 3 + Math.floor(second / 7200)) % 32),
    elevation: 15 + ((index * 23 + Math.floor(second / 300)) % 70),
    azimuth: (index * 47 + Math.floor(second / 120)) % 360,
    snr: sky ? 28 + Math.floor(16 * randomAt(stream, second * 16 + index)) : 0,
  }))
}

const damaged = (sentence: string): string => `${sentence.slice(0, 12)}#${sentence.slice(13)}`

function torn(stream: number, second: number, bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = []
  for (let from = 0; from < bytes.length; ) {
    const length = 1 + Math.floor(longestPiece * randomAt(stream, second * 64 + pieces.length))
    pieces.push(bytes.subarray(from, from + length))
    from += length
  }
  return pieces
}
