import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Accounts } from '@larder/broker/accounts'
import { TestSite } from '@larder/broker/test-site'
import { topicOf } from '@larder/contracts/topics'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CameraAgent } from './camera-agent.ts'
import { cameraAddCommand, cameraCommand } from './camera-command.ts'
import { cameraInput, withoutPassword } from './camera-input.ts'
import { introduceCamera } from './introduce-camera.ts'
import { JpegSplitter } from './jpeg-splitter.ts'

const run = promisify(execFile)
const hasFfmpeg = existsSync('/usr/bin/ffmpeg')
if (!hasFfmpeg) console.warn('skipping the camera bridge: apt-get install ffmpeg')

const jpeg = (words: string) =>
  Buffer.concat([Buffer.of(0xff, 0xd8), Buffer.from(words), Buffer.of(0xff, 0, 0xff, 0xd9)])
const every = { timeout: 20_000, interval: 20 }

let site: TestSite
let folder: string
beforeEach(() => {
  site = new TestSite()
  folder = mkdtempSync(join(tmpdir(), 'larder-camera-'))
  const file = { sites: [{ id: 'shop-1', name: { zh: '一号店', en: 'Shop 1' }, assets: [] }], edge: { site: 'shop-1' } }
  writeFileSync(join(site.dataDirectory, 'larder.json'), JSON.stringify(file))
})
afterEach(async () => {
  await site.remove()
  rmSync(folder, { recursive: true })
})

/** The edge, and what it heard. */
async function listening(): Promise<Buffer[]> {
  await site.start()
  writeFileSync(join(site.dataDirectory, 'ready.json'), JSON.stringify({ addresses: site.room?.addresses }))
  const pictures: Buffer[] = []
  const edge = await site.connect('edge')
  edge.on('message', (_topic, payload) => pictures.push(payload))
  await edge.subscribeAsync(topicOf('frame', { site: 'shop-1', camera: '+' }))
  return pictures
}

const context = (lines: string[]) => ({
  dataDirectory: site.dataDirectory,
  configuration: async () => site.context().configuration,
  secrets: async () => site.context().secrets,
  out: (line: string) => lines.push(line),
  error: (line: string) => lines.push(line),
})

test('pictures are cut out of a stream wherever its chunks end, and what is no picture is left out', () => {
  const stream = Buffer.concat([Buffer.from('noise'), jpeg('one'), jpeg('two'), Buffer.from('tail')])
  for (const size of [1, 3, 7, 1000]) {
    const splitter = new JpegSplitter()
    const pictures = []
    for (let at = 0; at < stream.length; at += size) pictures.push(...splitter.take(stream.subarray(at, at + size)))
    expect(pictures).toEqual([jpeg('one'), jpeg('two')])
  }
})

test('a folder of pictures goes to the edge, the camera is made known, and a second start gets in again', async () => {
  const pictures = await listening()
  for (const name of ['b.jpg', 'a.JPEG']) writeFileSync(join(folder, name), jpeg(name))
  const lines: string[] = []
  const args = ['--from', folder, '--site', 'shop-1', '--name', 'door', '--fps', '10']
  // A recording may be over before the broker has answered: pictures of then are dropped, so it is shown until one arrived.
  await vi.waitFor(async () => {
    expect(await cameraCommand.run(args, context(lines))).toBe(0)
    expect(pictures.length).toBeGreaterThan(0)
  }, every)
  expect(jpeg('b.jpg').equals(pictures.at(-1) as Buffer)).toBe(true)
  const file = JSON.parse(readFileSync(join(site.dataDirectory, 'larder.json'), 'utf8'))
  expect(file.edge.cameras).toEqual([{ name: 'door' }])
  const accounts = new Accounts(site.dataDirectory)
  expect(accounts.list()).toMatchObject([{ device: 'camera-door', grants: [{ site: 'shop-1', camera: 'door' }] }])
  accounts.close()
})

test('a recording that is looped goes on until it is stopped', async () => {
  const pictures = await listening()
  writeFileSync(join(folder, 'a.jpg'), jpeg('a'))
  const input = cameraInput(folder)
  if (typeof input === 'string') throw new Error(input)
  const account = await introduceCamera(site.dataDirectory, { site: 'shop-1', name: 'door' })
  const where = { ...account, url: site.url('mqtt'), site: 'shop-1', camera: 'door' }
  const agent = new CameraAgent({ ...where, fps: 30, width: 640, loop: true, input, log: () => {} })
  const running = agent.run()
  await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(3), every)
  agent.stop()
  await running
})

test('an account for a camera elsewhere is made and its password shown once', async () => {
  const lines: string[] = []
  expect(await cameraAddCommand.run(['till', '--site', 'shop-1'], context(lines))).toBe(0)
  expect(lines.join('\n')).toMatch(/account: camera-till\npassword .*: \S{20,}/)
  expect(await cameraAddCommand.run(['till', '--site', 'shop-9'], context(lines))).toBe(1)
  expect(lines.at(-1)).toContain('its edge is of shop-1')
})

test.runIf(hasFfmpeg)('a video is sent as JPEG at the asked rate and width, and leaves no file', async () => {
  const pictures = await listening()
  const video = join(folder, 'clip.avi')
  await run('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc=size=1280x720:rate=25:duration=3',
    '-c:v',
    'mjpeg',
    video,
  ])
  const lines: string[] = []
  const args = ['--from', video, '--site', 'shop-1', '--name', 'door', '--fps', '5', '--width', '320']
  expect(await cameraCommand.run(args, context(lines))).toBe(0)
  expect(pictures.length).toBeGreaterThan(5)
  expect(pictures.length).toBeLessThan(18)
  const size = await run('ffprobe', ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', video])
  expect(size.stdout.trim()).toBe('1280,720')
  const [first] = pictures
  expect(first?.subarray(0, 2)).toEqual(Buffer.of(0xff, 0xd8))
  // SOF0 (ITU-T T.81, B.2.2): height and width behind the marker's length and precision.
  const frame = (first as Buffer).indexOf(Buffer.of(0xff, 0xc0))
  expect([first?.readUInt16BE(frame + 5), first?.readUInt16BE(frame + 7)]).toEqual([180, 320])
})

test('a live stream that fails is opened again until it is stopped, and its password is not told', async () => {
  await site.start()
  const log: string[] = []
  const input = cameraInput('rtsp://user:secret@127.0.0.1:1/door')
  if (typeof input === 'string') throw new Error(input)
  const account = { account: 'camera-door', password: 'x', url: site.url('mqtt') }
  const pace = { fps: 5, width: 640, loop: false }
  const agent = new CameraAgent({
    ...account,
    ...pace,
    input,
    site: 'shop-1',
    camera: 'door',
    log: (line) => log.push(line),
  })
  const running = agent.run()
  await vi.waitFor(() => expect(log.join('\n')).toMatch(/trying again in 1 s/), every)
  agent.stop()
  await running
  expect(log.join('\n')).not.toContain('secret')
})

test('a missing ffmpeg is told, also for a stream, with the way to get it', async () => {
  await listening()
  const lines: string[] = []
  const { PATH } = process.env
  process.env.PATH = folder
  try {
    const args = ['--from', 'rtsp://127.0.0.1:1/door', '--site', 'shop-1', '--name', 'door']
    expect(await cameraCommand.run(args, context(lines))).toBe(1)
  } finally {
    process.env.PATH = PATH
  }
  expect(lines.join('\n')).toContain('sudo apt-get install ffmpeg')
})

test.each([
  [['--from', '-i evil', '--site', 'shop-1', '--name', 'door'], /is not there|argument/],
  [['--from', 'file:///etc/passwd', '--site', 'shop-1', '--name', 'door'], /takes rtsp/],
  [['--from', 'concat:a|b', '--site', 'shop-1', '--name', 'door'], /is not there/],
  [['--from', '.', '--site', 'shop-1', '--name', 'Front door'], /name.*use 1 to 48/],
  [['--from', '.', '--site', 'shop-1', '--name', 'door', '--fps', '100'], /--fps takes/],
  [['--from', '.', '--site', 'shop-1', '--name', 'door', '--account', 'a'], /go together/],
])('camera %j is refused', async (args, expected) => {
  const lines: string[] = []
  expect(await cameraCommand.run(args, context(lines))).toBe(2)
  expect(lines.join('\n')).toMatch(expected)
})

test('an address is told without its password', () => {
  expect(withoutPassword('rtsp://user:p%40ss@10.0.0.9/1: refused')).toBe('rtsp://10.0.0.9/1: refused')
})
