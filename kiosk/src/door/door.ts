import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { screenPath } from '@larder/contracts/kiosk-screen'
import { WebSocketServer } from 'ws'
import type { Clock } from '../clock.ts'
import type { PictureDoor } from '../recognition/picture-door.ts'
import { Files, safeHeaders } from './files.ts'
import type { Lobby } from './lobby.ts'
import { isFromOwnPage } from './own-address.ts'
import { ScreenConnection } from './screen-connection.ts'

export interface DoorOptions {
  /** Where Vite put the page. */
  pages: string
  configuredHost: string
  lobby: Lobby
  clock: Clock
  /** What `/health` tells: figures, nobody's words. */
  health(): Record<string, unknown>
  pictures: PictureDoor
}

/** Beyond this a frame is not even read to its end. */
const hardestFrameBytes = 1024 * 1024

/** The kiosk's page, its WebSocket and `/health`, for any number of servers. */
export class Door {
  readonly #options: DoorOptions
  readonly #files: Files
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: hardestFrameBytes, perMessageDeflate: false })

  constructor(options: DoorOptions) {
    this.#options = options
    this.#files = new Files(options.pages)
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url === '/health') {
      const headers = { ...safeHeaders, 'content-type': 'application/json', 'cache-control': 'no-store' }
      response.writeHead(200, headers).end(JSON.stringify(this.#options.health()))
    } else if (!this.#options.pictures.takes(request, response)) this.#files.serve(request, response)
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const { lobby, clock, configuredHost } = this.#options
      socket.on('error', () => undefined)
      if (request.url?.split('?', 1)[0] !== screenPath) return refuse(socket, '404 Not Found')
      if (!isFromOwnPage(request, configuredHost)) return refuse(socket, '403 Forbidden')
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
        lobby.take(new ScreenConnection(webSocket, clock)),
      )
    })
  }
}

const refuse = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
