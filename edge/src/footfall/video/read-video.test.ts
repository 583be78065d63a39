import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readVideo } from './read-video.ts'

const present = existsSync('/usr/bin/ffmpeg')
if (!present) console.warn('skipped: ffmpeg is not here')

const folder = mkdtempSync(join(tmpdir(), 'larder-video-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Two seconds of a test picture with `fps` different pictures a second. */
function video(name: string, fps: number, ...how: string[]): string {
  const path = join(folder, name)
  const source = ['-f', 'lavfi', '-i', `testsrc=size=64x48:rate=${fps}:duration=2`]
  execFileSync('ffmpeg', ['-v', 'error', ...source, '-c:v', 'mjpeg', ...how, path], { timeout: 30_000 })
  return path
}

async function timesOf(path: string, fps: number, stride: number): Promise<number[]> {
  const times: number[] = []
  for await (const { atMs, rgb } of readVideo(path, { width: 32, height: 32 }, { fps, stride })) {
    expect(rgb).toHaveLength(32 * 32 * 3)
    times.push(Math.round(atMs))
  }
  return times
}

test.skipIf(!present)('every k-th picture of an even video, at its own time from the first on', async () => {
  const path = video('even.avi', 10)
  expect(await timesOf(path, 10, 1)).toEqual(Array.from({ length: 20 }, (_, index) => index * 100))
  expect(await timesOf(path, 10, 4)).toEqual([0, 400, 800, 1200, 1600])
})

test.skipIf(!present)('an AVI that says 30 pictures a second and has fewer is timed by what it has', async () => {
  // ffmpeg leaves the repeated pictures of an AVI empty.
  const path = video('sparse.avi', 5, '-r', '30')
  const times = await timesOf(path, 30, 4)
  expect(times.length).toBeGreaterThanOrEqual(8)
  expect(times.at(-1)).toBeGreaterThan(1500)
})
