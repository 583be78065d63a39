import type { MicrophoneFault } from '../state/screen-state.ts'
import captureUrl from './capture.worklet.ts?worker&url'

export interface CapturedFrame {
  frame: Int16Array<ArrayBuffer>
  decibels: number
}

export class MicrophoneError extends Error {
  readonly fault: MicrophoneFault
  constructor(fault: MicrophoneFault) {
    super(`no sound from the microphone: ${fault}`)
    this.fault = fault
  }
}

/** The microphone, opened at the first touch and closed with the conversation, so that its light tells the truth. */
export class Microphone {
  readonly #context: () => AudioContext
  #opening: Promise<void> | null = null
  #stream: MediaStream | null = null
  #nodes: AudioNode[] = []
  onFrame: ((captured: CapturedFrame) => void) | null = null

  constructor(context: () => AudioContext) {
    this.#context = context
  }

  /** @throws MicrophoneError */
  open(): Promise<void> {
    this.#opening ??= this.#open().catch((cause: unknown) => {
      this.close()
      throw cause
    })
    return this.#opening
  }

  close(): void {
    this.#opening = null
    for (const node of this.#nodes) node.disconnect()
    this.#nodes = []
    for (const track of this.#stream?.getTracks() ?? []) track.stop()
    this.#stream = null
  }

  async #open(): Promise<void> {
    if (navigator.mediaDevices === undefined) throw new MicrophoneError('insecure')
    const stream = await navigator.mediaDevices
      .getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
      })
      .catch((cause: unknown) => {
        throw new MicrophoneError(faultOf(cause))
      })
    this.#stream = stream
    const context = this.#context()
    await context.audioWorklet.addModule(captureUrl)
    // Closed meanwhile: nothing may go on listening.
    if (this.#stream !== stream) {
      for (const track of stream.getTracks()) track.stop()
      throw new MicrophoneError('failed')
    }
    const source = context.createMediaStreamSource(stream)
    const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 })
    capture.port.onmessage = ({ data }: MessageEvent<CapturedFrame>) => this.onFrame?.(data)
    source.connect(capture)
    this.#nodes = [source, capture]
  }
}

function faultOf(cause: unknown): MicrophoneFault {
  const name = cause instanceof DOMException ? cause.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  return 'failed'
}
