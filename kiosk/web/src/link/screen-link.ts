import type { FromScreen, ToScreen } from '@larder/contracts/kiosk-screen'

export interface ScreenLinkEvents {
  message(message: ToScreen): void
  sound(samples: Int16Array): void
  state(to: 'connecting' | 'open' | 'lost'): void
}

const firstWaitMs = 500
const longestWaitMs = 8000

/** How long to wait before try number `lost` + 1: doubling, so that a server that starts is not besieged. */
export const waitMs = (lost: number): number => Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, lost - 1))

/** The connection to the kiosk's server; it mends itself for as long as the page is open. */
export class ScreenLink {
  readonly #url: string
  readonly #events: ScreenLinkEvents
  #socket: WebSocket | null = null
  #retry: ReturnType<typeof setTimeout> | undefined
  #lost = 0

  constructor(url: string, events: ScreenLinkEvents) {
    this.#url = url
    this.#events = events
  }

  start(): void {
    const socket = new WebSocket(this.#url)
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    socket.onopen = () => {
      this.#lost = 0
      this.#events.state('open')
    }
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data !== 'string') this.#events.sound(new Int16Array(data, 0, data.byteLength >> 1))
      else this.#events.message(JSON.parse(data) as ToScreen)
    }
    socket.onclose = () => {
      this.#socket = null
      this.#lost++
      this.#events.state('lost')
      this.#retry = setTimeout(() => this.start(), waitMs(this.#lost))
    }
  }

  stop(): void {
    clearTimeout(this.#retry)
    if (this.#socket === null) return
    this.#socket.onclose = null
    this.#socket.close()
    this.#socket = null
  }

  /** Whether it could be said: nothing is kept for a connection that is not there. */
  send(message: FromScreen): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(JSON.stringify(message))
    return true
  }

  sendSound(frame: Int16Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(frame)
  }

  /** Bytes that the network has not taken yet. */
  get waitingBytes(): number {
    return this.#socket?.bufferedAmount ?? 0
  }
}
