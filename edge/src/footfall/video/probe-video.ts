import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

export interface VideoFacts {
  /** As shown, after the rotation a phone wrote beside it. */
  width: number
  height: number
  fps: number
}

const answer = z.object({
  streams: z.array(
    z.object({
      width: z.int().positive(),
      height: z.int().positive(),
      avg_frame_rate: z.string(),
      r_frame_rate: z.string(),
      side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
    }),
  ),
})

export const notInstalled = 'ffmpeg is not installed: sudo apt-get install ffmpeg'

/** Only a file by that name, never an address or another of ffmpeg's protocols. */
export const asFile = (path: string) => `file:${resolve(path)}`

/** @throws Error when ffprobe is absent or the file is no video */
export async function probeVideo(path: string): Promise<VideoFacts> {
  const wanted = 'stream=width,height,avg_frame_rate,r_frame_rate:stream_side_data=rotation'
  const args = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', wanted, '-of', 'json', asFile(path)]
  const { stdout } = await promisify(execFile)('ffprobe', args, { timeout: 30_000 }).catch((error) => {
    throw new Error(error.code === 'ENOENT' ? notInstalled : `not a video: ${lastLine(error.stderr) ?? error.message}`)
  })
  const stream = answer.parse(JSON.parse(stdout)).streams[0]
  if (!stream) throw new Error('no picture in it')
  const fps = rate(stream.avg_frame_rate) ?? rate(stream.r_frame_rate)
  if (fps === undefined) throw new Error('it does not say how many pictures a second it has')
  const turned = stream.side_data_list.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90)
  const { height, width } = stream
  return turned ? { width: height, height: width, fps } : { width, height, fps }
}

function rate(text: string): number | undefined {
  const [above, below = 1] = text.split('/').map(Number)
  const value = (above ?? 0) / below
  return Number.isFinite(value) && value > 0 ? value : undefined
}

export const lastLine = (text: unknown): string | undefined =>
  typeof text === 'string' ? text.trim().split('\n').at(-1) || undefined : undefined
