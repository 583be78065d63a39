import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { type Clock, systemClock } from '../clock.ts'
import type { EngineAnswer, EngineRequest, TimedReading } from './engine/engine-message.ts'
import { PictureRefused } from './picture-refused.ts'
import type { Care } from './read-faces.ts'

/** The engine could not take or finish a picture, for no fault of the picture's: send the next one. */
export class EngineUnavailable extends Error {}

interface Waiting {
  resolve(reading: TimedReading): void
  reject(error: Error): void
  timer: NodeJS.Timeout
}

/** Its 300 to 430 MB are given back when nobody was looked at for so long; the next picture starts it again. */
const restMs = 5 * 60_000

const program = join(import.meta.dirname, 'engine', 'engine-process.ts')

/**
 * Reads faces in a process of its own, which alone loads the face models. The process starts with the first picture
 * and again after it was lost or had rested; a picture that takes longer than `patienceMs` ends it.
 */
export class FaceEngine {
  #process: ChildProcess | undefined
  #waiting = new Map<number, Waiting>()
  #next = 0
  readonly #program: string
  readonly #patienceMs: number
  readonly #room: number
  readonly #clock: Pick<Clock, 'after'>
  #cancelRest = (): void => undefined

  constructor(options: { program?: string; patienceMs?: number; room?: number; clock?: Pick<Clock, 'after'> } = {}) {
    this.#program = options.program ?? program
    this.#patienceMs = options.patienceMs ?? 30_000
    this.#room = options.room ?? 8
    this.#clock = options.clock ?? systemClock
  }

  /**
   * @throws PictureRefused when the picture is at fault
   * @throws EngineUnavailable when too many pictures wait, or the process was lost or stopped
   */
  read(bytes: Uint8Array, care: Care): Promise<TimedReading> {
    if (this.#waiting.size >= this.#room)
      return Promise.reject(new EngineUnavailable(`${this.#room} pictures wait already: send fewer`))
    this.#cancelRest()
    const id = this.#next++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#lose('the face engine took too long'), this.#patienceMs)
      this.#waiting.set(id, { resolve, reject, timer })
      this.#running().send({ id, bytes, care } satisfies EngineRequest, (error) => {
        if (error !== null) this.#lose('the face engine was lost')
      })
    })
  }

  /** The process's id while it runs. */
  get processId(): number | undefined {
    return this.#process?.pid
  }

  async stop(): Promise<void> {
    const process = this.#process
    const ended = process && new Promise((resolve) => process.once('exit', resolve))
    this.#lose('the face engine was stopped')
    await ended
  }

  #running(): ChildProcess {
    if (this.#process !== undefined) return this.#process
    const started = fork(this.#program, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    started.on('message', (message) => this.#take(message as EngineAnswer))
    started.on('error', () => this.#lose('the face engine did not start', started))
    started.on('exit', () => this.#lose('the face engine was lost', started))
    this.#process = started
    return started
  }

  #take(message: EngineAnswer): void {
    if (message.kind === 'ready') return
    const waiting = this.#waiting.get(message.id)
    if (waiting === undefined) return
    this.#waiting.delete(message.id)
    clearTimeout(waiting.timer)
    if (message.kind === 'read') waiting.resolve(message.reading)
    else waiting.reject(new PictureRefused(message.why))
    if (this.#waiting.size > 0) return
    this.#cancelRest()
    this.#cancelRest = this.#clock.after(restMs, () => this.#lose('the face engine rests'))
  }

  #lose(why: string, which = this.#process): void {
    if (which !== this.#process) return
    this.#cancelRest()
    this.#process = undefined
    which?.kill('SIGKILL')
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(new EngineUnavailable(why))
    }
    this.#waiting.clear()
  }
}
