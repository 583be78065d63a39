import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { createWebSocketStream, WebSocketServer } from 'ws'
import type { Broker } from './broker.ts'
import { followCertificate, readCertificate } from './site-certificate.ts'

export interface ListenerOptions {
  host: string
  maxConnections: number
}

/** An open door: the URL it can be reached at, and how to close it. */
export interface Listener {
  url: string
  close(): Promise<void>
}

/** Sub-protocol names of MQTT over WebSocket (clause 6). */
const webSocketProtocols = ['mqtt', 'mqttv3.1']

export function listenTcp(broker: Broker, port: number, options: ListenerOptions): Promise<Listener> {
  const server = createServer({ noDelay: true }, (socket) => broker.handle(socket))
  return open(server, 'mqtt', port, 'broker.tcpPort', options)
}

/** @returns undefined when the site has no certificate */
export async function listenTls(
  broker: Broker,
  port: number,
  options: ListenerOptions & { dataDirectory: string; log(line: string): void },
): Promise<Listener | undefined> {
  const { dataDirectory, log } = options
  const certificate = readCertificate(dataDirectory)
  if (certificate === undefined) return undefined
  const server = createTlsServer({ ...certificate, minVersion: 'TLSv1.2', noDelay: true })
  followCertificate(server, dataDirectory, log)
  server.on('secureConnection', (socket) => broker.handle(socket))
  return open(server, 'mqtts', port, 'broker.tlsPort', options)
}

export function listenWebSocket(
  broker: Broker,
  port: number,
  options: ListenerOptions & { maxPayloadBytes: number },
): Promise<Listener> {
  const server = createHttpServer((_request, response) => {
    response.writeHead(426, { 'Content-Type': 'text/plain' }).end('MQTT over WebSocket only\n')
  })
  const sockets = new WebSocketServer({
    server,
    // Frames are pieces of the MQTT stream; the broker bounds packets itself.
    maxPayload: options.maxPayloadBytes + 65_536,
    perMessageDeflate: false,
    handleProtocols: (offered) => webSocketProtocols.find((name) => offered.has(name)) ?? false,
  })
  sockets.on('connection', (socket, request) => broker.handle(createWebSocketStream(socket), request))
  sockets.on('error', () => {})
  return open(server, 'ws', port, 'broker.webSocketPort', options)
}

async function open(
  server: Server,
  scheme: string,
  port: number,
  setting: string,
  { host, maxConnections }: ListenerOptions,
): Promise<Listener> {
  server.maxConnections = maxConnections
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port, setting)))
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return {
    url: `${scheme}://${name.includes(':') ? `[${name}]` : name}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function explained(error: NodeJS.ErrnoException, port: number, setting: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(`port ${port} is taken: stop the program that holds it, or set another ${setting} in larder.json`)
  }
  if (error.code === 'EACCES') return new Error(`port ${port} needs privileges: set ${setting} to 1024 or above`)
  return error
}
