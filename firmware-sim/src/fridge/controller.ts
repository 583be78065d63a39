import type { RegisterBank } from './modbus-functions.ts'

/** What the controller's own sensors and relays say now. */
export interface ControllerState {
  celsius: number
  humidityPercent: number
  setpointCelsius: number
  doorOpen: boolean
  defrosting: boolean
  compressorOn: boolean
  /** Bit 0 too warm, bit 1 door open too long. */
  alarm: number
}

export interface ControllerOptions {
  state(): ControllerState
  /** A setpoint was written. */
  setSetpoint(celsius: number): void
  /** Which half of the float at registers 4 and 5 comes first. */
  wordOrder: 'big' | 'little'
  nowMs(): number
}

/** Where each value is found, in the holding and input tables alike. */
export const words = { celsius: 0, humidity: 1, setpoint: 2, alarm: 3, celsiusFloat: 4, compressor: 6 } as const
/** The same in the coil and discrete tables. */
export const bits = { doorOpen: 0, defrosting: 1, compressor: 2 } as const

/** A value that a technician writes over a measured one stands this long (a controller's test mode). */
const forcedMs = 120_000

/** The register image of a fridge controller: hundredths of a degree and tenths of a percent, as such devices have it. */
export class FridgeController implements RegisterBank {
  readonly #options: ControllerOptions
  readonly #forced = new Map<string, { value: number; untilMs: number }>()

  constructor(options: ControllerOptions) {
    this.#options = options
  }

  readWord(_table: 'holding' | 'input', address: number): number | undefined {
    return this.#forcedValue(`word ${address}`) ?? this.#measuredWords()[address]
  }

  readBit(_table: 'coil' | 'discrete', address: number): boolean | undefined {
    const forced = this.#forcedValue(`bit ${address}`)
    return forced === undefined ? this.#measuredBits()[address] : forced === 1
  }

  writeWord(address: number, word: number): boolean {
    if (this.#measuredWords()[address] === undefined) return false
    if (address === words.setpoint) this.#options.setSetpoint(signed(word) / 100)
    this.#force(`word ${address}`, word)
    return true
  }

  writeBit(address: number, on: boolean): boolean {
    if (this.#measuredBits()[address] === undefined) return false
    this.#force(`bit ${address}`, on ? 1 : 0)
    return true
  }

  written(): void {
    const nowMs = this.#options.nowMs()
    for (const [name, { untilMs }] of this.#forced) if (untilMs < nowMs) this.#forced.delete(name)
  }

  #force(name: string, value: number): void {
    this.#forced.set(name, { value, untilMs: this.#options.nowMs() + forcedMs })
  }

  #forcedValue(name: string): number | undefined {
    const forced = this.#forced.get(name)
    return forced !== undefined && forced.untilMs >= this.#options.nowMs() ? forced.value : undefined
  }

  #measuredWords(): number[] {
    const state = this.#options.state()
    const float = Buffer.alloc(4)
    float.writeFloatBE(state.celsius)
    const halves = [float.readUInt16BE(0), float.readUInt16BE(2)]
    if (this.#options.wordOrder === 'little') halves.reverse()
    return [
      Math.round(state.celsius * 100),
      Math.round(state.humidityPercent * 10),
      Math.round(state.setpointCelsius * 100),
      state.alarm,
      ...halves,
      state.compressorOn ? 1 : 0,
    ]
  }

  #measuredBits(): boolean[] {
    const { doorOpen, defrosting, compressorOn } = this.#options.state()
    return [doorOpen, defrosting, compressorOn]
  }
}

const signed = (word: number): number => (word << 16) >> 16
