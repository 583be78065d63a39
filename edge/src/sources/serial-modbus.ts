import { setTimeout as sleep } from 'node:timers/promises'
import type { ModbusSource as ModbusConfiguration } from '@larder/contracts/configuration'
import modbus from 'modbus-serial'
import type { Parsed } from '../intake/message.ts'
import { parseSample } from '../intake/parse.ts'
import { BackOff } from './back-off.ts'
import { type Block, blocksOf, decodeBlocks, type Polled } from './modbus.ts'
import type { SerialOptions } from './serial-nmea.ts'
import type { Source, SourceHealth } from './source.ts'

const ModbusRTU = modbus.default
type ModbusRTU = InstanceType<typeof ModbusRTU>

/** After this many polls without any answer the port is opened anew: some adapters hang until then. */
const silentPollsAtMost = 3

/**
 * A controller polled as a Modbus RTU slave. A poll without an answer yields nothing, for a reading nobody measured
 * would hide the silence from the rules.
 */
export class SerialModbusSource implements Source {
  #configuration: ModbusConfiguration
  #options: SerialOptions
  #blocks: Block[]
  #stopping = new AbortController()
  #running: Promise<void> | undefined
  #connected = false
  #error: string | undefined = 'not opened yet'
  #timeouts = 0

  /** `path` of the configuration must be absolute here. */
  constructor(configuration: ModbusConfiguration, options: SerialOptions) {
    this.#configuration = configuration
    this.#options = options
    this.#blocks = blocksOf(configuration.registers)
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController()
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  health(): SourceHealth {
    const error = this.#error === undefined ? {} : { error: this.#error }
    return { name: this.#configuration.name, connected: this.#connected, ...error }
  }

  /** Requests that nobody answered since the start. */
  get timeouts(): number {
    return this.#timeouts
  }

  async #run(): Promise<void> {
    const backOff = new BackOff(250, 5000)
    while (!this.#stopping.signal.aborted) {
      const client = new ModbusRTU()
      try {
        await this.#connect(client)
        backOff.reset()
        await this.#pollUntilLost(client)
      } catch (error) {
        this.#report(messageOf(error))
      } finally {
        this.#connected = false
        await closed(client)
      }
      await this.#pause(backOff.nextMs())
    }
  }

  async #connect(client: ModbusRTU): Promise<void> {
    const { path, baudRate, parity, unit, timeoutMs } = this.#configuration
    // Without a listener a vanishing port would end the process.
    client.on('error', () => {})
    await client.connectRTUBuffered(path, { baudRate, parity })
    client.setID(unit)
    client.setTimeout(timeoutMs)
    this.#connected = true
  }

  async #pollUntilLost(client: ModbusRTU): Promise<void> {
    const { pollSeconds, unit } = this.#configuration
    let silentPolls = 0
    while (!this.#stopping.signal.aborted) {
      const startedAtMs = performance.now()
      const answered = await this.#poll(client)
      silentPolls = answered ? 0 : silentPolls + 1
      if (!client.isOpen) throw new Error('the device is gone')
      if (silentPolls >= silentPollsAtMost) throw new Error(`unit ${unit} does not answer`)
      await this.#pause(Math.max(0, pollSeconds * 1000 - (performance.now() - startedAtMs)))
    }
  }

  /** False when no block was answered. The newest poll's first fault is the source's error. */
  async #poll(client: ModbusRTU): Promise<boolean> {
    const { answers, faults } = await this.#readBlocks(client)
    const polled = decodeBlocks(this.#configuration.registers, answers)
    if (polled.alarm) faults.push(`the controller reports alarm ${polled.alarm}`)
    try {
      await this.#options.take(this.#parse(polled))
    } catch (error) {
      faults.unshift(`a poll could not be stored: ${messageOf(error)}`)
    }
    this.#report(faults[0])
    return answers.length > 0
  }

  async #readBlocks(client: ModbusRTU): Promise<{ answers: { block: Block; words: number[] }[]; faults: string[] }> {
    const answers: { block: Block; words: number[] }[] = []
    const faults: string[] = []
    for (const block of this.#blocks) {
      if (!client.isOpen) break
      try {
        answers.push({ block, words: await readBlock(client, block) })
      } catch (error) {
        if (isTimeout(error)) this.#timeouts += 1
        faults.push(`${block.table} ${block.address}: ${messageOf(error)}`)
      }
    }
    return { answers, faults }
  }

  #parse({ sample, implausible }: Polled): Parsed {
    const { name, asset, probe } = this.#configuration
    const { site, limits, clock } = this.#options
    const nowMs = clock()
    const parsed: Parsed = { samples: [], rejections: [] }
    for (const detail of implausible) {
      parsed.rejections.push({ source: name, reason: 'implausible', detail, excerpt: JSON.stringify(sample) })
    }
    if (Object.keys(sample).length === 0) return parsed
    const message = { sequence: nowMs, observedAt: new Date(nowMs).toISOString(), ...sample }
    const result = parseSample('reading', message, { site, asset, probe }, nowMs, limits)
    if ('kind' in result) parsed.samples.push(result)
    else parsed.rejections.push({ source: name, ...result, excerpt: JSON.stringify(message) })
    return parsed
  }

  #report(error: string | undefined): void {
    if (error !== undefined && error !== this.#error) this.#options.log(`${this.#configuration.name}: ${error}`)
    this.#error = error
  }

  async #pause(forMs: number): Promise<void> {
    await sleep(forMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined)
  }
}

async function readBlock(client: ModbusRTU, { table, address, length }: Block): Promise<number[]> {
  if (table === 'holding') return (await client.readHoldingRegisters(address, length)).data
  if (table === 'input') return (await client.readInputRegisters(address, length)).data
  const { data } = await (table === 'coil'
    ? client.readCoils(address, length)
    : client.readDiscreteInputs(address, length))
  return data.slice(0, length).map(Number)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const isTimeout = (error: unknown): boolean => (error as { errno?: string }).errno === 'ETIMEDOUT'

function closed(client: ModbusRTU): Promise<void> {
  return new Promise((resolve) => {
    if (client.isOpen) client.close(() => resolve())
    else resolve()
  })
}
