import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Detection } from '../box.ts'
import { type CameraFrame, FrameQueue } from './frame-queue.ts'
import type { DetectorSettings } from './open-detector.ts'
import type { Size } from './person-detector.ts'
import type { PictureQuality } from './picture-quality.ts'

export type FrameQuestion = CameraFrame

export type FrameAnswer =
  | { kind: 'ready' }
  | { kind: 'log'; line: string }
  | {
      kind: 'seen'
      camera: string
      atMs: number
      detections: Detection[]
      looked: boolean
      picture: Size
      quality: PictureQuality
    }
  | { kind: 'still'; camera: string; jpeg: Uint8Array }
  | { kind: 'refused'; camera: string; atMs: number; why: string }

export interface ProcessCounts {
  /** Pictures lost because the process crashed or hung while it had them. */
  lost: number
  restarts: number
}

interface Settings {
  detector: DetectorSettings
  /** What runs in the process; another file only in tests. */
  program: URL
  /** Pictures of each camera that may wait. */
  mostWaiting: number
  /** A picture that takes longer hangs: the process is replaced. */
  longestMs: number
  /** How long to wait before a process that could not start is tried again. */
  restartMs: number
}

const usual: Omit<Settings, 'detector'> = {
  program: new URL('./detector-child.ts', import.meta.url),
  mostWaiting: 4,
  longestMs: 10_000,
  restartMs: 2000,
}

/**
 * One detector for one or several cameras, in a process of its own: it crashes, hangs and floods alone. Not a worker
 * thread: terminating one while onnxruntime computes aborts the whole process (measured with 1.30).
 */
export class DetectorProcess {
  readonly #settings: Settings
  readonly #queue: FrameQueue
  readonly #answered: (answer: FrameAnswer) => void
  readonly #counts: ProcessCounts = { lost: 0, restarts: 0 }
  #child: ChildProcess | undefined
  #ready = false
  #busy = false
  #stopped = true
  #timer: NodeJS.Timeout | undefined

  constructor(settings: Partial<Settings> & Pick<Settings, 'detector'>, answered: (answer: FrameAnswer) => void) {
    this.#settings = { ...usual, ...settings }
    this.#queue = new FrameQueue(this.#settings.mostWaiting)
    this.#answered = answered
  }

  get counts(): ProcessCounts {
    return { ...this.#counts }
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  droppedOf(camera: string): number {
    return this.#queue.droppedOf(camera)
  }

  start(): void {
    this.#stopped = false
    this.#open()
  }

  /** Takes a picture to be looked at when its turn comes; its camera's oldest is dropped when too many wait. */
  offer(frame: CameraFrame): void {
    this.#queue.add(frame)
    this.#next()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    const child = this.#child
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  #open(): void {
    const { detector, program } = this.#settings
    const child = fork(fileURLToPath(program), [JSON.stringify(detector)], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child = child
    this.#ready = false
    let lastWords = ''
    child.stderr?.on('data', (text) => {
      lastWords = `${lastWords}${text}`.slice(-1000)
    })
    child.on('message', (answer) => this.#take(answer as FrameAnswer))
    child.on('error', (error) => this.#answered({ kind: 'log', line: `detector: ${error.message}` }))
    child.once('exit', (code, signal) => this.#ended(`detector ended with ${signal ?? code}: ${lastWords.trim()}`))
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
    this.#timer = setTimeout(() => this.#child?.kill('SIGKILL'), this.#settings.longestMs)
    this.#child?.send(frame)
  }

  #ended(line: string): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    this.#answered({ kind: 'log', line })
    if (this.#busy) this.#counts.lost++
    this.#counts.restarts++
    const wait = this.#ready ? 0 : this.#settings.restartMs
    this.#busy = false
    this.#ready = false
    this.#timer = setTimeout(() => this.#open(), wait)
  }
}
