import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Descriptor, descriptorLength, meanDescriptor } from '../faces/descriptor.ts'
import type { FaceReading } from '../faces/read-faces.ts'
import { consentVersion } from './consent-text.ts'
import { NotRecognising, Recognition } from './recognition.ts'

const dayMs = 86_400_000
let folder: string
let nowMs: number
let recognition: Recognition
let stops: number

/** A face as numbers: `who` decides the direction, `shot` moves it a little. */
const face = (who: number, shot = 0): Descriptor =>
  meanDescriptor([
    Float32Array.from(
      { length: descriptorLength },
      (_, at) => Math.sin(who * 97 + at * 13) + 0.05 * Math.sin(shot + at),
    ),
  ])
const good = {
  widthPixels: 200,
  sharpness: 20,
  brightness: 120,
  clippedShare: 0,
  turned: 0,
  raised: 0.5,
  tiltDegrees: 0,
}

/** A picture is [who, shot, faces, width] here; the reader is what the engine's process would answer. */
const picture = (who: number, shot = 0, faces = 1, widthPixels = 200) => Uint8Array.of(who, shot, faces, widthPixels)
const read = async ([who = 0, shot = 0, faces = 1, widthPixels = 0]: Uint8Array): Promise<FaceReading> =>
  faces === 0
    ? { faces: 0 }
    : {
        faces,
        largest: {
          box: { x: 0, y: 0, width: widthPixels, height: widthPixels },
          found: 'detected',
          descriptor: face(who, shot),
          measures: { ...good, widthPixels },
        },
      }

const consent = { version: consentVersion, language: 'zh', ofAge: true, guardian: null } as const
const on = { enabled: true, assessment: '0b6f7f0e-66a4-4a5c-8f58-7e0c6c1f3a11' }

async function enrol(member: string, who: number) {
  const id = recognition.beginEnrolment(member, consent)
  for (const shot of [1, 2, 3]) await recognition.takeShot(id, picture(who, shot))
  return recognition.finishEnrolment(id)
}

async function lookAt(...frames: Uint8Array[]) {
  const id = recognition.beginLook()
  for (const frame of frames) {
    const state = await recognition.look(id, frame)
    if (state.state !== 'looking') return state
  }
  return { state: 'looking' as const }
}

const code = async (work: () => unknown): Promise<string | undefined> => {
  try {
    await work()
  } catch (error) {
    return error instanceof NotRecognising ? error.code : String(error)
  }
  return undefined
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'larder-recognition-'))
  nowMs = Date.UTC(2026, 0, 1)
  stops = 0
  const stop = async () => {
    stops += 1
  }
  recognition = new Recognition({ folder, engine: { read, stop }, clock: () => nowMs })
  recognition.start()
  await recognition.apply(on)
})

afterEach(async () => {
  await recognition.stop()
  rmSync(folder, { recursive: true })
})

test('nothing looks before an impact assessment is on record and recognition is switched on', async () => {
  await recognition.apply({ enabled: true, assessment: null })
  expect(await code(() => recognition.beginLook())).toBe('off')
  expect(await code(() => recognition.beginEnrolment('C-1', consent))).toBe('off')
})

test('a member who agreed is known again by two of three frames, and a stranger is unknown', async () => {
  const receipt = await enrol('C-1', 1)
  expect(receipt).toMatchObject({ kind: 'enrolled', member: 'C-1', shots: 3, grounds: `consent ${consentVersion}, zh` })
  expect(await lookAt(picture(1, 7), picture(1, 8))).toEqual({ state: 'known', member: 'C-1' })
  expect(await lookAt(...[1, 2, 3, 4, 5].map((shot) => picture(2, shot)))).toEqual({ state: 'unknown' })
})

test('one good frame among others is not enough', async () => {
  await enrol('C-1', 1)
  const frames = [picture(1, 7), picture(2, 1), picture(2, 2), picture(1, 8), picture(2, 3)]
  expect(await lookAt(...frames)).toEqual({ state: 'unknown' })
})

test('two faces before the camera are nobody', async () => {
  await enrol('C-1', 1)
  expect(await lookAt(...[1, 2, 3, 4, 5].map((shot) => picture(1, shot, 2)))).toEqual({ state: 'unknown' })
})

test('a picture that will not do tells every fault and is not counted', async () => {
  const id = recognition.beginEnrolment('C-1', consent)
  expect(await recognition.takeShot(id, picture(1, 1, 2, 80))).toEqual({
    shots: 0,
    faults: ['several faces', 'too small'],
  })
  expect(await recognition.takeShot(id, picture(1, 1))).toEqual({ shots: 1, faults: [] })
  expect(await recognition.takeShot(id, picture(2, 1))).toEqual({ shots: 1, faults: ['another person'] })
  expect(await code(() => recognition.finishEnrolment(id))).toBe('too-few-shots')
})

test('an outdated text, or a child without a guardian, enrols nobody', async () => {
  expect(await code(() => recognition.beginEnrolment('C-1', { ...consent, version: 99 }))).toBe('text-outdated')
  expect(await code(() => recognition.beginEnrolment('C-1', { ...consent, ofAge: false }))).toBe('guardian-needed')
  const own = { ...consent, ofAge: false, guardian: 'C-1' }
  expect(await code(() => recognition.beginEnrolment('C-1', own))).toBe('guardian-needed')
  expect(recognition.beginEnrolment('C-1', { ...own, guardian: 'C-2' })).toBeTypeOf('string')
})

test('one action withdraws: the receipt stays, nothing is known and nothing decrypts', async () => {
  await enrol('C-1', 1)
  const before = new Set(readdirSync(folder))
  expect(recognition.erase('C-1', 'withdrawn')).toMatchObject({ kind: 'erased', member: 'C-1', shots: 3 })
  expect(recognition.isEnrolled('C-1')).toBe(false)
  expect(await lookAt(...[1, 2, 3, 4, 5].map((shot) => picture(1, shot)))).toEqual({ state: 'unknown' })
  expect(recognition.erase('C-1', 'withdrawn')).toBeUndefined()
  for (const name of before) {
    if (!name.endsWith('.db')) continue
    expect(readFileSync(join(folder, name)).includes(Buffer.from(face(1, 1).buffer))).toBe(false)
  }
  expect(recognition.untold().map(({ kind }) => kind)).toEqual(['enrolled', 'erased'])
})

test('withdrawal works while recognition is off, and switching off ends the engine and what was under way', async () => {
  await enrol('C-1', 1)
  const under = recognition.beginEnrolment('C-2', consent)
  await recognition.apply({ ...on, enabled: false })
  expect(stops).toBe(1)
  expect(recognition.erase('C-1', 'withdrawn')).toMatchObject({ kind: 'erased' })
  await recognition.apply(on)
  expect(await code(() => recognition.takeShot(under, picture(2)))).toBe('gone')
})

test('what is unused for twelve months is erased, and looks are forgotten after thirty days', async () => {
  await enrol('C-1', 1)
  await enrol('C-2', 2)
  nowMs += 200 * dayMs
  await lookAt(picture(2, 7), picture(2, 8))
  expect(recognition.figures('kiosk-1')).toMatchObject({ enrolled: 2, recognised30Days: 1, unknown30Days: 0 })
  nowMs += 166 * dayMs
  expect(recognition.keepTime().map(({ member }) => member)).toEqual(['C-1'])
  expect(recognition.figures('kiosk-1')).toMatchObject({ enrolled: 1, recognised30Days: 0 })
})

test('who walks away in the middle leaves nothing, and few can be under way at once', async () => {
  const id = recognition.beginEnrolment('C-1', consent)
  nowMs += 5 * 60_000 + 1
  expect(await code(() => recognition.takeShot(id, picture(1)))).toBe('gone')
  for (let member = 0; member < 8; member++) recognition.beginEnrolment(`C-${member}`, consent)
  expect(await code(() => recognition.beginEnrolment('C-9', consent))).toBe('busy')
})

test('who is enrolled is known after a restart', async () => {
  await enrol('C-1', 1)
  await recognition.stop()
  recognition.start()
  await recognition.apply(on)
  expect(await lookAt(picture(1, 7), picture(1, 8))).toEqual({ state: 'known', member: 'C-1' })
})

test('what was asked for in the shop is erased once, also while recognition is off, and can be enrolled again', async () => {
  await enrol('C-1', 1)
  await recognition.apply({ ...on, enabled: false })
  const wanted = [
    { id: '6d0cbb1e-2d53-4f0c-9c55-52fd2b2c2d10', member: 'C-1' },
    { id: '6d0cbb1e-2d53-4f0c-9c55-52fd2b2c2d11', member: 'C-2' },
  ]
  recognition.eraseWanted(wanted)
  expect(recognition.erased()).toEqual([
    { id: wanted[0]?.id, shots: 3 },
    { id: wanted[1]?.id, shots: null },
  ])
  await recognition.apply(on)
  await enrol('C-1', 1)
  recognition.eraseWanted(wanted)
  expect(recognition.isEnrolled('C-1')).toBe(true)
  recognition.eraseWanted([])
  expect(recognition.erased()).toEqual([])
})
