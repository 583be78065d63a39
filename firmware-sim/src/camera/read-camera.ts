import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CameraInput, withoutPassword } from './camera-input.ts'
import { JpegSplitter } from './jpeg-splitter.ts'

export interface CameraPace {
  fps: number
  /** Wider pictures are made narrower, their proportions kept. */
  width: number
  signal: AbortSignal
}

const mostComplaint = 4000
export const notInstalled = 'ffmpeg is not installed: sudo apt-get install ffmpeg'

/** Pictures as JPEG, at a rate. Nothing is written to any disk. @throws Error with the reason when there are no more by mistake */
export const readCamera = (input: CameraInput, pace: CameraPace): AsyncGenerator<Buffer> =>
  input.kind === 'folder' ? readFolder(input.path, pace) : readStream(input.args, pace)

async function* readFolder(path: string, { fps, signal }: CameraPace): AsyncGenerator<Buffer> {
  const names = readdirSync(path)
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort()
  if (names.length === 0) throw new Error(`${path} has no .jpg in it`)
  const startedMs = performance.now()
  for (const [index, name] of names.entries()) {
    yield await readFile(join(path, name))
    const waitMs = startedMs + ((index + 1) * 1000) / fps - performance.now()
    if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
  }
}

async function* readStream(from: readonly string[], { fps, width, signal }: CameraPace): AsyncGenerator<Buffer> {
  const filter = `fps=${fps},scale=w=min(${width}\\,iw):h=-2`
  const output = ['-map', '0:v:0', '-an', '-vf', filter, '-c:v', 'mjpeg', '-q:v', '5', '-f', 'image2pipe', 'pipe:1']
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', ...from, ...output]
  const ffmpeg = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const end = () => ffmpeg.kill('SIGKILL')
  signal.addEventListener('abort', end, { once: true })
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
    const splitter = new JpegSplitter()
    for await (const chunk of ffmpeg.stdout as AsyncIterable<Buffer>) yield* splitter.take(chunk)
    const [code] = await ended
    if (code !== 0 && !signal.aborted) {
      throw new Error(withoutPassword(complaint.trim().split('\n').at(-1) || `ffmpeg ended with ${code}`))
    }
  } finally {
    signal.removeEventListener('abort', end)
    end()
  }
}
