import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Just enough MQTT 3.1.1 to load a broker without the load costing more than the broker. */
export interface WireEvents {
  publish?(payload: Buffer): void
  puback?(messageId: number): void
  close?(): void
}

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
}

function frame(header: number, body: Buffer): Buffer {
  const length: number[] = []
  for (let left = body.length; length.length === 0 || left > 0; left >>>= 7)
    length.push((left & 127) | (left > 127 ? 128 : 0))
  return Buffer.concat([Buffer.from([header, ...length]), body])
}

export const publishFrame = (topic: string, messageId: number, payload: Buffer): Buffer =>
  frame(0x32, Buffer.concat([text(topic), Buffer.from([messageId >> 8, messageId & 255]), payload]))

export class WireClient {
  readonly socket: Socket
  readonly #events: WireEvents
  #rest: Buffer = Buffer.alloc(0)
  #expected: { type: number; resolve: () => void } | undefined

  constructor(port: number, events: WireEvents = {}) {
    this.#events = events
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.socket.on('data', (piece) => this.#read(piece))
    this.socket.on('error', () => {})
    this.socket.on('close', () => events.close?.())
  }

  async signIn(clientId: string, clean: boolean): Promise<void> {
    await once(this.socket, 'connect')
    const body = Buffer.concat([text('MQTT'), Buffer.from([4, clean ? 2 : 0, 0, 0]), text(clientId)])
    this.socket.write(frame(0x10, body))
    await this.#expect(0x20)
  }

  async subscribe(filter: string): Promise<void> {
    this.socket.write(frame(0x82, Buffer.concat([Buffer.from([0, 1]), text(filter), Buffer.from([1])])))
    await this.#expect(0x90)
  }

  /** Resolves when the broker has closed the connection: from then on the client is absent. */
  async leave(): Promise<void> {
    this.socket.end(Buffer.from([0xe0, 0]))
    if (!this.socket.destroyed) await once(this.socket, 'close')
  }

  #expect(type: number): Promise<void> {
    return new Promise((resolve) => {
      this.#expected = { type, resolve }
    })
  }

  #read(piece: Buffer): void {
    let data = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece
    const acknowledgements: number[] = []
    for (;;) {
      const size = sizeOf(data)
      if (size === undefined || data.length < size.end) break
      this.#packet(data.subarray(0, size.end), size.start, acknowledgements)
      data = data.subarray(size.end)
    }
    this.#rest = data
    if (acknowledgements.length > 0) this.socket.write(Buffer.from(acknowledgements))
  }

  #packet(packet: Buffer, start: number, acknowledgements: number[]): void {
    const type = packet.readUInt8(0) & 0xf0
    if (type === 0x30) {
      const idAt = start + 2 + packet.readUInt16BE(start)
      acknowledgements.push(0x40, 2, packet.readUInt8(idAt), packet.readUInt8(idAt + 1))
      this.#events.publish?.(packet.subarray(idAt + 2))
    } else if (type === 0x40) this.#events.puback?.(packet.readUInt16BE(start))
    else if (type === this.#expected?.type) this.#expected.resolve()
  }
}

/** Where the first packet's body starts and ends, once its length is there. */
function sizeOf(data: Buffer): { start: number; end: number } | undefined {
  let length = 0
  for (let at = 1; at < data.length && at < 5; at += 1) {
    const byte = data.readUInt8(at)
    length |= (byte & 127) << (7 * (at - 1))
    if (byte < 128) return { start: at + 1, end: at + 1 + length }
  }
  return undefined
}
