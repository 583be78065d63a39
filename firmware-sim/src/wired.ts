import { join } from 'node:path'
import { FridgeController } from './fridge/controller.ts'
import type { RegisterBank } from './fridge/modbus-functions.ts'
import { RtuSlave } from './fridge/rtu-slave.ts'
import { reacquireSeconds, receiverBytes } from './gps/receiver.ts'
import { isDefrosting } from './physics/enclosure.ts'
import { enclosures } from './physics/enclosures.ts'
import { calibrationOffsetOf, controllerStepCelsius, measured } from './physics/sensor.ts'
import type { Plant } from './plant.ts'
import { SerialLine } from './pty/serial-line.ts'
import { seedOf } from './random.ts'
import { has, type Trouble } from './scenarios.ts'

const receiverAsset = 'truck-1'
const controllerAsset = 'cabinet-3'
const controllerUnit = 1
/** Relative to the data folder. */
export const servicePort = 'run/cabinet-3-service'
/** The controller's own alarm, besides whatever rules the site has. */
const alarmAboveCelsius = -12
const alarmBits = { tooWarm: 1, doorOpen: 2 } as const

export interface WiredOptions {
  dataDirectory: string
  seed: number
  plant: Plant
  troubles(): readonly Trouble[]
  /** The world's time now. */
  worldMs(): number
}

/**
 * The devices on serial lines: truck 1's receiver and the freezer's controller. The controller has a second port for
 * service, as such controllers do: two masters on one line take each other's answers.
 */
export class WiredDevices {
  readonly #options: WiredOptions
  readonly #receiver: SerialLine
  readonly #controller: SerialLine
  readonly #service: SerialLine
  #skySeconds = reacquireSeconds

  constructor(options: WiredOptions) {
    this.#options = options
    this.#receiver = new SerialLine({ path: join(options.dataDirectory, 'run', 'truck-1-gps') })
    const bank = new FridgeController({
      state: () => this.#controllerState(),
      setSetpoint: (celsius) => options.plant.setSetpoint(controllerAsset, celsius),
      wordOrder: 'big',
      nowMs: () => performance.now(),
    })
    this.#controller = modbusLine(join(options.dataDirectory, 'run', 'cabinet-3-controller'), bank)
    this.#service = modbusLine(join(options.dataDirectory, servicePort), bank)
  }

  start(): void {
    this.#receiver.plug()
    this.#plugController()
  }

  stop(): void {
    this.#receiver.unplug()
    this.#unplugController()
  }

  /** Once a second: the receiver speaks, and a controller without power is gone from its line. */
  tick(nowMs: number): void {
    const troubles = this.#options.troubles()
    if (has(troubles, 'unpowered', controllerAsset)) this.#unplugController()
    else this.#plugController()
    const motion = this.#options.plant.motion(receiverAsset, this.#options.worldMs())
    const covered = motion.inTunnel || has(troubles, 'no-fix', receiverAsset)
    this.#skySeconds = covered ? 0 : this.#skySeconds + 1
    if (!this.#receiver.listened()) return
    const stream = seedOf(this.#options.seed, `${receiverAsset}/gps`)
    const stampMs = Math.floor(nowMs / 1000) * 1000
    this.#speak(receiverBytes(stream, stampMs, motion, this.#skySeconds >= reacquireSeconds))
  }

  #plugController(): void {
    this.#controller.plug()
    this.#service.plug()
  }

  #unplugController(): void {
    this.#controller.unplug()
    this.#service.unplug()
  }

  /** One piece after the other, so that a reader gets them torn. */
  #speak([piece, ...rest]: Buffer[]): void {
    if (piece === undefined) return
    this.#receiver.send(piece)
    if (rest.length > 0) setImmediate(() => this.#speak(rest))
  }

  #controllerState() {
    const { plant, troubles, worldMs } = this.#options
    const state = plant.enclosure(controllerAsset)
    const doorOpen = plant.doorOpen(controllerAsset, worldMs(), troubles())
    const offset = calibrationOffsetOf(controllerAsset, 'controller')
    const celsius = measured(state.airCelsius, offset, controllerStepCelsius, 0.5)
    const warm = celsius > alarmAboveCelsius && !isDefrosting(state)
    return {
      celsius,
      humidityPercent: state.humidityPercent,
      setpointCelsius: state.setpointCelsius ?? (enclosures[controllerAsset]?.model.setpointCelsius as number),
      doorOpen,
      defrosting: isDefrosting(state),
      compressorOn: state.compressorOn,
      alarm: (warm ? alarmBits.tooWarm : 0) | (doorOpen ? alarmBits.doorOpen : 0),
    }
  }
}

function modbusLine(path: string, bank: RegisterBank): SerialLine {
  const slave = new RtuSlave(controllerUnit, bank, (frame) => line.send(frame))
  const line = new SerialLine({ path, receive: (bytes) => slave.receive(bytes) })
  return line
}
