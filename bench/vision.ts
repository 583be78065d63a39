import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { addDevices } from '@larder/broker/accounts'
import { TestSite } from '@larder/broker/test-site'
import { topicOf } from '@larder/contracts/topics'
import type { Detection } from '@larder/edge/footfall/box'
import { DetectorProcess } from '@larder/edge/footfall/detection/detector-process'
import { jpegPixels } from '@larder/edge/footfall/detection/jpeg-pixels'
import { brightnessOf } from '@larder/edge/footfall/detection/motion-map'
import { detectorSettings, openDetector, usualDetector } from '@larder/edge/footfall/detection/open-detector'
import type { PersonDetector } from '@larder/edge/footfall/detection/person-detector'
import { clearMot } from '@larder/edge/footfall/evaluation/clear-mot'
import { identity } from '@larder/edge/footfall/evaluation/identity'
import { scenesOf } from '@larder/edge/footfall/evaluation/scene'
import { CountedCamera } from '@larder/edge/footfall/live/counted-camera'
import { FrameSource } from '@larder/edge/footfall/live/frame-source'
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
  const { residentMb, grownMb, busyCores, delays } = await fourCameras(jpegs)
  quietly('memory of a detector’s process', residentMb)
  report({
    name: 'four cameras at 5 pictures a second: CPU of cameras, broker, edge and detector',
    value: busyCores,
    unit: 'cores',
    target: { most: 1 },
  })
  report({
    name: 'four cameras at 5 pictures a second: picture sent → counted p95',
    value: delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.95)] ?? Number.NaN,
    unit: 'ms',
    target: { most: 500 },
    note: `${delays.length} of ${4 * 5 * seconds} pictures seen`,
  })
  if (process.env.LARDER_SOAK_MINUTES) {
    const name = `${seconds / 60} minutes at speed: growth of the detector’s process`
    report({ name, value: grownMb, unit: 'MB', target: { most: 20 } })
  }
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
  if (clipPresent)
    for await (const { rgb } of readVideo(clip, size, { fps: 10, stride: 6 })) if (raws.push(rgb) === least) break
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

/** LARDER_SOAK_MINUTES makes it a soak: as many minutes at speed, with the growth of the detector's memory. */
const seconds = Number(process.env.LARDER_SOAK_MINUTES ?? 0) * 60 || 8
const cameras = ['north', 'south', 'till', 'yard']
const door = { name: 'door', from: { x: 0.5, y: 0 }, to: { x: 0.5, y: 1 }, entrance: true }
const rules = { plan: { lines: [door], zones: [] }, staffHours: [], resetHour: 4, timeZone: 'UTC' }

/** Cameras → a real broker → the edge's own connection, detector and counting. */
async function fourCameras(jpegs: readonly Buffer[]) {
  const site = new TestSite()
  const password = 'camera-password'
  const devices = cameras.map((camera) => ({ device: camera, grants: [{ site: 'shop-1', camera }], password }))
  await addDevices(site.dataDirectory, devices)
  await site.start()
  const delays: number[] = []
  const sent = new Map<string, number[]>(cameras.map((camera) => [camera, []]))
  const sentAt = new Map<string, number>()
  const counted = new Map(cameras.map((camera) => [camera, new CountedCamera(rules, usualDetector)]))
  const warm = Promise.withResolvers<void>()
  const detector = new DetectorProcess({ detector: usualDetector }, (answer) => {
    if (answer.kind !== 'seen') return
    if (answer.camera === 'warm') return warm.resolve()
    counted.get(answer.camera)?.see(answer, answer.picture)
    delays.push(performance.now() - (sentAt.get(`${answer.camera} ${answer.atMs}`) ?? 0))
  })
  detector.start()
  const source = new FrameSource({
    url: site.url('mqtt'),
    site: 'shop-1',
    password: 'edge-password',
    take(camera, jpeg) {
      const atMs = Date.now()
      sentAt.set(`${camera} ${atMs}`, sent.get(camera)?.shift() ?? Number.NaN)
      detector.offer({ camera, jpeg, atMs })
    },
    log,
  })
  source.start()
  const senders = await Promise.all(cameras.map((camera) => site.connect(camera, password)))
  detector.offer({ camera: 'warm', jpeg: jpegs[0] as Buffer, atMs: 0 })
  await warm.promise
  await pause(500)
  const [started, before, childBefore] = [performance.now(), process.cpuUsage(), cpuMsOf(detector.pid)]
  // The first quarter fills what any process fills once.
  let settledMb = 0
  for (let tick = 0; tick < seconds * 20; tick++) {
    await pause(Math.max(0, started + tick * 50 - performance.now()))
    if (tick === seconds * 5) settledMb = residentMbOf(detector.pid)
    const camera = cameras[tick % cameras.length] as string
    sent.get(camera)?.push(performance.now())
    const topic = topicOf('frame', { site: 'shop-1', camera })
    senders[tick % cameras.length]?.publish(topic, jpegs[tick % jpegs.length] as Buffer, { qos: 0 })
  }
  await pause(300)
  const { system, user } = process.cpuUsage(before)
  const busyMs = (user + system) / 1000 + cpuMsOf(detector.pid) - childBefore
  const busyCores = busyMs / (performance.now() - started)
  const residentMb = residentMbOf(detector.pid)
  await source.stop()
  await detector.stop()
  await site.remove()
  return { residentMb, grownMb: residentMb - settledMb, delays, busyCores }
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
