import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Detection } from '@larder/edge/footfall/box'
import { DetectorProcess } from '@larder/edge/footfall/detection/detector-process'
import { jpegPixels } from '@larder/edge/footfall/detection/jpeg-pixels'
import { brightnessOf } from '@larder/edge/footfall/detection/motion-map'
import { detectorSettings, openDetector, usualDetector } from '@larder/edge/footfall/detection/open-detector'
import type { PersonDetector } from '@larder/edge/footfall/detection/person-detector'
import { clearMot } from '@larder/edge/footfall/evaluation/clear-mot'
import { identity } from '@larder/edge/footfall/evaluation/identity'
import { scenesOf } from '@larder/edge/footfall/evaluation/scene'
import { LiveFootfall } from '@larder/edge/footfall/live-footfall'
import { street } from '@larder/edge/footfall/tracking/street.fixture'
import { trackRecording } from '@larder/edge/footfall/tracking/track-recording'
import { tuning } from '@larder/edge/footfall/tracking/tuning'
import { readVideo } from '@larder/edge/footfall/video/read-video'
import sharp from 'sharp'
import type { Bench } from './row.ts'
import { clip, clipFigures, clipPresent } from './vision-clip.ts'

const log = () => undefined
const size = { width: 640, height: 480 }
const least = 60

const bench: Bench = async (report) => {
  const jpegs = await pictures()
  const quietly = (name: string, value: number) => report({ name, value, unit: 'MB', target: { most: 400 } })
  for (const [runtime, most] of [
    ['onnx', 40],
    ['wasm', 130],
  ] as const) {
    const detector = await openDetector(detectorSettings.parse({ kind: 'centernet', runtime }), log)
    const ms = await cpuPerPicture(detector, jpegs)
    report({ name: `people in a JPEG of 640×480, ${runtime}`, value: ms, unit: 'CPU ms', target: { most } })
    if (runtime === 'onnx') await clipRows(detector, report)
    await detector.stop()
  }
  const { residentMb, busyCores, delays } = await fourCameras(jpegs)
  quietly('memory of a detector’s process', residentMb)
  report({
    name: 'four cameras at 5 pictures a second: CPU of both processes',
    value: busyCores,
    unit: 'cores',
    target: { most: 1 },
  })
  report({
    name: 'four cameras at 5 pictures a second: picture → places p95',
    value: delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.95)] ?? Number.NaN,
    unit: 'ms',
    target: { most: 500 },
    note: `${delays.length} of ${4 * 5 * seconds} pictures seen`,
  })
  streetRows(report)
  report({
    name: 'an hour of counting at 5 pictures a second: growth',
    value: soak(),
    unit: 'MB',
    target: { most: 10 },
  })
}

export default bench

async function clipRows(detector: PersonDetector, report: Parameters<Bench>[0]): Promise<void> {
  if (!clipPresent) return
  for (const { crossingError, crossings, fps, idf1, mota } of await clipFigures(detector, usualDetector)) {
    const note = `${crossings} crossings of 30 lines; MOTA ${mota.toFixed(3)}`
    const target = fps === 7 ? { target: { most: 5 } } : {}
    report({
      name: `clip at ${fps} pictures a second: crossing error`,
      value: crossingError * 100,
      unit: '%',
      ...target,
      note,
    })
    report({ name: `clip at ${fps} pictures a second: IDF1`, value: idf1 * 100, unit: '%' })
  }
}

function streetRows(report: Parameters<Bench>[0]): void {
  const scores = Array.from({ length: 100 }, (_, index) => {
    const { detections, fps, truth } = street({ seed: 9000 + index, pictures: 180, fps: 25 })
    const scenes = scenesOf(truth, trackRecording(detections, fps, tuning))
    return { mota: clearMot(scenes).mota, idf1: identity(scenes).idf1 }
  })
  for (const name of ['mota', 'idf1'] as const) {
    const mean = scores.reduce((sum, one) => sum + one[name], 0) / scores.length
    const least = { mota: 73, idf1: 81 }[name]
    report({ name: `100 simulated streets: ${name.toUpperCase()}`, value: mean * 100, unit: '%', target: { least } })
  }
}

/** From the clip where it is at hand, else a picture without people: the network takes as long. */
async function pictures(): Promise<Buffer[]> {
  const raws: Uint8Array[] = []
  if (clipPresent) for await (const rgb of readVideo(clip, size, 6)) if (raws.push(rgb) === least) break
  if (raws.length === 0) raws.push(new Uint8Array(size.width * size.height * 3).fill(120))
  return Promise.all(
    raws.map((rgb) =>
      sharp(rgb, { raw: { ...size, channels: 3 } })
        .jpeg()
        .toBuffer(),
    ),
  )
}

async function cpuPerPicture(detector: PersonDetector, jpegs: readonly Buffer[]): Promise<number> {
  const look = async (jpeg: Buffer) => {
    const pixels = await jpegPixels(jpeg, detector.input)
    brightnessOf(pixels, detector.input)
    await detector.detect(pixels)
  }
  for (const jpeg of jpegs.slice(0, 3)) await look(jpeg)
  const before = process.cpuUsage()
  for (let index = 0; index < least; index++) await look(jpegs[index % jpegs.length] as Buffer)
  const { system, user } = process.cpuUsage(before)
  return (user + system) / 1000 / least
}

const seconds = 8

async function fourCameras(jpegs: readonly Buffer[]) {
  const delays: number[] = []
  const offered = new Map<string, number>()
  const warm = Promise.withResolvers<void>()
  const detector = new DetectorProcess({ detector: usualDetector }, (answer) => {
    if (answer.kind !== 'seen') return
    if (answer.camera === 'warm') warm.resolve()
    else delays.push(performance.now() - (offered.get(`${answer.camera} ${answer.atMs}`) ?? 0))
  })
  detector.start()
  detector.offer({ camera: 'warm', jpeg: jpegs[0] as Buffer, atMs: 0 })
  await warm.promise
  const [started, before, childBefore] = [performance.now(), process.cpuUsage(), cpuMsOf(detector.pid)]
  for (let tick = 0; tick < seconds * 20; tick++) {
    await pause(Math.max(0, started + tick * 50 - performance.now()))
    const camera = `camera ${tick % 4}`
    offered.set(`${camera} ${tick * 50}`, performance.now())
    detector.offer({ camera, jpeg: jpegs[tick % jpegs.length] as Buffer, atMs: tick * 50 })
  }
  const { system, user } = process.cpuUsage(before)
  const busyMs = (user + system) / 1000 + cpuMsOf(detector.pid) - childBefore
  const busyCores = busyMs / (performance.now() - started)
  const residentMb = residentMbOf(detector.pid)
  await detector.stop()
  return { residentMb, delays, busyCores }
}

/** Linux counts a process's time in hundredths of a second: fields 14 and 15 of its stat, behind its name in brackets. */
function cpuMsOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function residentMbOf(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000
}

/** Somebody walks over the line every few seconds for an hour: what counting keeps must not grow. */
function soak(): number {
  const line = { name: 'door', from: { x: 320, y: 0 }, to: { x: 320, y: 480 } }
  const live = new LiveFootfall(
    { lines: [line], zones: [], entrances: ['door'], staff: { areas: [], hours: [] }, timeZone: 'UTC', resetHour: 4 },
    usualDetector,
  )
  const heap: number[] = []
  for (let picture = 0; picture < 3600 * 5; picture++) {
    const walker = (speed: number, y: number): Detection => {
      const x = (picture * speed) % 800
      return { x: x - 60, y, width: 50, height: 120, score: 0.8 }
    }
    live.see({ atMs: picture * 200, detections: [walker(17, 100), walker(23, 250)] })
    if (picture % 3000 === 2999) heap.push(heapMb())
  }
  return (heap.at(-1) ?? 0) - (heap[0] ?? 0)
}

function heapMb(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1e6
}
