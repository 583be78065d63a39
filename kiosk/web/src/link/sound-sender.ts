/** One second of sound: more than this in the socket, and what is said now arrives too late to be answered. */
const socketBytes = 32_000
/** Two more seconds wait here, where the oldest can still be dropped. */
const longestWait = 50

export interface SoundSink {
  readonly waitingBytes: number
  sendSound(frame: Int16Array<ArrayBuffer>): void
}

/** Sends the microphone's frames of 40 ms no faster than the network takes them; drops the oldest and counts them. */
export class SoundSender {
  readonly #sink: SoundSink
  #waiting: Int16Array<ArrayBuffer>[] = []
  dropped = 0

  constructor(sink: SoundSink) {
    this.#sink = sink
  }

  /** Whether something had to be dropped for it. */
  push(frame: Int16Array<ArrayBuffer>): boolean {
    this.#waiting.push(frame)
    while (this.#sink.waitingBytes < socketBytes) {
      const next = this.#waiting.shift()
      if (next === undefined) return false
      this.#sink.sendSound(next)
    }
    if (this.#waiting.length <= longestWait) return false
    this.#waiting.shift()
    this.dropped++
    return true
  }

  clear(): void {
    this.#waiting = []
    this.dropped = 0
  }
}
