import { type FromScreen, fromScreen, type ToScreen } from '@larder/contracts/kiosk-screen'
import type { WebSocket } from 'ws'
import { sampleRateHz } from '../audio/pcm.ts'
import type { Clock } from '../clock.ts'
import type { Screen } from '../conversation/screen.ts'
import { Allowance } from './allowance.ts'

export interface ScreenListener {
  message(message: FromScreen): void
  /** Resolves when more sound may come. */
  sound(samples: Int16Array<ArrayBuffer>): Promise<void>
  closed(): void
}

/** A frame of sound or text. */
export const mostFrameBytes = 64 * 1024
/** What a screen has not read: beyond the first, speech is dropped; beyond the second it is held to be dead. */
const mostUnreadSpeech = 512 * 1024
const mostUnread = 4 * 1024 * 1024
const messagesPerSecond = 20
const messageBurst = 60
/** More refusals than this end a connection that does not listen to them. */
const refusalsPerSecond = 1
const refusalBurst = 40
const goodbyeMs = 1000
/** Sound comes as fast as it is spoken; a little faster after a hesitation of the network. */
const soundBytesPerSecond = 4 * 2 * sampleRateHz
const soundBurst = 8 * 2 * sampleRateHz
const pingEveryMs = 15_000

/** One screen's WebSocket: parses, bounds and holds back what comes, drops what is not read in time. */
export class ScreenConnection implements Screen {
  readonly #socket: WebSocket
  readonly #clock: Clock
  readonly #messages: Allowance
  readonly #sound: Allowance
  #listener: ScreenListener | null = null
  #held = 0
  readonly #refusals: Allowance
  #refusedAtMs = new Map<string, number>()
  #answered = true
  #cancelPing = (): void => undefined

  constructor(socket: WebSocket, clock: Clock) {
    this.#socket = socket
    this.#clock = clock
    this.#refusals = new Allowance(refusalsPerSecond, refusalBurst, clock.nowMs())
    this.#messages = new Allowance(messagesPerSecond, messageBurst, clock.nowMs())
    this.#sound = new Allowance(soundBytesPerSecond, soundBurst, clock.nowMs())
  }

  start(listener: ScreenListener): void {
    this.#listener = listener
    const socket = this.#socket
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.#takeSound(data)
      else this.#takeText(data)
    })
    socket.on('pong', () => {
      this.#answered = true
    })
    // Its close follows; what was wrong with the frames is the sender's to know.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#cancelPing()
      listener.closed()
    })
    this.#ping()
  }

  tell(message: ToScreen): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (this.#socket.bufferedAmount > mostUnread) this.#socket.terminate()
    else this.#socket.send(JSON.stringify(message))
  }

  sound(samples: Int16Array<ArrayBuffer>): void {
    if (this.#socket.readyState !== this.#socket.OPEN || this.#socket.bufferedAmount > mostUnreadSpeech) return
    this.#socket.send(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  /** Says no, once a second for one reason; ends a connection that goes on regardless. */
  refuse(code: string, message: string): void {
    const nowMs = this.#clock.nowMs()
    if (this.#refusals.take(1, nowMs) > 0) {
      this.close(1008, 'too many refused messages')
      // It may have megabytes on their way before it would answer.
      this.#clock.after(goodbyeMs, () => this.terminate())
      return
    }
    if (nowMs - (this.#refusedAtMs.get(code) ?? Number.NEGATIVE_INFINITY) < 1000) return
    this.#refusedAtMs.set(code, nowMs)
    this.tell({ kind: 'refused', code, message })
  }

  #takeText(data: Buffer): void {
    if (this.#messages.take(1, this.#clock.nowMs()) > 0) {
      this.#messages.giveBack(1)
      this.refuse('too-fast', `at most ${messagesPerSecond} messages a second: wait a moment`)
      return
    }
    if (data.length > mostFrameBytes) {
      this.refuse('too-long', `a message has at most ${mostFrameBytes / 1024} kB`)
      return
    }
    const message = parsed(data)
    if ('fault' in message) this.refuse('bad-message', message.fault)
    else this.#listener?.message(message.message)
  }

  #takeSound(data: Buffer): void {
    const fault = faultOfSound(data)
    if (fault !== null) {
      this.refuse('bad-sound', fault)
      return
    }
    // Copied out of the socket's buffer, which begins at any byte.
    const samples = new Int16Array(data.length / 2)
    for (let at = 0; at < samples.length; at++) samples[at] = data.readInt16LE(2 * at)
    const taken = this.#listener?.sound(samples) ?? Promise.resolve()
    const earlyMs = this.#sound.take(data.length, this.#clock.nowMs())
    this.#holdBackUntil(earlyMs > 0 ? Promise.all([taken, this.#pause(earlyMs)]) : taken)
  }

  /** The socket is not read meanwhile: the sender's own buffer fills, and it waits. */
  #holdBackUntil(ready: Promise<unknown>): void {
    if (this.#held++ === 0) this.#socket.pause()
    const go = () => {
      if (--this.#held === 0) this.#socket.resume()
    }
    ready.then(go, go)
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(ms, resolve))
  }

  #ping(): void {
    this.#cancelPing = this.#clock.after(pingEveryMs, () => {
      // Held back by us it cannot answer.
      if (!this.#answered && this.#held === 0) {
        this.#socket.terminate()
        return
      }
      this.#answered = false
      this.#socket.ping()
      this.#ping()
    })
  }
}

function parsed(data: Buffer): { message: FromScreen } | { fault: string } {
  let value: unknown
  try {
    value = JSON.parse(data.toString())
  } catch {
    return { fault: 'this is not JSON' }
  }
  const result = fromScreen.safeParse(value)
  if (result.success) return { message: result.data }
  const [issue] = result.error.issues
  return { fault: `${issue?.path.join('.') || 'message'}: ${issue?.message}` }
}

/** How files of sound begin: they are no samples. */
const containers = ['RIFF', 'OggS', 'fLaC', 'ID3', '\x1aE\xdf\xa3']

function faultOfSound(data: Buffer): string | null {
  if (data.length > mostFrameBytes) return `a frame of sound has at most ${mostFrameBytes / 1024} kB`
  if (data.length % 2 === 1) return 'an odd number of bytes: send whole 16-bit samples, 16 kHz, mono, little-endian'
  const start = data.toString('latin1', 0, 4)
  if (containers.some((container) => start.startsWith(container)))
    return 'this is a file, not samples: send raw 16-bit samples, 16 kHz, mono, little-endian'
  return null
}
