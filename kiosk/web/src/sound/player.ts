export interface PlayerEvents {
  /** The first sound of this sentence leaves the loudspeaker now. */
  sounding(turn: string, sentence: number): void
  /** The first sound of this turn, by the page's clock. */
  first(turn: string, atMs: number): void
  /** `finished`: to its end, and not because it was interrupted. */
  silent(finished: boolean): void
}

/** Ahead of the clock by which the first chunk is placed, so that the second arrives in time for it. */
const leadSeconds = 0.03

/** Plays the answer's sound as it arrives, chunk behind chunk without a gap, and stops at once. */
export class Player {
  readonly #context: () => AudioContext
  readonly #events: PlayerEvents
  #turn = ''
  #rateHz = 22_050
  #sentence = 0
  #next = 0
  #complete = true
  #sources = new Set<AudioBufferSourceNode>()
  #timers = new Set<ReturnType<typeof setTimeout>>()
  #told = ''
  #firstTold = ''
  #silenced = ''
  #gain: GainNode | null = null

  constructor(context: () => AudioContext, events: PlayerEvents) {
    this.#context = context
    this.#events = events
  }

  /** The chunks that follow are this sentence of this turn. */
  expect(turn: string, rateHz: number, sentence: number): void {
    if (turn === this.#silenced) return
    if (turn !== this.#turn) this.#stop(false)
    this.#turn = turn
    this.#rateHz = rateHz
    this.#sentence = sentence
    this.#complete = false
  }

  push(samples: Int16Array): void {
    if (this.#turn === '' || samples.length === 0) return
    const context = this.#context()
    const buffer = context.createBuffer(1, samples.length, this.#rateHz)
    buffer.copyToChannel(
      Float32Array.from(samples, (sample) => sample / 32_768),
      0,
    )
    const source = context.createBufferSource()
    source.buffer = buffer
    source.connect(this.#output(context))
    const at = Math.max(this.#next, context.currentTime + leadSeconds)
    this.#next = at + buffer.duration
    this.#tellAt(at, context)
    source.onended = () => {
      this.#sources.delete(source)
      this.#endIfDone()
    }
    source.start(at)
    this.#sources.add(source)
  }

  /** No more sound of this turn is to come. */
  complete(turn: string): void {
    if (turn === this.#silenced) this.#silenced = ''
    if (turn !== this.#turn) return
    this.#complete = true
    this.#endIfDone()
  }

  get sounding(): boolean {
    return this.#turn !== ''
  }

  /** Silence now; what is still on its way of this turn is not played. */
  interrupt(): void {
    if (this.#turn !== '') this.#silenced = this.#turn
    this.#stop(false)
  }

  #stop(finished: boolean): void {
    const was = this.#turn
    this.#turn = ''
    this.#told = ''
    this.#next = 0
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    for (const source of this.#sources) {
      source.onended = null
      source.stop()
    }
    this.#sources.clear()
    this.#gain?.disconnect()
    this.#gain = null
    if (was !== '') this.#events.silent(finished)
  }

  #output(context: AudioContext): GainNode {
    if (this.#gain === null) {
      this.#gain = context.createGain()
      this.#gain.connect(context.destination)
    }
    return this.#gain
  }

  #tellAt(at: number, context: AudioContext): void {
    const key = `${this.#turn}/${this.#sentence}`
    if (key === this.#told) return
    const isFirst = this.#firstTold !== this.#turn
    this.#told = key
    this.#firstTold = this.#turn
    const [turn, sentence] = [this.#turn, this.#sentence]
    const waitMs = Math.max(0, (at - context.currentTime + (context.outputLatency || 0)) * 1000)
    if (isFirst) this.#events.first(turn, performance.now() + waitMs)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#events.sounding(turn, sentence)
    }, waitMs)
    this.#timers.add(timer)
  }

  #endIfDone(): void {
    if (this.#turn === '' || !this.#complete || this.#sources.size > 0) return
    this.#stop(true)
  }
}
