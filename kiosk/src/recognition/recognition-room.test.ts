import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { smallCopy } from '../cloud-link/fake-cloud.fixture.ts'
import { FaceEngine } from '../faces/face-engine.ts'
import type { FaceReading } from '../faces/read-faces.ts'
import { kioskUnderTest } from '../kiosk.fixture.ts'
import { consentVersion } from './consent-text.ts'
import type { FaceReader } from './recognition.ts'

process.env.LARDER_MODELS = join(import.meta.dirname, 'no-such-folder')

const code = 'card-code-000021'
const on = { enabled: true, assessment: '0b6f7f0e-66a4-4a5c-8f58-7e0c6c1f3a11' }
const measures = {
  widthPixels: 200,
  sharpness: 20,
  brightness: 120,
  clippedShare: 0,
  turned: 0,
  raised: 0.5,
  tiltDegrees: 0,
}
const descriptor = new Float32Array(128).fill(1.4 / Math.sqrt(128))
const oneFace: FaceReading = {
  faces: 1,
  largest: { box: { x: 0, y: 0, width: 200, height: 200 }, found: 'detected', descriptor, measures },
}
const reader: FaceReader = { read: async () => oneFace, stop: async () => undefined }

/** A kiosk that recognises, and a screen whose shopper has shown a card. */
async function withMember(faces: FaceReader) {
  const kiosk = await kioskUnderTest({}, { faces })
  onTestFinished(() => kiosk.stop())
  let copies = Date.now()
  const tell = (changes: Parameters<typeof smallCopy>[0]) => {
    kiosk.cloud.copy = smallCopy({ atMs: ++copies, ...changes })
    kiosk.cloud.event('copy-changed', { mindVersion: 0 })
  }
  kiosk.cloud.members.set(code, { customer: 'C-10021', purchases: [] })
  const screen = kiosk.screen()
  await screen.until(() => kiosk.cloud.listening)
  tell({ recognition: on })
  await screen.next('ready', 0, ({ recognises }) => recognises)
  screen.send({ kind: 'begin', language: 'en' })
  await screen.next('answer', 0)
  screen.send({ kind: 'member', by: 'code', value: code })
  await screen.next('member', 0)
  const send = (path: string, picture: Uint8Array<ArrayBuffer>) =>
    fetch(`${kiosk.url}${path}`, { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body: picture })
  const beginEnrolment = async () => {
    const from = screen.mark()
    screen.send({ kind: 'enrol', consent: { version: consentVersion, language: 'en', ofAge: true } })
    return `/recognition/enrolments/${(await screen.next('enrolment', from)).id}`
  }
  const enrol = async () => {
    const path = await beginEnrolment()
    for (const shot of [1, 2, 3]) await send(path, Uint8Array.of(shot))
    const from = screen.mark()
    screen.send({ kind: 'enrol-finish' })
    return (await screen.next('receipt', from)).receipt
  }
  return { kiosk, screen, tell, send, beginEnrolment, enrol }
}

test('a face that the shop asks to erase is erased, and the cloud is told by a receipt', async () => {
  const { kiosk, screen, tell, enrol } = await withMember(reader)
  expect(await enrol()).toMatchObject({ kind: 'enrolled', shots: 3 })
  const id = '6d0cbb1e-2d53-4f0c-9c55-52fd2b2c2d10'
  tell({ recognition: on, eraseFaces: [{ id, member: 'C-10021' }] })
  const { recognitionTold } = kiosk.cloud
  await screen.until(() => recognitionTold.some(({ erased }) => erased.length > 0))
  expect(recognitionTold.find(({ erased }) => erased.length > 0)?.erased).toEqual([{ id, shots: 3 }])
  await screen.until(() => recognitionTold.some(({ receipts }) => receipts.some(({ kind }) => kind === 'erased')))
  expect(recognitionTold.at(-1)?.figures.enrolled).toBe(0)
})

test('switching off ends what is under way at once, and a kiosk that is restarted knows whom it knew', async () => {
  const { kiosk, screen, tell, send, beginEnrolment, enrol } = await withMember(reader)
  await enrol()
  const path = await beginEnrolment()
  const from = screen.mark()
  tell({ recognition: { ...on, enabled: false } })
  await screen.next('ready', from, ({ recognises }) => !recognises)
  expect((await send(path, Uint8Array.of(1))).status).toBe(409)
  tell({ recognition: on })
  await kiosk.restart()
  const again = kiosk.screen()
  await again.next('ready', 0, ({ recognises }) => recognises)
  again.send({ kind: 'begin', language: 'zh' })
  await again.next('answer', 0)
  again.send({ kind: 'look' })
  const { id } = await again.next('look', 0)
  await send(`/recognition/looks/${id}`, Uint8Array.of(1))
  expect(await (await send(`/recognition/looks/${id}`, Uint8Array.of(2))).json()).toEqual({ state: 'known' })
  expect((await again.next('member', 0)).masked).toBe('…21')
  expect((await again.next('answer', 0, ({ text }) => text.startsWith('欢迎回来！'))).language).toBe('zh')
})

test('whatever is sent as a picture has a clear answer, and the kiosk goes on', async () => {
  const engine = new FaceEngine()
  const { kiosk, send, beginEnrolment } = await withMember(engine)
  expect(engine.processId).toBeUndefined()
  const path = await beginEnrolment()
  const blank = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#8a8f94' }, limitInputPixels: false })
  const whole = await blank(640, 480).jpeg().toBuffer()
  const answer = async (picture: Buffer) => {
    const response = await send(path, new Uint8Array(picture))
    const { error, faults } = (await response.json()) as { error?: { code: string }; faults?: string[] }
    return [response.status, error?.code ?? faults?.join()]
  }
  expect(await answer(whole.subarray(0, whole.length >> 1))).toEqual([422, 'bad-picture'])
  expect(await answer(Buffer.from('no picture at all'))).toEqual([422, 'bad-picture'])
  expect(await answer(Buffer.alloc(0))).toEqual([422, 'bad-picture'])
  expect(await answer(await blank(1, 1).jpeg().toBuffer())).toEqual([422, 'bad-picture'])
  expect(await answer(await blank(10_000, 5000).jpeg({ quality: 1 }).toBuffer())).toEqual([422, 'bad-picture'])
  expect(await answer(Buffer.alloc(4_000_000))).toEqual([413, 'too-large'])
  expect(await answer(await blank(640, 480).greyscale().jpeg().toBuffer())).toEqual([200, 'no face'])
  expect(await answer(await blank(640, 480).toColourspace('cmyk').jpeg().toBuffer())).toEqual([200, 'no face'])
  expect(await answer(await blank(640, 480).withMetadata({ orientation: 6 }).jpeg().toBuffer())).toEqual([
    200,
    'no face',
  ])
  expect(kiosk.log.join('\n')).not.toMatch(/picture|face/)
})
