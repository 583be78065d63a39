import { createServer, type Server, type Socket } from 'node:net'
import { parseTopic } from '@larder/contracts/topics'
import { Aedes } from 'aedes'

/** What a device published. */
export interface Heard {
  kind: string
  key: string
  message: unknown
  retain: boolean
}

/** A broker in memory that can go away and come back on the same port. */
export class TestBroker {
  readonly heard: Heard[] = []
  readonly #sockets = new Set<Socket>()
  #aedes: Aedes | undefined
  #server: Server | undefined
  #port = 0

  get url(): string {
    return `mqtt://127.0.0.1:${this.#port}`
  }

  async start(): Promise<void> {
    // Heard before it is acknowledged, so that a test sees whatever the device may rely on.
    const aedes = await Aedes.createBroker({
      authorizePublish: (_client, { topic, payload, retain }, done) => {
        const { kind, address } = parseTopic(topic) ?? { kind: topic, address: {} }
        const message: unknown = JSON.parse(String(payload))
        this.heard.push({ kind, key: `${address.asset}/${address.probe}`, message, retain })
        done(null)
      },
    })
    const server = createServer((socket) => {
      this.#sockets.add(socket)
      aedes.handle(socket)
    })
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as { port: number }).port
    this.#aedes = aedes
    this.#server = server
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#sockets.clear()
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()))
    await new Promise<void>((resolve) => (this.#aedes ? this.#aedes.close(() => resolve()) : resolve()))
    this.#server = undefined
    this.#aedes = undefined
  }

  /** Readings of one probe as they came, batches taken apart. */
  readings(key: string): { sequence: number; observedAt: string; celsius: number }[] {
    return this.heard
      .filter((entry) => entry.key === key && (entry.kind === 'reading' || entry.kind === 'readings'))
      .flatMap(({ message }) => message as { sequence: number; observedAt: string; celsius: number })
  }
}
