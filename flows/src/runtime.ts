import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { forgetSessions, loadNodeRed, type NodeRed } from './node-red.ts'

/** Node-RED under a plain HTTP server of our own. */
export class Runtime {
  readonly #server: Server
  #red: NodeRed | undefined
  #answer: RequestListener = (_request, response) => response.writeHead(503).end()

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  /** Resolves to the editor's address when the flow runs; rejects when the port is taken. */
  async start(settings: object, host: string, port: number): Promise<string> {
    this.#server.listen(port, host)
    await once(this.#server, 'listening')
    const red = loadNodeRed()
    red.init(this.#server, settings)
    this.#red = red
    this.#answer = red.httpAdmin
    const running = once(red.events, 'flows:started')
    await red.start()
    await running
    return addressOf(host, this.#server.address() as AddressInfo)
  }

  async stop(): Promise<void> {
    await this.#red?.stop()
    if (this.#red) await forgetSessions()
    this.#server.close()
    this.#server.closeAllConnections()
  }
}

function addressOf(host: string, { port }: AddressInfo): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`
}
