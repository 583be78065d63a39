import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Evaluation, evaluate } from '@larder/kiosk/faces/evaluation/evaluate'
import { describePeople } from '@larder/kiosk/faces/evaluation/read-people'
import { FaceEngine } from '@larder/kiosk/faces/face-engine'
import type { Care } from '@larder/kiosk/faces/read-faces'
import type sharpModule from 'sharp'
import type { Bench } from './row.ts'

// sharp is the kiosk's dependency.
const sharp = createRequire(join(import.meta.dirname, '../kiosk/package.json'))('sharp') as typeof sharpModule

const people = join(import.meta.dirname, '../../shared/data/faces')
const frames = 40

/** Recognition on the given people: time and memory per kiosk frame, and who is identified. */
const bench: Bench = async (report) => {
  if (!existsSync(people)) {
    console.log('  skipped: ../shared/data/faces is absent')
    return
  }
  const engine = new FaceEngine()
  try {
    const frame = await kioskFrame(join(people, 's1', '1.pgm'))
    for (const care of ['frame', 'thorough'] as const) {
      const note = care === 'frame' ? '640 × 480 JPEG to descriptor' : 'as for enrolment'
      const target = care === 'frame' ? { target: { most: 80 } } : {}
      report({
        name: `faces, ${care}, median`,
        value: await medianMs(engine, frame, care),
        unit: 'ms',
        ...target,
        note,
      })
    }
    const residentMb = residentMegabytes(engine.processId)
    if (residentMb !== undefined)
      report({ name: "faces, the engine's process", value: residentMb, unit: 'MB', target: { most: 400 } })
    const { described } = await describePeople(people, engine)
    for (const enrol of [1, 3]) {
      reportRates(evaluate(described, { enrol, unknownShare: 0.3, seed: 1, draws: 50 }), report)
    }
  } finally {
    await engine.stop()
  }
}

const least: Record<number, Record<number, number>> = { 1: { 0.01: 96, 0.001: 92 }, 3: { 0.01: 99, 0.001: 98 } }

function reportRates({ operatingPoints, protocol, people: count }: Evaluation, report: Parameters<Bench>[0]): void {
  for (const { falsePositiveRate, identificationRate, threshold } of operatingPoints) {
    report({
      name: `faces, identified, ${protocol.enrol} enrolled, ${falsePositiveRate * 100} % false positives`,
      value: identificationRate * 100,
      unit: '%',
      target: { least: least[protocol.enrol]?.[falsePositiveRate] ?? 0 },
      note: `${count} people, threshold ${threshold.toFixed(3)}`,
    })
  }
}

/** A face as wide as 230 pixels in a frame of 640 × 480. */
async function kioskFrame(picture: string): Promise<Buffer> {
  const raw = { width: 92, height: 112, channels: 1 } as const
  const samples = readFileSync(picture).subarray(-raw.width * raw.height)
  const face = await sharp(samples, { raw }).resize(230, 280).toColourspace('srgb').png().toBuffer()
  const blank = { width: 640, height: 480, channels: 3, background: '#7a7a72' } as const
  return sharp({ create: blank })
    .composite([{ input: face }])
    .jpeg()
    .toBuffer()
}

async function medianMs(engine: FaceEngine, frame: Buffer, care: Care): Promise<number> {
  const took: number[] = []
  for (let index = 0; index < frames; index++) {
    const { cpuMs, faces } = await engine.read(frame, care)
    if (faces !== 1) throw new Error(`the frame shows one face, not ${faces}`)
    took.push(cpuMs)
  }
  return took.sort((one, other) => one - other)[frames / 2] as number
}

/** Linux alone tells it of another process. */
function residentMegabytes(processId: number | undefined): number | undefined {
  const status = `/proc/${processId}/status`
  if (!existsSync(status)) return undefined
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'latin1'))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}

export default bench
