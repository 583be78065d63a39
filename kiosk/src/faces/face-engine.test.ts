import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../clock.fixture.ts'
import { distance } from './descriptor.ts'
import { EngineUnavailable, FaceEngine } from './face-engine.ts'
import { PictureRefused } from './picture-refused.ts'
import { faultsOf } from './quality.ts'

const faulty = join(import.meta.dirname, 'engine', 'faulty-engine.fixture.ts')
const people = join(import.meta.dirname, '../../../../shared/data/faces')
let engine: FaceEngine

afterEach(() => engine.stop())

const [hangs, dies, fine] = [new Uint8Array(0), new Uint8Array(1), new Uint8Array(2)]

test('an engine that dies fails what waits and starts again with the next picture', async () => {
  engine = new FaceEngine({ program: faulty })
  expect((await engine.read(fine, 'frame')).faces).toBe(0)
  const first = engine.processId
  const waiting = [engine.read(hangs, 'frame'), engine.read(dies, 'frame')]
  for (const outcome of await Promise.allSettled(waiting)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(EngineUnavailable) })
  }
  expect((await engine.read(fine, 'frame')).faces).toBe(0)
  expect(engine.processId).not.toBe(first)
})

test('a picture that takes too long ends the process, not the room', async () => {
  engine = new FaceEngine({ program: faulty, patienceMs: 300 })
  await expect(engine.read(hangs, 'frame')).rejects.toThrow('took too long')
  expect(engine.processId).toBeUndefined()
})

test('pictures beyond the queue’s room are refused at once', async () => {
  engine = new FaceEngine({ program: faulty, room: 2 })
  const waiting = Promise.allSettled([engine.read(hangs, 'frame'), engine.read(hangs, 'frame')])
  await expect(engine.read(fine, 'frame')).rejects.toThrow('2 pictures wait already')
  await engine.stop()
  expect((await waiting).every(({ status }) => status === 'rejected')).toBe(true)
})

test('the process ends when nothing was read for five minutes, and starts again with the next picture', async () => {
  const clock = new ManualClock()
  engine = new FaceEngine({ program: faulty, clock })
  expect(engine.processId).toBeUndefined()
  await engine.read(fine, 'frame')
  clock.pass(4 * 60_000)
  await engine.read(fine, 'frame')
  clock.pass(4 * 60_000)
  expect(engine.processId).toBeDefined()
  clock.pass(60_000)
  expect(engine.processId).toBeUndefined()
  expect((await engine.read(fine, 'frame')).faces).toBe(0)
})

test('the real engine refuses what is no picture and finds no face in a blank one', async () => {
  engine = new FaceEngine()
  await expect(engine.read(Buffer.from('no picture'), 'frame')).rejects.toBeInstanceOf(PictureRefused)
  const blank = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#8a9' } })
    .jpeg()
    .toBuffer()
  expect(await engine.read(blank, 'thorough')).toEqual({ faces: 0, cpuMs: expect.any(Number) })
})

describe.skipIf(!existsSync(people))('with pictures of people', () => {
  const bytes = (person: string, picture: number) => readFileSync(join(people, person, `${picture}.pgm`))

  test('two pictures of one person are nearer than any of two people, in frames and thorough readings alike', async () => {
    engine = new FaceEngine()
    const described = []
    for (const person of ['s1', 's2', 's3', 's4']) {
      for (const care of ['frame', 'thorough'] as const) {
        for (const picture of [1, 4]) {
          const { largest } = await engine.read(bytes(person, picture), care)
          expect(largest?.found).toBe('detected')
          described.push({ person, descriptor: largest?.descriptor ?? new Float32Array() })
        }
      }
    }
    const [same, other]: [number[], number[]] = [[], []]
    for (const [index, one] of described.entries()) {
      for (const two of described.slice(index + 1)) {
        const away = distance(one.descriptor, two.descriptor)
        ;(one.person === two.person ? same : other).push(away)
      }
    }
    expect(Math.max(...same)).toBeLessThan(Math.min(...other))
  })

  test('a face is found upright, turned by EXIF, in CMYK and in the middle of a scene', async () => {
    engine = new FaceEngine()
    const face = sharp(
      await sharp(bytes('s1', 1).subarray(-92 * 112), { raw: { width: 92, height: 112, channels: 1 } })
        .png()
        .toBuffer(),
    )
    const large = await face.resize(276, 336).toColourspace('srgb').png().toBuffer()
    const scene = sharp({ create: { width: 800, height: 600, channels: 3, background: '#7a7a72' } }).composite([
      { input: large },
    ])
    const upright = await scene.jpeg().toBuffer()
    const pictures = [
      upright,
      await sharp(upright).rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      await sharp(upright).toColourspace('cmyk').jpeg().toBuffer(),
      await sharp(upright).webp().toBuffer(),
    ]
    const [first, ...others] = await Promise.all(pictures.map((picture) => engine.read(picture, 'frame')))
    expect(first).toMatchObject({ faces: 1, largest: { found: 'detected' } })
    expect(faultsOf(first ?? { faces: 0 })).toEqual([])
    for (const { faces, largest } of others) {
      expect(faces).toBe(1)
      const away = distance(largest?.descriptor ?? new Float32Array(), first?.largest?.descriptor ?? new Float32Array())
      expect(away).toBeLessThan(0.2)
    }
  })
})

if (!existsSync(people)) console.warn('skipped: ../shared/data/faces is absent')

test('face models are named by one file, which one process loads: no other room, footfall least of all, can', () => {
  const root = join(import.meta.dirname, '../../..')
  const sources = ['assistant', 'broker', 'cloud', 'contracts', 'edge', 'firmware-sim', 'flows', 'kiosk']
    .map((room) => join(root, room, 'src'))
    .filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => ({
          path: join(folder, name).slice(root.length + 1),
          text: readFileSync(join(folder, name), 'utf8'),
        })),
    )
  const naming = (what: RegExp) => sources.filter(({ text }) => what.test(text)).map(({ path }) => path)
  expect(naming(/@vladmandic\/face-api[/']/)).toEqual(['kiosk/src/faces/engine/face-api.ts'])
  expect(naming(/from '.*engine\/face-api\.ts'|from '\.\/face-api\.ts'/)).toEqual([
    'kiosk/src/faces/engine/engine-process.ts',
  ])
  expect(naming(/ageGenderNet|faceExpressionNet/)).toEqual([])
})
