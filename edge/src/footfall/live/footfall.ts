import type { CameraConfiguration } from '@larder/contracts/configuration'
import { occupancyMessage, stillRequestMessage } from '@larder/contracts/footfall'
import type { FootfallPlan } from '@larder/contracts/footfall-plan'
import { parseTopic, topicOf } from '@larder/contracts/topics'
import type { Message } from '../../intake/message.ts'
import { shopDay } from '../counting/occupancy.ts'
import { DetectorProcess, type FrameAnswer } from '../detection/detector-process.ts'
import type { DetectorSettings } from '../detection/open-detector.ts'
import { CameraHealth } from './camera-health.ts'
import { CountKeeper } from './count-keeper.ts'
import { CountedCamera, type CountingRules } from './counted-camera.ts'
import { FrameSource } from './frame-source.ts'
import { Stills } from './stills.ts'

export interface FootfallOptions {
  site: string
  timeZone: string
  cameras: readonly CameraConfiguration[]
  detector: DetectorSettings
  /** Whether today's counts are told as they come. */
  live: boolean
  /** The file of the counts. */
  path: string
  broker: { url: string; password: string }
  clock(): number
  connected(): boolean
  /** Resolves at the broker's acknowledgement. */
  publish(topic: string, message: unknown, retain?: boolean): Promise<void>
  log(line: string): void
  /** What finds the people; another program only in tests. */
  program?: URL
}

interface Camera {
  configuration: CameraConfiguration
  health: CameraHealth
  counted: CountedCamera
  /** The time of the next picture, were they evenly spaced. */
  dueMs: number
  told: string
  toldMs: number
}

/** More than ten pictures a second of one camera count no better, and cost the others. */
const leastBetweenMs = 100
/** Over a network they come in bursts: a picture may be this far ahead of its time. */
const burstMs = 200
const statusEveryMs = 5000
const nowEveryMs = 10_000
/** A count by eye is of its moment. */
const correctionMs = 10 * 60_000
/** Longer than any tick should take: while the machine slept nobody was counted. */
const longestTickMs = 3000
const noPlan: Pick<FootfallPlan, 'cameras' | 'staffHours' | 'resetHour'> = { cameras: {}, staffHours: [], resetHour: 4 }

/** Pictures of the site's cameras → people → counts. Without a camera nothing of it is loaded or runs. */
export class Footfall {
  readonly #options: FootfallOptions
  readonly #counts: CountKeeper
  readonly #stills: Stills
  readonly #cameras = new Map<string, Camera>()
  readonly #unknown = new Set<string>()
  #plan = noPlan
  #detector: DetectorProcess | undefined
  #source: FrameSource | undefined
  #running = false
  #tickedMs: number
  #nowTold = ''
  #nowToldMs = 0

  constructor(options: FootfallOptions) {
    this.#options = options
    this.#tickedMs = options.clock()
    this.#counts = new CountKeeper({
      path: options.path,
      nowMs: options.clock(),
      dayOf: (atMs) => this.#dayOf(atMs),
      send: (message) => options.publish(topicOf('footfall', { site: options.site }), message),
    })
    this.#stills = new Stills((camera, still) =>
      this.#source?.say(topicOf('still', { site: options.site, camera }), JSON.stringify(still)),
    )
  }

  start(): void {
    this.#counts.start()
    this.#running = true
    this.setCameras(this.#options.cameras)
  }

  async stop(): Promise<void> {
    this.#running = false
    await this.#close()
    await this.#counts.stop()
  }

  setPlan(plan: FootfallPlan): void {
    this.#plan = plan
    for (const { configuration, counted } of this.#cameras.values()) counted.follow(this.#rulesOf(configuration))
  }

  /** The cameras that are configured now; the detector runs while there is one. */
  setCameras(cameras: readonly CameraConfiguration[]): void {
    const { clock, detector, site } = this.#options
    const named = new Set(cameras.map(({ name }) => name))
    for (const name of this.#cameras.keys()) {
      if (named.has(name)) continue
      this.#cameras.delete(name)
      // Its health is of the past; an empty message takes the retained one away.
      this.#source?.say(topicOf('camera', { site, camera: name }), '', true)
    }
    for (const configuration of cameras) {
      const known = this.#cameras.get(configuration.name)
      if (known && JSON.stringify(known.configuration) === JSON.stringify(configuration)) continue
      this.#unknown.delete(configuration.name)
      this.#cameras.set(configuration.name, {
        configuration,
        health: new CameraHealth(configuration.minimumFps, clock()),
        counted: new CountedCamera(this.#rulesOf(configuration), detector),
        dueMs: 0,
        told: '',
        toldMs: 0,
      })
    }
    if (this.#cameras.size === 0) void this.#close()
    else if (this.#running) this.#open()
  }

  /** Takes what is for it among these messages; returns the others. */
  take(messages: readonly Message[]): Message[] {
    return messages.filter(({ topic, payload }) => {
      const { kind, address } = parseTopic(topic) ?? {}
      if (kind === 'occupancy') this.#correct(payload)
      else if (kind === 'still-request') this.#askStill(address?.camera as string, payload)
      else return true
      return false
    })
  }

  /** A picture that came from a camera. */
  frame(name: string, jpeg: Uint8Array): void {
    const camera = this.#cameras.get(name)
    if (camera === undefined) {
      if (this.#unknown.size < 100 && !this.#unknown.has(name)) {
        this.#unknown.add(name)
        this.#options.log(`pictures of ${name} are not looked at: name it in larder.json, edge.cameras`)
      }
      return
    }
    const atMs = this.#options.clock()
    camera.health.arrived(atMs)
    const aheadMs = camera.dueMs - atMs
    // Further ahead than one picture can be is a clock that was set back.
    const setBack = aheadMs > burstMs + leastBetweenMs
    if (aheadMs > burstMs && !setBack) return
    camera.dueMs = Math.max(setBack ? 0 : camera.dueMs, atMs) + leastBetweenMs
    this.#detector?.offer({ camera: name, jpeg, atMs, still: this.#stills.isWanted(name) })
  }

  /** Call it every second. */
  tick(nowMs: number): void {
    const forMs = Math.min(longestTickMs, Math.max(0, nowMs - this.#tickedMs))
    this.#tickedMs = nowMs
    for (const [camera, { counted, health }] of this.#cameras) {
      if (!health.counts(nowMs)) continue
      const lines = counted.lines.map(({ entrance, name }) => ({ name, entrance }))
      this.#counts.watched({ camera, lines, zones: counted.zonesNow(nowMs) }, forMs)
    }
    const connected = this.#options.connected()
    this.#counts.tick(nowMs, connected)
    this.#stills.tick(nowMs)
    if (!connected || this.#cameras.size === 0) return
    for (const [name, camera] of this.#cameras) this.#tellHealth(name, camera, nowMs)
    if (this.#options.live) this.#tellNow(nowMs)
  }

  #open(): void {
    const { broker, detector, log, program, site } = this.#options
    if (this.#detector !== undefined) return
    this.#detector = new DetectorProcess({ detector, ...(program && { program }) }, (answer) => this.#answered(answer))
    this.#detector.start()
    this.#source = new FrameSource({ ...broker, site, take: (camera, jpeg) => this.frame(camera, jpeg), log })
    this.#source.start()
  }

  async #close(): Promise<void> {
    const [source, detector] = [this.#source, this.#detector]
    this.#source = undefined
    this.#detector = undefined
    await source?.stop()
    await detector?.stop()
  }

  #answered(answer: FrameAnswer): void {
    if (answer.kind === 'log') this.#options.log(answer.line)
    if (answer.kind === 'log' || answer.kind === 'ready') return
    const camera = this.#cameras.get(answer.camera)
    if (camera === undefined) return
    if (answer.kind === 'still') this.#stills.give(answer.camera, answer.jpeg)
    else if (answer.kind === 'refused') camera.health.refused(answer.atMs, answer.why)
    else {
      camera.health.looked(answer.atMs, answer.picture, answer.quality)
      this.#counts.count(answer.camera, camera.counted.see(answer, answer.picture))
    }
  }

  #correct(payload: Uint8Array): void {
    const { data } = occupancyMessage.safeParse(jsonOf(payload))
    const nowMs = this.#options.clock()
    if (data === undefined || Math.abs(nowMs - data.atMs) > correctionMs) {
      this.#options.log('a correction of how many are inside is not used: it is malformed or older than ten minutes')
    } else this.#counts.correct(data.inside, nowMs)
  }

  #askStill(camera: string, payload: Uint8Array): void {
    const { data } = stillRequestMessage.safeParse(jsonOf(payload))
    if (data !== undefined) this.#stills.ask(camera, data, this.#options.clock())
  }

  #tellHealth(name: string, camera: Camera, nowMs: number): void {
    const dropped = this.#detector?.droppedOf(name) ?? 0
    const restarts = this.#detector?.counts.restarts ?? 0
    const status = camera.health.status(nowMs, { dropped, restarts })
    const told = `${status.state} ${status.faults}`
    if (told === camera.told && nowMs - camera.toldMs < statusEveryMs) return
    Object.assign(camera, { told, toldMs: nowMs })
    this.#publish(topicOf('camera', { site: this.#options.site, camera: name }), status)
  }

  #tellNow(nowMs: number): void {
    const now = this.#counts.now(nowMs, this.#insideIsKnown(nowMs))
    const told = JSON.stringify({ ...now, atMs: 0 })
    if (told === this.#nowTold && nowMs - this.#nowToldMs < nowEveryMs) return
    this.#nowTold = told
    this.#nowToldMs = nowMs
    this.#publish(topicOf('footfall-now', { site: this.#options.site }), now)
  }

  #publish(topic: string, message: unknown): void {
    this.#options.publish(topic, message, true).catch((error: Error) => this.#options.log(`footfall: ${error.message}`))
  }

  #insideIsKnown(nowMs: number): boolean {
    const atEntrances = [...this.#cameras.values()].filter(({ counted }) =>
      counted.lines.some(({ entrance }) => entrance),
    )
    return atEntrances.length > 0 && atEntrances.every(({ health }) => health.counts(nowMs))
  }

  #rulesOf({ name, lines, zones }: CameraConfiguration): CountingRules {
    const { cameras, resetHour, staffHours } = this.#plan
    const plan = Object.hasOwn(cameras, name) ? cameras[name] : undefined
    return { plan: plan ?? { lines, zones }, resetHour, staffHours, timeZone: this.#options.timeZone }
  }

  #dayOf(atMs: number): string {
    return shopDay(atMs, this.#options.timeZone, this.#plan.resetHour)
  }
}

function jsonOf(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString())
  } catch {
    return undefined
  }
}
