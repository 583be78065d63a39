/** What a slave serves: four tables of numbers by protocol address, from 0. `undefined` says there is no such address. */
export interface RegisterBank {
  readBit(table: 'coil' | 'discrete', address: number): boolean | undefined
  readWord(table: 'holding' | 'input', address: number): number | undefined
  /** @returns false when the address cannot be written */
  writeBit(address: number, on: boolean): boolean
  writeWord(address: number, word: number): boolean
  /** Called once after every request that wrote. */
  written(): void
}

/** Exception codes (Modbus Application Protocol V1.1b3, 7). */
const illegalFunction = 1
const illegalAddress = 2
const illegalValue = 3

const coilOn = 0xff00
const coilOff = 0x0000
/** Most that one request may ask for (6.1, 6.3, 6.11, 6.12). */
const most = { readBits: 2000, readWords: 125, writeBits: 1968, writeWords: 123 }

class Refusal extends Error {
  readonly code: number
  constructor(code: number) {
    super(`Modbus exception ${code}`)
    this.code = code
  }
}

/** The answer to one request, both from the function code on and without a checksum. */
export function answer(request: Buffer, bank: RegisterBank): Buffer {
  const code = request[0] as number
  try {
    const serve = functions[code]
    if (serve === undefined) throw new Refusal(illegalFunction)
    return Buffer.concat([Buffer.of(code), serve(request.subarray(1), bank)])
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return Buffer.of(code | 0x80, error.code)
  }
}

type Serve = (data: Buffer, bank: RegisterBank) => Buffer

const functions: Record<number, Serve> = {
  1: (data, bank) => readBits(data, 'coil', bank),
  2: (data, bank) => readBits(data, 'discrete', bank),
  3: (data, bank) => readWords(data, 'holding', bank),
  4: (data, bank) => readWords(data, 'input', bank),
  5: (data, bank) => {
    const value = data.readUInt16BE(2)
    if (value !== coilOn && value !== coilOff) throw new Refusal(illegalValue)
    if (!bank.writeBit(data.readUInt16BE(0), value === coilOn)) throw new Refusal(illegalAddress)
    bank.written()
    return Buffer.from(data)
  },
  6: (data, bank) => {
    if (!bank.writeWord(data.readUInt16BE(0), data.readUInt16BE(2))) throw new Refusal(illegalAddress)
    bank.written()
    return Buffer.from(data)
  },
  15: (data, bank) => {
    const { address, count } = range(data, most.writeBits)
    if (data[4] !== Math.ceil(count / 8)) throw new Refusal(illegalValue)
    for (let bit = 0; bit < count; bit++) {
      const on = (((data[5 + (bit >> 3)] as number) >> (bit & 7)) & 1) === 1
      if (!bank.writeBit(address + bit, on)) throw new Refusal(illegalAddress)
    }
    bank.written()
    return Buffer.from(data.subarray(0, 4))
  },
  16: (data, bank) => {
    const { address, count } = range(data, most.writeWords)
    if (data[4] !== count * 2) throw new Refusal(illegalValue)
    for (let index = 0; index < count; index++) {
      if (!bank.writeWord(address + index, data.readUInt16BE(5 + 2 * index))) throw new Refusal(illegalAddress)
    }
    bank.written()
    return Buffer.from(data.subarray(0, 4))
  },
}

function readBits(data: Buffer, table: 'coil' | 'discrete', bank: RegisterBank): Buffer {
  const { address, count } = range(data, most.readBits)
  const reply = Buffer.alloc(1 + Math.ceil(count / 8))
  reply[0] = reply.length - 1
  for (let index = 0; index < count; index++) {
    const bit = bank.readBit(table, address + index)
    if (bit === undefined) throw new Refusal(illegalAddress)
    if (bit) reply[1 + (index >> 3)] = (reply[1 + (index >> 3)] as number) | (1 << (index & 7))
  }
  return reply
}

function readWords(data: Buffer, table: 'holding' | 'input', bank: RegisterBank): Buffer {
  const { address, count } = range(data, most.readWords)
  const reply = Buffer.alloc(1 + count * 2)
  reply[0] = count * 2
  for (let index = 0; index < count; index++) {
    const word = bank.readWord(table, address + index)
    if (word === undefined) throw new Refusal(illegalAddress)
    reply.writeUInt16BE(word & 0xffff, 1 + 2 * index)
  }
  return reply
}

function range(data: Buffer, maxCount: number): { address: number; count: number } {
  const count = data.readUInt16BE(2)
  if (count < 1 || count > maxCount) throw new Refusal(illegalValue)
  return { address: data.readUInt16BE(0), count }
}
