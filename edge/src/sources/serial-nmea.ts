import type { NmeaSource as NmeaConfiguration } from '@larder/contracts/configuration'
import type { QuarantineReason } from '@larder/contracts/quarantine'
import { SerialPort } from 'serialport'
import type { Parsed } from '../intake/message.ts'
import { parseSample } from '../intake/parse.ts'
import type { StampLimits } from '../intake/stamp.ts'
import { BackOff } from './back-off.ts'
import { type Decoded, type Fix, NmeaDecoder, type NmeaFault } from './nmea.ts'
import type { Source, SourceHealth } from './source.ts'

export interface SerialOptions {
  site: string
  limits: StampLimits
  clock: () => number
  take(parsed: Parsed): Promise<void>
  log(line: string): void
}

/** A receiver is silent for most of each second: after this long the epoch under way is complete. */
const quietMs = 250

const quarantineReasons: Record<Exclude<NmeaFault, 'no-fix'>, QuarantineReason> = {
  'bad-checksum': 'bad-checksum',
  torn: 'bad-checksum',
  malformed: 'invalid',
  implausible: 'implausible',
}

/** A GPS receiver on a serial line. Its path may vanish and come back at any time. */
export class SerialNmeaSource implements Source {
  #configuration: NmeaConfiguration
  #options: SerialOptions
  #decoder: NmeaDecoder
  #port: SerialPort | undefined
  #running = false
  #connected = false
  #retry: NodeJS.Timeout | undefined
  #quiet: NodeJS.Timeout | undefined
  #backOff = new BackOff(250, 5000)
  #error: string | undefined = 'not opened yet'
  #taking: Promise<void> = Promise.resolve()

  /** `path` of the configuration must be absolute here. */
  constructor(configuration: NmeaConfiguration, options: SerialOptions) {
    this.#configuration = configuration
    this.#options = options
    this.#decoder = new NmeaDecoder(options.clock)
  }

  async start(): Promise<void> {
    this.#running = true
    this.#open()
  }

  async stop(): Promise<void> {
    this.#running = false
    clearTimeout(this.#retry)
    clearTimeout(this.#quiet)
    const port = this.#port
    if (port?.isOpen === true) await new Promise<void>((resolve) => port.close(() => resolve()))
    this.#hand(this.#decoder.settle())
    await this.#taking
  }

  health(): SourceHealth {
    const error = this.#error === undefined ? {} : { error: this.#error }
    return { name: this.#configuration.name, connected: this.#connected, ...error }
  }

  #open(): void {
    const { path, baudRate } = this.#configuration
    const port = new SerialPort({ path, baudRate, autoOpen: false })
    this.#port = port
    port.on('data', (chunk: Buffer) => this.#read(chunk))
    port.on('error', (error) => this.#lost(port, error.message))
    port.once('close', () => this.#lost(port, 'the device is gone'))
    port.open((error) => {
      if (error) this.#lost(port, error.message)
      else if (!this.#running) port.close()
      else {
        this.#connected = true
        this.#error = undefined
        this.#backOff.reset()
        this.#options.log(`${this.#configuration.name}: reading ${path}`)
      }
    })
  }

  #lost(port: SerialPort, reason: string): void {
    if (port !== this.#port) return
    this.#port = undefined
    this.#connected = false
    if (port.isOpen) port.close()
    this.#hand(this.#decoder.end())
    if (!this.#running) return
    if (this.#error !== reason) this.#options.log(`${this.#configuration.name}: ${reason}; trying again`)
    this.#error = reason
    this.#retry = setTimeout(() => this.#open(), this.#backOff.nextMs())
  }

  #read(chunk: Buffer): void {
    this.#hand(this.#decoder.push(chunk))
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => this.#hand(this.#decoder.settle()), quietMs)
  }

  /** A serial line cannot be asked again: a fix that the disk refuses is lost, and the health says so. */
  #hand(decoded: Decoded): void {
    const parsed = this.#parse(decoded)
    if (parsed.samples.length + parsed.rejections.length === 0) return
    this.#taking = this.#taking
      .then(() => this.#options.take(parsed))
      .then(
        () => {
          if (this.#connected) this.#error = undefined
        },
        (error) => {
          this.#error = `a fix could not be stored: ${error instanceof Error ? error.message : error}`
        },
      )
  }

  #parse({ fixes, rejected }: Decoded): Parsed {
    const parsed: Parsed = { samples: [], rejections: [] }
    const source = this.#configuration.name
    for (const { reason, sentence } of rejected) {
      if (reason === 'no-fix') continue
      const detail = `${reason} NMEA sentence`
      parsed.rejections.push({ source, reason: quarantineReasons[reason], detail, excerpt: sentence })
    }
    for (const fix of fixes) {
      const sample = this.#sampleOf(fix)
      if ('kind' in sample) parsed.samples.push(sample)
      else parsed.rejections.push({ source, ...sample, excerpt: JSON.stringify(fix) })
    }
    return parsed
  }

  #sampleOf({ observedAtMs, ...fix }: Fix): ReturnType<typeof parseSample> {
    const nowMs = this.#options.clock()
    const atMs = observedAtMs ?? nowMs
    const message = { sequence: atMs, observedAt: new Date(atMs).toISOString(), ...fix }
    const address = { site: this.#options.site, asset: this.#configuration.asset, probe: this.#configuration.probe }
    return parseSample('position', message, address, nowMs, this.#options.limits)
  }
}
