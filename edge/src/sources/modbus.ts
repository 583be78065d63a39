import type { Register } from '@larder/contracts/configuration'

/** A stretch of one table that one request reads; `length` counts registers, or bits. */
export interface Block {
  table: Register['table']
  address: number
  length: number
}

/** What a controller said in one poll. `alarm` is its alarm register's value, when the map has one. */
export interface Polled {
  sample: {
    celsius?: number
    humidityPercent?: number
    doorOpen?: boolean
    defrosting?: boolean
    sensorFault?: 'out-of-range'
  }
  alarm?: number
  /** Values that no such probe can see, left out of the sample. */
  implausible: string[]
}

/** The application protocol's bounds of one read: 125 registers, 2,000 bits (V1.1b3, 6.1 to 6.4). */
const registersAtMost = 125
const bitsAtMost = 2000

const isBits = (table: Register['table']): boolean => table === 'coil' || table === 'discrete'

/** How many registers or bits the value takes. */
const widthOf = ({ table, type }: Register): number => (!isBits(table) && /32$/.test(type) ? 2 : 1)

/** The fewest requests that read all registers without touching an address nobody asked for: controllers refuse those. */
export function blocksOf(registers: readonly Register[]): Block[] {
  const blocks: Block[] = []
  const sorted = [...registers].sort((a, b) => a.table.localeCompare(b.table) || a.address - b.address)
  for (const register of sorted) {
    const last = blocks.at(-1)
    const end = register.address + widthOf(register)
    const most = isBits(register.table) ? bitsAtMost : registersAtMost
    const adjoins = last?.table === register.table && register.address <= last.address + last.length
    if (last !== undefined && adjoins && end - last.address <= most) {
      last.length = Math.max(last.length, end - last.address)
    } else blocks.push({ table: register.table, address: register.address, length: end - register.address })
  }
  return blocks
}

/** What the blocks' raw words (bits: 0 or 1) mean by the register map. Registers of blocks not given are absent. */
export function decodeBlocks(
  registers: readonly Register[],
  answers: readonly { block: Block; words: readonly number[] }[],
): Polled {
  const polled: Polled = { sample: {}, implausible: [] }
  for (const register of registers) {
    const answer = answers.find(({ block }) => holds(block, register))
    if (answer === undefined) continue
    const from = register.address - answer.block.address
    assign(polled, register, scaledValue(register, answer.words.slice(from, from + widthOf(register))))
  }
  return polled
}

const holds = (block: Block, register: Register): boolean =>
  block.table === register.table &&
  register.address >= block.address &&
  register.address + widthOf(register) <= block.address + block.length

/** The scaled value of one register; NaN when words are missing. */
export function scaledValue(register: Register, words: readonly number[]): number {
  const [first = Number.NaN, second = Number.NaN] = words
  if (isBits(register.table) || register.type === 'bit') return Number.isNaN(first) ? Number.NaN : Number(first !== 0)
  // A scale such as 0.1 would otherwise leave 3.3000000000000003, and a float32 3.20000004768.
  return Number((rawOf(register, first, second) * register.scale).toPrecision(register.type === 'float32' ? 7 : 12))
}

/** Controllers write the ends of the int16 range where a probe is broken. */
const brokenProbeWords = new Set([0x7fff, 0x8000, Number.NaN])

function rawOf({ type, wordOrder }: Register, first: number, second: number): number {
  if (type === 'uint16') return first
  if (type === 'int16') return brokenProbeWords.has(first) ? Number.NaN : (first << 16) >> 16
  const [high, low] = wordOrder === 'big' ? [first, second] : [second, first]
  if (Number.isNaN(high) || Number.isNaN(low)) return Number.NaN
  const view = new DataView(new ArrayBuffer(4))
  view.setUint16(0, high)
  view.setUint16(2, low)
  if (type === 'uint32') return view.getUint32(0)
  return type === 'int32' ? view.getInt32(0) : view.getFloat32(0)
}

/** A number that no food probe can see is no temperature, but a fault of the probe. */
function assign(polled: Polled, register: Register, value: number): void {
  const { sample } = polled
  if (register.quantity === 'alarm') polled.alarm = value
  else if (register.quantity === 'doorOpen' || register.quantity === 'defrosting') {
    if (!Number.isNaN(value)) sample[register.quantity] = value !== 0
  } else if (register.quantity === 'celsius') {
    if (value >= -130 && value <= 150) sample.celsius = value
    else sample.sensorFault = 'out-of-range'
  } else if (value >= 0 && value <= 100) sample.humidityPercent = value
  else
    polled.implausible.push(`humidityPercent ${value} at ${register.table} ${register.address}: 0 to 100 is possible`)
}
