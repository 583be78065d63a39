import { createServer, type Server, type Socket } from 'node:net'
import { Aedes, type AedesPublishPacket } from 'aedes'

/** A bare broker in this process, which can lose its connections and come back on the same port with its sessions. */
export class TestBroker {
  aedes!: Aedes
  #server: Server | undefined
  #sockets = new Set<Socket>()
  #port = 0

  async start(): Promise<void> {
    this.aedes = await Aedes.createBroker()
    await this.listen()
  }

  async listen(): Promise<void> {
    const server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
      this.aedes.handle(socket)
    })
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as { port: number }).port
    this.#server = server
  }

  /** Refuses and breaks connections, and keeps the sessions. */
  async unplug(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server?.close(resolve))
  }

  async stop(): Promise<void> {
    await this.unplug()
    await new Promise<void>((resolve) => this.aedes.close(() => resolve()))
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.#port}`
  }

  publish(topic: string, payload: string | Buffer): Promise<void> {
    const packet = { cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, retain: false, dup: false } as const
    return new Promise((resolve, reject) =>
      this.aedes.publish(packet as unknown as AedesPublishPacket, (error) => (error ? reject(error) : resolve())),
    )
  }
}
