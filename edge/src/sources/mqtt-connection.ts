import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import mqtt, { type IPublishPacket, type Packet, type Parser } from 'mqtt-packet'

export interface MqttAccount {
  /** mqtt://host:port or mqtts://host:port */
  url: string
  clientId: string
  username: string
  password: string
}

export interface MqttConnectionEvents {
  /** The broker took us in; `sessionPresent` says whether it still knows our subscriptions. */
  connected(connection: MqttConnection, sessionPresent: boolean): void
  publish(packet: IPublishPacket): void
  /** Every PUBLISH of one chunk has been handed over. */
  chunkTaken(): void
  publishAcknowledged(messageId: number): void
  subscribed(granted: readonly unknown[]): void
  closed(reason: string): void
}

const keepaliveSeconds = 30
const connectTimeoutMs = 10_000

/** One TCP or TLS connection of a durable MQTT 3.1.1 session, from CONNECT until it breaks. It never reconnects. */
export class MqttConnection {
  #account: MqttAccount
  #events: MqttConnectionEvents
  #socket: Socket | undefined
  #parser: Parser = mqtt.parser({ protocolVersion: 4 })
  #timer: NodeJS.Timeout | undefined
  #heardAtMs = 0
  #saidAtMs = 0
  #reason = ''

  constructor(account: MqttAccount, events: MqttConnectionEvents) {
    this.#account = account
    this.#events = events
  }

  open(): void {
    const { protocol, hostname, port } = new URL(this.#account.url)
    const host = hostname.replace(/^\[|\]$/g, '')
    const secure = protocol === 'mqtts:'
    const options = { host, port: Number(port) || (secure ? 8883 : 1883), noDelay: true }
    const socket = secure ? connectTls({ ...options, servername: host }) : connectTcp(options)
    this.#socket = socket
    this.#heardAtMs = Date.now()
    this.#parser.on('packet', (packet) => this.#accept(packet))
    this.#parser.on('error', (error) => this.close(`the broker sent what is no MQTT: ${error.message}`))
    socket.setTimeout(connectTimeoutMs, () => this.close('the broker does not answer'))
    socket.once(secure ? 'secureConnect' : 'connect', () => this.#introduce())
    socket.on('data', (chunk) => {
      this.#heardAtMs = Date.now()
      this.#parser.parse(chunk)
      this.#events.chunkTaken()
    })
    socket.once('error', (error) => {
      this.#reason ||= error.message
    })
    socket.once('close', () => {
      clearInterval(this.#timer)
      this.#events.closed(this.#reason || 'the broker closed the connection')
    })
  }

  send(packet: Packet): void {
    this.#write(mqtt.generate(packet))
  }

  /** One write for a whole batch: MQTT 3.1.1 §3.4, four bytes each. */
  acknowledge(messageIds: readonly number[]): void {
    const bytes = Buffer.allocUnsafe(messageIds.length * 4)
    messageIds.forEach((messageId, index) => {
      bytes.writeUInt16BE(0x4002, index * 4)
      bytes.writeUInt16BE(messageId, index * 4 + 2)
    })
    this.#write(bytes)
  }

  pause(): void {
    this.#socket?.pause()
  }

  resume(): void {
    // What waited unread says nothing about the broker's silence meanwhile.
    this.#heardAtMs = Date.now()
    this.#socket?.resume()
  }

  /** Breaks the connection; `closed` follows. */
  close(reason: string): void {
    this.#reason ||= reason
    this.#socket?.destroy()
  }

  /** Says DISCONNECT, so that the broker keeps the session and forgets the will, and waits until it is sent. */
  async leave(): Promise<void> {
    const socket = this.#socket
    if (socket === undefined || socket.destroyed) return
    this.#reason ||= 'stopped'
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.resume()
    if (socket.connecting) socket.destroy()
    else socket.end(mqtt.generate({ cmd: 'disconnect' }), () => socket.destroy())
    await closed
  }

  #introduce(): void {
    const { clientId, username, password } = this.#account
    this.send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: false,
      clientId,
      username,
      password: Buffer.from(password),
      keepalive: keepaliveSeconds,
    })
  }

  #accept(packet: Packet): void {
    if (packet.cmd === 'publish') this.#events.publish(packet)
    else if (packet.cmd === 'puback') this.#events.publishAcknowledged(packet.messageId ?? 0)
    else if (packet.cmd === 'suback') this.#events.subscribed(packet.granted as readonly unknown[])
    else if (packet.cmd === 'connack') {
      if (packet.returnCode !== 0) this.close(`the broker refuses us: ${refusals[packet.returnCode ?? 0] ?? 'unknown'}`)
      else {
        this.#socket?.setTimeout(0)
        this.#timer = setInterval(() => this.#keepAlive(), (keepaliveSeconds * 1000) / 3)
        this.#events.connected(this, packet.sessionPresent)
      }
    }
  }

  #keepAlive(): void {
    const nowMs = Date.now()
    const paused = this.#socket?.isPaused() === true
    if (!paused && nowMs - this.#heardAtMs > keepaliveSeconds * 1500) this.close('the broker fell silent')
    else if (nowMs - Math.min(this.#saidAtMs, this.#heardAtMs) > keepaliveSeconds * 300) this.send({ cmd: 'pingreq' })
  }

  #write(bytes: Buffer): void {
    this.#saidAtMs = Date.now()
    if (this.#socket?.writable === true) this.#socket.write(bytes)
  }
}

/** MQTT 3.1.1 table 3.1. */
const refusals: Record<number, string> = {
  1: 'unacceptable protocol version',
  2: 'client id rejected',
  3: 'server unavailable',
  4: 'bad user name or password',
  5: 'not authorised',
}
