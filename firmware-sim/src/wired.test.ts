import { closeSync, constants, existsSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { crc16, withCrc16 } from './fridge/crc16.ts'
import { Plant, plantAnchor } from './plant.ts'
import type { Trouble } from './scenarios.ts'
import { WiredDevices } from './wired.ts'

const nowMs = Date.parse('2026-10-01T05:00:00Z')

let directory: string
let troubles: Trouble[]
let plant: Plant
let devices: WiredDevices
let ports: number[]
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-wired-'))
  troubles = []
  ports = []
  plant = new Plant(1, plantAnchor(1, nowMs))
  devices = new WiredDevices({
    dataDirectory: directory,
    seed: 1,
    plant,
    troubles: () => troubles,
    worldMs: () => nowMs,
  })
  devices.start()
})
afterEach(() => {
  for (const port of ports) closeSync(port)
  devices.stop()
  rmSync(directory, { recursive: true })
})

const pathOf = (name: string) => join(directory, 'run', name)

function open(name: string): number {
  const port = openSync(pathOf(name), constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  ports.push(port)
  return port
}

function readSome(port: number): Buffer {
  const into = Buffer.alloc(4096)
  try {
    return into.subarray(0, readSync(port, into))
  } catch {
    return Buffer.alloc(0)
  }
}

async function ask(port: number, request: string): Promise<Buffer> {
  writeSync(port, withCrc16(Buffer.from(request, 'hex')))
  let reply = Buffer.alloc(0)
  await vi.waitFor(() => {
    reply = Buffer.concat([reply, readSome(port)])
    expect(reply.length > 4 && crc16(reply.subarray(0, -2)) === reply.readUInt16LE(reply.length - 2)).toBe(true)
  })
  return reply
}

test('the receiver speaks once a second to whoever listens', async () => {
  const port = open('truck-1-gps')
  let text = ''
  for (let second = 0; second < 8; second++) {
    devices.tick(nowMs + second * 1000)
    await vi.waitFor(() => {
      text += readSome(port).toString('latin1')
      expect(text.match(/\$GPVTG[^\n]*\n/g)).toHaveLength(second + 1)
    })
  }
  expect(text.match(/\$GPRMC,[\d.]+,A/g)?.length).toBeGreaterThanOrEqual(6)
})

test('what is written at the service port is read at the controller’s own, and turns the thermostat', async () => {
  await ask(open('cabinet-3-service'), '01060002f8f8')
  const reply = await ask(open('cabinet-3-controller'), '010300020001')
  expect(reply.readInt16BE(3)).toBe(-1800)
  expect(plant.enclosure('cabinet-3').setpointCelsius).toBe(-18)
})

test('in a power cut the controller is gone from its line, and afterwards back', async () => {
  troubles = [{ kind: 'unpowered', asset: 'cabinet-3' }]
  devices.tick(nowMs)
  expect(existsSync(pathOf('cabinet-3-controller'))).toBe(false)
  troubles = []
  devices.tick(nowMs + 1000)
  const reply = await ask(open('cabinet-3-controller'), '010300000001')
  expect(reply.readInt16BE(3) / 100).toBeLessThan(-15)
})
