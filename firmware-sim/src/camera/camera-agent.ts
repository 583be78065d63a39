import { setTimeout as sleep } from 'node:timers/promises'
import type { CameraInput } from './camera-input.ts'
import { FrameSender, type FrameSenderOptions } from './frame-sender.ts'
import { type CameraPace, notInstalled, readCamera } from './read-camera.ts'

export interface CameraAgentOptions extends FrameSenderOptions, Omit<CameraPace, 'signal'> {
  input: CameraInput
  /** Whether a recording begins again when it is over. */
  loop: boolean
}

const ended = 'the stream has ended'
const firstWaitMs = 1000
const longestWaitMs = 30_000
/** A stream that ran this long was well: the next failure begins with a short wait. */
const wellMs = 60_000

/** One camera: reads its pictures and sends them, and opens a live stream again for as long as it runs. */
export class CameraAgent {
  readonly #options: CameraAgentOptions
  readonly #sender: FrameSender
  readonly #stopping = new AbortController()

  constructor(options: CameraAgentOptions) {
    this.#options = options
    this.#sender = new FrameSender(options)
  }

  get sent(): number {
    return this.#sender.sent
  }

  get dropped(): number {
    return this.#sender.dropped
  }

  /** Resolves when a recording is over or after `stop`; rejects when a recording cannot be read, or ffmpeg is missing. */
  async run(): Promise<void> {
    const { camera, input, log, loop } = this.#options
    const { signal } = this.#stopping
    this.#sender.start()
    let waitMs = firstWaitMs
    try {
      while (!signal.aborted) {
        const startedMs = performance.now()
        const failure = await this.#read().then(
          () => ended,
          (error: Error) => error.message,
        )
        const live = input.kind === 'ffmpeg' && input.live
        if (failure === notInstalled || (!live && failure !== ended)) throw new Error(failure)
        if (signal.aborted || (!live && !loop)) return
        if (!live) {
          // ffmpeg's own loop spins for ever on some files, and so would we on an empty one.
          const tooShortMs = firstWaitMs - (performance.now() - startedMs)
          if (input.kind === 'ffmpeg' && tooShortMs > 0) {
            await sleep(tooShortMs, undefined, { signal }).catch(() => undefined)
          }
          continue
        }
        if (performance.now() - startedMs > wellMs) waitMs = firstWaitMs
        log(`${camera}: ${failure}; trying again in ${waitMs / 1000} s`)
        await sleep(waitMs, undefined, { signal }).catch(() => undefined)
        waitMs = Math.min(longestWaitMs, waitMs * 2)
      }
    } finally {
      await this.#sender.stop()
    }
  }

  stop(): void {
    this.#stopping.abort()
  }

  async #read(): Promise<void> {
    const pace = { ...this.#options, signal: this.#stopping.signal }
    for await (const jpeg of readCamera(this.#options.input, pace)) this.#sender.offer(jpeg)
  }
}
