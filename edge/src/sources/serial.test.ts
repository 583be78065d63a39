import type { ModbusSource, NmeaSource } from '@larder/contracts/configuration'
import { ServerSerial } from 'modbus-serial'
import { SerialPort } from 'serialport'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Rejection } from '../intake/message.ts'
import type { Sample } from '../journal/journal.ts'
import { checksumOf } from './nmea-line.ts'
import { Cable, hasSocat } from './pty.fixture.ts'
import { SerialModbusSource } from './serial-modbus.ts'
import { SerialNmeaSource } from './serial-nmea.ts'
import type { Source } from './source.ts'

const until = <T>(condition: () => T | Promise<T>) => vi.waitFor(condition, { timeout: 30_000, interval: 20 })
const samples: Sample[] = []
const rejections: Rejection[] = []
const options = {
  site: 'shop-1',
  limits: { futureSkewSeconds: 120, ancientDays: 400 },
  clock: Date.now,
  take: async (parsed: { samples: Sample[]; rejections: Rejection[] }) => {
    samples.push(...parsed.samples)
    rejections.push(...parsed.rejections)
  },
  log: () => {},
}

let cable: Cable
let source: Source | undefined
let device: { close(): Promise<void> } | undefined

beforeEach(() => {
  cable = new Cable()
  samples.length = 0
  rejections.length = 0
})
afterEach(async () => {
  await source?.stop()
  await device?.close()
  source = device = undefined
  await cable.remove()
})

describe.skipIf(!hasSocat)('a GPS receiver on a serial line', () => {
  const configuration = (path: string): NmeaSource => ({
    kind: 'nmea',
    name: 'truck-gps',
    path,
    baudRate: 9600,
    asset: 'truck-1',
    probe: 'gps',
  })

  async function openReceiver(): Promise<(text: string) => void> {
    const port = new SerialPort({ path: cable.device, baudRate: 9600, autoOpen: false })
    port.on('error', () => {})
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
    device = { close: () => new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve())) }
    return (text) => port.write(text)
  }

  const rmc = (atMs: number, latitude: string) => {
    const [date = '', time = ''] = new Date(atMs).toISOString().split('T')
    const ddmmyy = date.slice(8, 10) + date.slice(5, 7) + date.slice(2, 4)
    const body = `GPRMC,${time.replaceAll(':', '').slice(0, 6)},A,${latitude},N,12128.0,E,10.0,90,${ddmmyy},,,A`
    return `$${body}*${checksumOf(body).toString(16).padStart(2, '0')}\r\n`
  }

  const latitudes = () => samples.flatMap((sample) => (sample.kind === 'position' ? [sample.position.latitude] : []))

  test('its fixes arrive as positions although sentences come torn, and the bad ones are kept aside', async () => {
    await cable.plug()
    const write = await openReceiver()
    source = new SerialNmeaSource(configuration(cable.host), options)
    await source.start()
    await until(() => expect(source?.health()).toEqual({ name: 'truck-gps', connected: true }))
    const atMs = Math.floor(Date.now() / 1000) * 1000
    const sentence = rmc(atMs, '3113.8')
    write('$GPRMC,torn')
    write(sentence.slice(0, 20))
    await new Promise((resolve) => setImmediate(resolve))
    write(sentence.slice(20))
    await until(() =>
      expect(samples).toMatchObject([
        {
          kind: 'position',
          position: {
            site: 'shop-1',
            asset: 'truck-1',
            probe: 'gps',
            observedAtMs: atMs,
            sequence: atMs,
            latitude: 31.23,
            longitude: 121.466666667,
            quality: 'gps',
          },
        },
      ]),
    )
    expect(rejections).toMatchObject([{ source: 'truck-gps', reason: 'bad-checksum', excerpt: '$GPRMC,torn' }])
  })

  test('pulled out and plugged in again it goes on by itself', async () => {
    source = new SerialNmeaSource(configuration(cable.host), options)
    await source.start()
    await until(() => expect(source?.health().error).toBeTruthy())
    for (const latitude of ['3101.2', '3102.4']) {
      await cable.plug()
      const write = await openReceiver()
      await until(() => expect(source?.health().connected).toBe(true))
      write(rmc(Date.now(), latitude))
      await until(() => expect(latitudes().at(-1)).toBeCloseTo(31 + Number(latitude.slice(2)) / 60, 6))
      await cable.unplug()
      await device?.close()
      await until(() => expect(source?.health().connected).toBe(false))
      expect(source.health().error).toBeTruthy()
    }
  })

  test('a receiver whose clock is in another era is kept aside, not believed', async () => {
    await cable.plug()
    const write = await openReceiver()
    source = new SerialNmeaSource(configuration(cable.host), options)
    await source.start()
    await until(() => expect(source?.health().connected).toBe(true))
    write(rmc(Date.parse('1999-08-22T00:00:00Z'), '3113.8'))
    await until(() => expect(rejections).toMatchObject([{ reason: 'ancient' }]))
    expect(samples).toEqual([])
  })
})

describe.skipIf(!hasSocat)('a controller on a serial line', () => {
  const configuration = (path: string): ModbusSource => ({
    kind: 'modbus',
    name: 'cabinet',
    path,
    baudRate: 19_200,
    parity: 'none',
    unit: 1,
    pollSeconds: 0.2,
    timeoutMs: 300,
    asset: 'cabinet-1',
    probe: 'controller',
    registers: [
      { quantity: 'celsius', table: 'input', address: 0, type: 'int16', wordOrder: 'big', scale: 0.1 },
      { quantity: 'humidityPercent', table: 'input', address: 1, type: 'uint16', wordOrder: 'big', scale: 0.1 },
      { quantity: 'doorOpen', table: 'coil', address: 0, type: 'bit', wordOrder: 'big', scale: 1 },
      { quantity: 'alarm', table: 'holding', address: 9, type: 'uint16', wordOrder: 'big', scale: 1 },
    ],
  })

  const state = { celsius: -15, humidity: 905, door: false, alarm: 0, silent: false }

  async function openController(): Promise<void> {
    const never = new Promise<never>(() => {})
    const server = new ServerSerial(
      {
        getInputRegister: (address: number) =>
          state.silent ? never : address === 0 ? state.celsius & 0xffff : state.humidity,
        getHoldingRegister: () => (state.silent ? never : state.alarm),
        getCoil: () => (state.silent ? never : state.door),
      } as never,
      { path: cable.device, baudRate: 19_200, unitID: 1, portResponseTimeout: 0 } as never,
    )
    await new Promise<void>((resolve) => server.once('initialized', () => resolve()))
    server.on('error', () => {})
    device = {
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve())
        }),
    }
  }

  const newest = () => samples.flatMap((sample) => (sample.kind === 'reading' ? [sample.reading] : [])).at(-1)

  test('what it holds arrives as readings, and what is written to it is seen on the next poll', async () => {
    Object.assign(state, { celsius: -15, humidity: 905, door: false, alarm: 0, silent: false })
    await cable.plug()
    await openController()
    source = new SerialModbusSource(configuration(cable.host), options)
    await source.start()
    await until(() =>
      expect(newest()).toMatchObject({ probe: 'controller', celsius: -1.5, humidityPercent: 90.5, doorOpen: false }),
    )
    Object.assign(state, { celsius: 42, door: true, alarm: 3 })
    await until(() => expect(newest()).toMatchObject({ celsius: 4.2, doorOpen: true }))
    await until(() => expect(source?.health().error).toBe('the controller reports alarm 3'))
    state.alarm = 0
    await until(() => expect(source?.health()).toEqual({ name: 'cabinet', connected: true }))
    const stamps = samples.map((sample) => sample.kind === 'reading' && sample.reading.sequence)
    expect(new Set(stamps).size).toBe(stamps.length)
  })

  test('a controller that falls silent yields no readings, is named, and is read again once it answers', async () => {
    Object.assign(state, { celsius: 20, silent: false })
    await cable.plug()
    await openController()
    const modbus = new SerialModbusSource(configuration(cable.host), options)
    source = modbus
    await source.start()
    await until(() => expect(newest()?.celsius).toBe(2))
    state.silent = true
    await until(() => expect(source?.health().error).toContain('does not answer'))
    expect(modbus.timeouts).toBeGreaterThan(0)
    const heard = samples.length
    Object.assign(state, { celsius: 30, silent: false })
    await until(() => expect(samples.length).toBeGreaterThan(heard))
    await until(() => expect(newest()?.celsius).toBe(3))
  })

  test('pulled out and plugged in again it goes on by itself', async () => {
    Object.assign(state, { celsius: 10, silent: false })
    await cable.plug()
    await openController()
    source = new SerialModbusSource(configuration(cable.host), options)
    await source.start()
    await until(() => expect(newest()?.celsius).toBe(1))
    await cable.unplug()
    await device?.close()
    await until(() => expect(source?.health().connected).toBe(false))
    state.celsius = 11
    await cable.plug()
    await openController()
    await until(() => expect(newest()?.celsius).toBe(1.1))
    await until(() => expect(source?.health()).toEqual({ name: 'cabinet', connected: true }))
  })
})
