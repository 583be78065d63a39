import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Size } from '../detection/person-detector.ts'
import { asFile, lastLine, notInstalled } from './probe-video.ts'

const mostComplaint = 4000

/**
 * Every `stride`-th picture of a video, scaled to `size`, as red green blue bytes. ffmpeg waits while a picture is worked on.
 * @throws Error with ffmpeg's last words when it fails
 */
export async function* readVideo(path: string, size: Size, stride: number): AsyncGenerator<Uint8Array> {
  const filter = `select=not(mod(n\\,${stride})),scale=${size.width}:${size.height}`
  const input = ['-v', 'error', '-nostdin', '-i', asFile(path), '-map', '0:v:0', '-vf', filter]
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']
  const ffmpeg = spawn('ffmpeg', [...input, ...output], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaint = ''
  ffmpeg.stderr.on('data', (text) => {
    complaint = `${complaint}${text}`.slice(-mostComplaint)
  })
  const started = once(ffmpeg, 'spawn').catch((error) => {
    throw new Error(error.code === 'ENOENT' ? notInstalled : error.message)
  })
  const ended = once(ffmpeg, 'close')
  ended.catch(() => undefined)
  try {
    await started
    const bytes = size.width * size.height * 3
    let picture = new Uint8Array(bytes)
    let filled = 0
    for await (const chunk of ffmpeg.stdout as AsyncIterable<Buffer>) {
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
    const [code] = await ended
    if (code !== 0) throw new Error(lastLine(complaint) ?? `ffmpeg ended with ${code}`)
  } finally {
    ffmpeg.kill('SIGKILL')
  }
}
