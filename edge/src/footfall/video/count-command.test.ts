import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CommandContext } from '@larder/contracts/room'
import { afterAll, expect, test, vi } from 'vitest'
import { countCommand } from './count-command.ts'

const clip = fileURLToPath(new URL('../../../../../shared/data/people/doorway-a.avi', import.meta.url))
const present = existsSync(clip) && existsSync('/usr/bin/ffmpeg')
if (!present) console.warn(`skipped: the clip ${clip} or ffmpeg is not here`)

const folder = mkdtempSync(join(tmpdir(), 'larder-footfall-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...args: string[]) {
  const out: string[] = []
  const error: string[] = []
  const context = { out: (line: string) => out.push(line), error: (line: string) => error.push(line) }
  const code = await countCommand.run(args, context as unknown as CommandContext)
  return { code, out: out.join('\n'), error: error.join('\n') }
}

test('wrong usage is told with the usage line', async () => {
  expect(await run()).toMatchObject({ code: 2, error: expect.stringContaining('name one video') })
  expect(await run('a.avi')).toMatchObject({ code: 2, error: expect.stringContaining('give at least one line') })
  for (const line of ['1,2,3', '1,2,3,x', '5,5,5,5', '']) {
    expect(await run('a.avi', `--line=${line}`)).toMatchObject({ code: 2, error: expect.stringContaining('--line') })
  }
  expect(await run('a.avi', '--line', '0,0,9,9', '--fps', '0')).toMatchObject({ code: 2 })
})

test('a file that is absent or no video is named', async () => {
  expect(await run(join(folder, 'none.mp4'), '--line', '0,0,9,9')).toEqual({
    code: 1,
    out: '',
    error: `footfall count: ${join(folder, 'none.mp4')}: there is no such file`,
  })
  const text = join(folder, 'text.mp4')
  writeFileSync(text, 'hello')
  const result = await run(text, '--line', '0,0,9,9')
  expect(result.code).toBe(1)
  expect(result.error).toMatch(/text\.mp4: (not a video|ffmpeg is not installed)/)
})

test('without ffmpeg the command to install it is said', async () => {
  const video = join(folder, 'any.mp4')
  writeFileSync(video, 'hello')
  vi.stubEnv('PATH', folder)
  expect((await run(video, '--line', '0,0,9,9')).error).toContain(
    'ffmpeg is not installed: sudo apt-get install ffmpeg',
  )
  vi.unstubAllEnvs()
})

test.skipIf(!present)('a line outside the picture is refused', async () => {
  expect(await run(clip, '--line', '500,0,500,360')).toMatchObject({
    code: 1,
    error: expect.stringContaining('outside the picture of 480×360'),
  })
})

test.skipIf(!present)(
  'the people of the clip are counted where its reference boxes have them',
  async () => {
    const { code, out } = await run(clip, '--line', '240,60,240,360', '--line', '0,180,480,180', '--fps', '5')
    const { lines, video } = JSON.parse(out)
    expect(code).toBe(0)
    expect(video).toEqual({ width: 480, height: 360, fps: 10, looked: 200 })
    // The reference boxes, tracked and counted the same way, give 31 crossings of the two lines.
    const total = lines.reduce((sum: number, line: { in: number; out: number }) => sum + line.in + line.out, 0)
    expect(Math.abs(total - 31)).toBeLessThanOrEqual(2)
    expect(lines[0].crossings[0]).toMatchObject({ direction: 'out', seconds: expect.closeTo(2.3, 0) })
  },
  120_000,
)
