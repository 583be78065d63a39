import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Size } from '../detection/person-detector.ts'
import { asFile, lastLine, notInstalled } from './probe-video.ts'

const mostComplaint = 4000

/** One picture of a video as red green blue bytes, and when it is shown. */
export interface VideoPicture {
  rgb: Uint8Array
  atMs: number
}

/** Where ffmpeg writes the time of each picture. */
const timesPipe = 3

/**
 * Of each `stride` pictures at the rate that the video states one, scaled to `size`; of one that is unevenly spaced as many
 * more or fewer as its own times ask for. ffmpeg waits while a picture is worked on.
 * @throws Error with ffmpeg's last words when it fails
 */
export async function* readVideo(
  path: string,
  size: Size,
  { fps, stride }: { fps: number; stride: number },
): AsyncGenerator<VideoPicture> {
  const input = ['-v', 'error', '-nostdin', '-i', asFile(path), '-map', '0:v:0', '-vf', filterOf(size, fps, stride)]
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']
  const ffmpeg = spawn('ffmpeg', [...input, ...output], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  const [, rawPictures, errors, rawTimes] = ffmpeg.stdio as unknown as [null, Readable, Readable, Readable]
  let complaint = ''
  errors.on('data', (text) => {
    complaint = `${complaint}${text}`.slice(-mostComplaint)
  })
  const started = once(ffmpeg, 'spawn').catch((error) => {
    throw new Error(error.code === 'ENOENT' ? notInstalled : error.message)
  })
  const ended = once(ffmpeg, 'close')
  ended.catch(() => undefined)
  try {
    await started
    const times = secondsOf(rawTimes)
    let atMs = 0
    let sinceSeconds = Number.NaN
    for await (const rgb of cut(rawPictures, size.width * size.height * 3)) {
      const { value: seconds = Number.NaN } = await times.next()
      if (Number.isNaN(sinceSeconds)) sinceSeconds = seconds
      // A picture without a time of its own comes as long after the last as the video's rate says.
      const toldMs = (seconds - sinceSeconds) * 1000
      atMs = Number.isNaN(toldMs) ? atMs + (stride * 1000) / fps : Math.max(atMs, toldMs)
      yield { rgb, atMs }
    }
    const [code] = await ended
    if (code !== 0) throw new Error(lastLine(complaint) ?? `ffmpeg ended with ${code}`)
  } finally {
    ffmpeg.kill('SIGKILL')
  }
}

function filterOf({ height, width }: Size, fps: number, stride: number): string {
  const due = `isnan(prev_selected_t)+gt(t-prev_selected_t\\,${(stride - 0.5) / fps})`
  const chosen = stride === 1 ? [] : [`select=if(isnan(t)\\,not(mod(n\\,${stride}))\\,${due})`]
  // Only what has some metadata is printed at all.
  const timed = ['metadata=add:key=larder:value=1', `metadata=print:file=pipe\\\\:${timesPipe}:direct=1`]
  return [...chosen, ...timed, `scale=${width}:${height}`].join(',')
}

/** The `pts_time` of each picture, NaN for one that has none. */
async function* secondsOf(lines: Readable): AsyncGenerator<number> {
  for await (const line of createInterface({ input: lines })) {
    const [, seconds] = /pts_time:(\S+)/.exec(line) ?? []
    if (seconds !== undefined) yield Number(seconds)
  }
}

async function* cut(stream: Readable, bytes: number): AsyncGenerator<Uint8Array> {
  let picture = new Uint8Array(bytes)
  let filled = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let taken = 0; taken < chunk.length; ) {
      const part = chunk.subarray(taken, taken + bytes - filled)
      picture.set(part, filled)
      filled += part.length
      taken += part.length
      if (filled < bytes) continue
      yield picture
      picture = new Uint8Array(bytes)
      filled = 0
    }
  }
}
