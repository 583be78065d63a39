import { type FromScreen, screenPath, type ToScreen } from '@larder/contracts/kiosk-screen'
import { WebSocket } from 'ws'
import { samplesIn } from './audio/pcm.ts'

type Told<Kind extends ToScreen['kind']> = Extract<ToScreen, { kind: Kind }>

const blockMs = 60
/** A guard against hanging, not a measure of speed. */
const patienceMs = 30_000

/** A screen as its page is one: a real WebSocket, all that it was told, and the sound that came. */
export class ScreenClient {
  readonly told: { atMs: number; message: ToScreen }[] = []
  readonly frames: { atMs: number; bytes: Buffer }[] = []
  closed: { code: number; reason: string } | null = null
  readonly #socket: WebSocket
  readonly #watchers = new Set<() => void>()

  constructor(url: string, options: { origin?: string; headers?: Record<string, string> } = {}) {
    this.#socket = new WebSocket(url.replace(/^http/, 'ws') + screenPath, options)
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => {
      const atMs = performance.now()
      if (isBinary) this.frames.push({ atMs, bytes: data })
      else this.told.push({ atMs, message: JSON.parse(data.toString()) })
      this.#wake()
    })
    this.#socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
      this.#wake()
    })
    this.#socket.on('error', () => undefined)
  }

  /** Resolves when the kiosk has said that it is ready. */
  async ready(): Promise<Told<'ready'>> {
    return this.next('ready', 0)
  }

  send(message: FromScreen): void {
    this.#socket.send(JSON.stringify(message))
  }

  raw(data: string | Uint8Array): void {
    this.#socket.send(data)
  }

  /** The connection breaks, without a word. */
  cut(): void {
    this.#socket.terminate()
  }

  close(): void {
    this.#socket.close()
  }

  /** Where to look from for what follows. */
  mark(): number {
    return this.told.length
  }

  /** The first message of the kind from that mark on. */
  async next<Kind extends ToScreen['kind']>(
    kind: Kind,
    from: number,
    fits: (message: Told<Kind>) => boolean = () => true,
  ): Promise<Told<Kind>> {
    const found = () =>
      this.told.slice(from).find(({ message }) => message.kind === kind && fits(message as Told<Kind>))?.message
    await this.until(() => found() !== undefined, `${kind} from ${from} on`)
    return found() as Told<Kind>
  }

  async until(condition: () => boolean, what = 'condition'): Promise<void> {
    const deadlineMs = performance.now() + patienceMs
    while (!condition()) {
      if (performance.now() > deadlineMs)
        throw new Error(`still not so: ${what}; told ${this.told.map(({ message }) => message.kind)}`)
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          this.#watchers.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, 500)
        this.#watchers.add(wake)
      })
    }
  }

  /** Sound as a microphone gives it: in blocks, as fast as it is spoken or as fast as it is taken. */
  async speak(samples: Int16Array, { realTime = false, silenceMs = 1500 } = {}): Promise<void> {
    const all = new Int16Array(samples.length + samplesIn(silenceMs))
    all.set(samples)
    const block = samplesIn(blockMs)
    const startedMs = performance.now()
    for (let at = 0, number = 1; at < all.length; at += block, number++) {
      const part = all.slice(at, at + block)
      this.#socket.send(new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
      const dueMs = startedMs + number * blockMs
      if (realTime) await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())))
    }
  }

  #wake(): void {
    for (const wake of [...this.#watchers]) wake()
  }
}
