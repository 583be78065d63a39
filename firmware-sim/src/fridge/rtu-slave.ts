import { crc16, withCrc16 } from './crc16.ts'
import { answer, type RegisterBank } from './modbus-functions.ts'

/** The longest frame (Modbus over Serial Line V1.02, 2.5.1). */
const maxFrameBytes = 256
const broadcast = 0

/**
 * A Modbus RTU slave: bytes in, answers out. A pseudo-terminal knows no 3.5-character silence, so a frame ends where
 * its function says it does, and after a bad checksum the search goes on one byte later.
 */
export class RtuSlave {
  readonly #unit: number
  readonly #bank: RegisterBank
  readonly #send: (frame: Buffer) => void
  #pending = Buffer.alloc(0)

  constructor(unit: number, bank: RegisterBank, send: (frame: Buffer) => void) {
    this.#unit = unit
    this.#bank = bank
    this.#send = send
  }

  receive(bytes: Uint8Array): void {
    this.#pending = Buffer.concat([this.#pending, bytes]).subarray(-2 * maxFrameBytes)
    while (this.#pending.length >= 4) {
      const length = frameLength(this.#pending)
      if (length === undefined) return
      if (length > this.#pending.length && length <= maxFrameBytes) return
      const frame = this.#pending.subarray(0, length)
      const whole = length <= maxFrameBytes && crc16(frame.subarray(0, -2)) === frame.readUInt16LE(length - 2)
      this.#pending = this.#pending.subarray(whole ? length : 1)
      if (whole) this.#serve(frame[0] as number, frame.subarray(1, -2))
    }
  }

  #serve(unit: number, request: Buffer): void {
    if (unit !== this.#unit && unit !== broadcast) return
    const reply = answer(request, this.#bank)
    if (unit !== broadcast) this.#send(withCrc16(Buffer.concat([Buffer.of(unit), reply])))
  }
}

/** How long a request is, its checksum included; undefined while its length byte has not come. */
function frameLength(frame: Buffer): number | undefined {
  const code = frame[1] as number
  const countsBytes = code === 15 || code === 16
  if (countsBytes) return frame.length < 7 ? undefined : 9 + (frame[6] as number)
  // An unknown function gets its exception when the shortest frame that could hold it checks.
  return code >= 1 && code <= 6 ? 8 : 4
}
