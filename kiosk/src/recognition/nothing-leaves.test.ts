import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import sharp from 'sharp'
import { describe, expect, onTestFinished, test } from 'vitest'
import { smallCopy } from '../cloud-link/fake-cloud.fixture.ts'
import { type Descriptor, descriptorLength, meanDescriptor } from '../faces/descriptor.ts'
import { FaceEngine } from '../faces/face-engine.ts'
import { readPicture } from '../faces/picture.ts'
import type { FaceReading } from '../faces/read-faces.ts'
import { kioskUnderTest } from '../kiosk.fixture.ts'
import { consentVersion } from './consent-text.ts'
import type { FaceReader } from './recognition.ts'
import { formsOfBytes, formsOfDescriptor, Traces } from './traces.fixture.ts'

process.env.LARDER_MODELS = join(import.meta.dirname, 'no-such-folder')

const people = join(import.meta.dirname, '../../../../shared/data/faces')
if (!existsSync(people)) console.warn('skipped with the real face engine: ../shared/data/faces is not there')

const code = 'card-code-000021'
const setting = { enabled: true, assessment: '0b6f7f0e-66a4-4a5c-8f58-7e0c6c1f3a11' }

interface Pictures {
  reader: FaceReader
  enrolled: Buffer[]
  looked: Buffer[]
}

/** Pictures that are no pictures: the last byte says which, and the rest is easily found again. */
async function standIns(): Promise<Pictures> {
  const picture = (shot: number) =>
    Buffer.concat([Buffer.from('A FRAME OF A FACE, NEVER TO BE SEEN AGAIN '.repeat(8)), Buffer.of(shot)])
  const descriptor = (shot: number): Descriptor =>
    meanDescriptor([
      Float32Array.from({ length: descriptorLength }, (_, at) => Math.sin(97 + at * 13) + 0.05 * Math.sin(shot + at)),
    ])
  const measures = {
    widthPixels: 200,
    sharpness: 20,
    brightness: 120,
    clippedShare: 0,
    turned: 0,
    raised: 0.5,
    tiltDegrees: 0,
  }
  const read = async (bytes: Uint8Array): Promise<FaceReading> => {
    const box = { x: 0, y: 0, width: 200, height: 200 }
    return { faces: 1, largest: { box, found: 'detected', descriptor: descriptor(bytes.at(-1) ?? 0), measures } }
  }
  return {
    reader: { read, stop: async () => undefined },
    enrolled: [1, 2, 3].map(picture),
    looked: [4, 5].map(picture),
  }
}

async function realPictures(): Promise<Pictures> {
  const scene = async (number: number): Promise<Buffer> => {
    const { rgb, width, height } = await readPicture(readFileSync(join(people, 's1', `${number}.pgm`)))
    const face = await sharp(rgb, { raw: { width, height, channels: 3 } })
      .resize(368, 448)
      .png()
      .toBuffer()
    return sharp({ create: { width: 1280, height: 720, channels: 3, background: '#8a8f94' } })
      .composite([{ input: face }])
      .jpeg()
      .toBuffer()
  }
  const pictures = (numbers: number[]) => Promise.all(numbers.map(scene))
  return { reader: new FaceEngine(), enrolled: await pictures([1, 5, 6, 8]), looked: await pictures([7, 9, 4, 2, 10]) }
}

describe.each([
  { name: 'an engine that stands in', make: standIns, here: true },
  { name: 'the real engine', make: realPictures, here: existsSync(people) },
])('with $name', ({ make, here }) => {
  test.runIf(here)(
    'no picture and no descriptor leaves the kiosk or lies open in it, and after an erasure nothing opens',
    async () => {
      const { reader, enrolled, looked } = await make()
      const descriptors: Descriptor[] = []
      const watched: FaceReader = {
        read: async (bytes, care) => {
          const reading = await reader.read(bytes, care)
          if (reading.largest !== undefined) descriptors.push(reading.largest.descriptor)
          return reading
        },
        stop: () => reader.stop(),
      }
      const kiosk = await kioskUnderTest({}, { faces: watched })
      onTestFinished(() => kiosk.stop())
      kiosk.cloud.members.set(code, { customer: 'C-10021', purchases: [] })
      kiosk.cloud.copy = smallCopy({ atMs: 2, recognition: setting })
      await kiosk.restart()
      const screen = kiosk.screen()
      await screen.next('ready', 0, ({ recognises }) => recognises)
      const answers: string[] = []
      const send = async (path: string, picture: Buffer): Promise<Record<string, unknown>> => {
        const headers = { 'content-type': 'image/jpeg' }
        const answer = await fetch(`${kiosk.url}${path}`, { method: 'POST', headers, body: new Uint8Array(picture) })
        answers.push(await answer.text())
        return JSON.parse(answers.at(-1) as string)
      }
      const look = async (): Promise<unknown> => {
        const from = screen.mark()
        screen.send({ kind: 'look' })
        const { id } = await screen.next('look', from)
        for (const picture of [...looked, ...looked, ...looked]) {
          const { state } = await send(`/recognition/looks/${id}`, picture)
          if (state !== 'looking') return state
        }
        return 'looking'
      }
      screen.send({ kind: 'begin', language: 'en' })
      await screen.next('answer', 0)
      screen.send({ kind: 'member', by: 'code', value: code })
      await screen.next('member', 0)
      screen.send({ kind: 'enrol', consent: { version: consentVersion, language: 'en', ofAge: true } })
      const { id } = await screen.next('enrolment', 0)
      const shots: Descriptor[] = []
      for (const picture of enrolled) {
        const { faults } = await send(`/recognition/enrolments/${id}`, picture)
        if ((faults as string[]).length === 0) shots.push(descriptors.at(-1) as Descriptor)
      }
      screen.send({ kind: 'enrol-finish' })
      await screen.next('receipt', 0)
      expect(await look()).toBe('known')
      await screen.next('answer', 0, ({ text }) => text.startsWith('Welcome back!'))
      await screen.until(() => kiosk.cloud.recognitionTold.some(({ receipts }) => receipts.length > 0))

      const recognition = join(kiosk.dataDirectory, 'kiosk', 'recognition')
      const sealed = sealedIn(join(recognition, 'faces.db'))
      const master = readFileSync(join(recognition, 'keys', 'faces.key'))
      expect(sealed.length).toBe(1 + shots.length)
      const secrets = [...descriptors, meanDescriptor(shots)].flatMap(formsOfDescriptor)
      const pictures = [...enrolled, ...looked].flatMap((picture) => formsOfBytes(middleOf(picture)))
      const found = () => {
        const traces = new Traces()
        traces.addFolder(kiosk.dataDirectory)
        traces.add('cloud', kiosk.cloud.bodies.join('\n'))
        traces.add('log', kiosk.log.join('\n'))
        traces.add('screen', JSON.stringify(screen.told))
        traces.add('answers', answers.join('\n'))
        return traces
      }
      expect(found().of([...secrets, ...pictures])).toEqual([])
      // The search finds what is there.
      expect(found().of(sealed.slice(0, 1))).toEqual([join(recognition, 'faces.db')])
      expect(found().of(formsOfBytes(master))).toEqual([join(recognition, 'keys', 'faces.key')])
      const planted = new Traces()
      planted.add('log', `faces: ${JSON.stringify([...(descriptors[0] as Descriptor)])}`)
      expect(planted.of(secrets)).toEqual(['log'])

      screen.send({ kind: 'erase-face' })
      await screen.next('receipt', 0, ({ receipt }) => receipt.kind === 'erased')
      expect(await look()).toBe('unknown')
      expect(found().of([...secrets, ...pictures, ...sealed])).toEqual([])
      expect(sealedIn(join(recognition, 'faces.db'))).toEqual([])
      await kiosk.room.stop()
      expect(found().of([...secrets, ...pictures, ...sealed])).toEqual([])
      await kiosk.restart()
    },
  )
})

/** Where the face is: a plain background's bytes are found anywhere. */
const middleOf = (picture: Buffer): Buffer => picture.subarray(picture.length >> 1, (picture.length >> 1) + 48)

/** A person's sealed key, and every sealed shot. */
function sealedIn(path: string): Buffer[] {
  const database = new DatabaseSync(path, { readOnly: true })
  const rows = database.prepare('SELECT key AS bytes FROM people UNION ALL SELECT descriptor FROM shots').all()
  database.close()
  return rows.map(({ bytes }) => Buffer.from(bytes as Uint8Array))
}
