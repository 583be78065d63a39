import { Worker } from 'node:worker_threads'
import type { Detection } from '../box.ts'
import { type CameraFrame, FrameQueue } from './frame-queue.ts'
import type { DetectorSettings } from './open-detector.ts'
import type { Size } from './person-detector.ts'

export type FrameQuestion = CameraFrame

export type FrameAnswer =
  | { kind: 'ready' }
  | { kind: 'log'; line: string }
  | { kind: 'seen'; camera: string; atMs: number; detections: Detection[]; looked: boolean; picture: Size }
  | { kind: 'refused'; camera: string; atMs: number; why: string }

export interface ThreadCounts {
  /** Pictures lost because the thread crashed or hung while it had them. */
  lost: number
  restarts: number
}

interface Settings {
  detector: DetectorSettings
  /** What runs in the thread; another file only in tests. */
  worker: URL
  /** Pictures that may wait. */
  mostWaiting: number
  /** A picture that takes longer hangs: the thread is replaced. */
  longestMs: number
  /** How long to wait before a thread that could not start is tried again. */
  restartMs: number
}

const usual: Omit<Settings, 'detector'> = {
  worker: new URL('./detector-thread.worker.ts', import.meta.url),
  mostWaiting: 4,
  longestMs: 10_000,
  restartMs: 2000,
}

/** One detector in a thread of its own, for one or several cameras. It crashes, hangs and floods alone. */
export class DetectorThread {
  readonly #settings: Settings
  readonly #queue: FrameQueue
  readonly #answered: (answer: FrameAnswer) => void
  readonly #counts: ThreadCounts = { lost: 0, restarts: 0 }
  #worker: Worker | undefined
  #ready = false
  #busy = false
  #stopped = true
  #timer: NodeJS.Timeout | undefined

  constructor(settings: Partial<Settings> & Pick<Settings, 'detector'>, answered: (answer: FrameAnswer) => void) {
    this.#settings = { ...usual, ...settings }
    this.#queue = new FrameQueue(this.#settings.mostWaiting)
    this.#answered = answered
  }

  get counts(): ThreadCounts {
    return { ...this.#counts }
  }

  droppedOf(camera: string): number {
    return this.#queue.droppedOf(camera)
  }

  start(): void {
    this.#stopped = false
    this.#open()
  }

  /** Takes a picture to be looked at when its turn comes; the oldest waiting one is dropped when too many wait. */
  offer(frame: CameraFrame): void {
    this.#queue.add(frame)
    this.#next()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#worker?.terminate()
  }

  #open(): void {
    const worker = new Worker(this.#settings.worker, { workerData: this.#settings.detector })
    this.#worker = worker
    this.#ready = false
    worker.on('message', (answer: FrameAnswer) => this.#take(answer))
    worker.on('error', (error) => this.#answered({ kind: 'log', line: `detector: ${error.message}` }))
    worker.on('exit', () => this.#ended())
  }

  #take(answer: FrameAnswer): void {
    if (answer.kind === 'ready') this.#ready = true
    if (answer.kind === 'seen' || answer.kind === 'refused') {
      clearTimeout(this.#timer)
      this.#busy = false
    }
    if (answer.kind !== 'ready') this.#answered(answer)
    this.#next()
  }

  #next(): void {
    if (!this.#ready || this.#busy || this.#stopped) return
    const frame = this.#queue.take()
    if (!frame) return
    this.#busy = true
    this.#timer = setTimeout(() => void this.#worker?.terminate(), this.#settings.longestMs)
    this.#worker?.postMessage(frame)
  }

  #ended(): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    if (this.#busy) this.#counts.lost++
    this.#counts.restarts++
    const wait = this.#ready ? 0 : this.#settings.restartMs
    this.#busy = false
    this.#ready = false
    this.#timer = setTimeout(() => this.#open(), wait)
  }
}
