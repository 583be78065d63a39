import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SerialLine } from '../pty/serial-line.ts'
import { FridgeController } from './controller.ts'
import { crc16, withCrc16 } from './crc16.ts'
import { RtuSlave } from './rtu-slave.ts'

const state = {
  celsius: -20.53,
  humidityPercent: 64.2,
  setpointCelsius: -21,
  doorOpen: true,
  defrosting: false,
  compressorOn: true,
  alarm: 2,
}
let clockMs = 0

function slave(wordOrder: 'big' | 'little' = 'big') {
  const sent: Buffer[] = []
  const bank = new FridgeController({
    state: () => state,
    setSetpoint: (celsius) => {
      state.setpointCelsius = celsius
    },
    wordOrder,
    nowMs: () => clockMs,
  })
  return { slave: new RtuSlave(1, bank, (frame) => sent.push(frame)), sent, bank }
}

const ask = (hex: string, wordOrder: 'big' | 'little' = 'big'): string => {
  const { slave: one, sent } = slave(wordOrder)
  one.receive(withCrc16(Buffer.from(hex, 'hex')))
  expect(sent.every((frame) => crc16(frame.subarray(0, -2)) === frame.readUInt16LE(frame.length - 2))).toBe(true)
  return Buffer.concat(sent.map((frame) => frame.subarray(0, -2))).toString('hex')
}

test('the checksum is that of the Modbus specification’s example', () => {
  expect(crc16(Buffer.from('0207', 'hex'))).toBe(0x1241)
})

test.each([
  ['holding registers', '010300000003', '010306f7fb0282f7cc'],
  ['input registers', '010400000001', '010402f7fb'],
  ['coils', '010100000003', '01010105'],
  ['discrete inputs', '010200000003', '01020105'],
  ['a function it does not have', '0107', '018701'],
  ['an address it does not have', '010300500001', '018302'],
  ['no registers at all', '010300000000', '018303'],
  ['a coil that is neither on nor off', '010500001234', '018503'],
])('it answers %s', (_what, request, reply) => {
  expect(ask(request)).toBe(reply)
})

test('the float pair stands in either word order', () => {
  const float = Buffer.alloc(4)
  float.writeFloatBE(-20.53)
  const hex = float.toString('hex')
  expect(ask('010300040002')).toBe(`010304${hex}`)
  expect(ask('010300040002', 'little')).toBe(`010304${hex.slice(4)}${hex.slice(0, 4)}`)
})

test('another unit’s frame, noise and a torn frame are taken for what they are', () => {
  const { slave: one, sent } = slave()
  one.receive(withCrc16(Buffer.from('020300000001', 'hex')))
  one.receive(Buffer.from('ff00a5', 'hex'))
  const frame = withCrc16(Buffer.from('010300020001', 'hex'))
  for (const byte of frame) one.receive(Buffer.of(byte))
  expect(sent).toHaveLength(1)
})

test('a written value is what the next reads see, for two minutes', () => {
  const { slave: one, bank } = slave()
  one.receive(withCrc16(Buffer.from('01060000fc7c', 'hex')))
  expect(bank.readWord('holding', 0)).toBe(0xfc7c)
  expect(bank.readWord('input', 0)).toBe(0xfc7c)
  clockMs += 121_000
  expect(bank.readWord('holding', 0)).toBe(-2053)
})

test('several registers and coils are written at once', () => {
  const { slave: one, sent, bank } = slave()
  one.receive(withCrc16(Buffer.from('01100000000204fc7c01f4', 'hex')))
  one.receive(withCrc16(Buffer.from('010f000000020102', 'hex')))
  expect(sent.map((frame) => frame.subarray(0, -2).toString('hex'))).toEqual(['011000000002', '010f00000002'])
  expect([bank.readWord('holding', 0), bank.readWord('holding', 1)]).toEqual([0xfc7c, 500])
  expect([bank.readBit('coil', 0), bank.readBit('coil', 1)]).toEqual([false, true])
})

const hasMbpoll = existsSync('/usr/bin/mbpoll')
if (!hasMbpoll) console.warn('mbpoll is missing, its test is skipped: apt-get install mbpoll')

const directory = mkdtempSync(join(tmpdir(), 'larder-modbus-'))
const path = join(directory, 'controller')
let line: SerialLine
beforeAll(() => {
  const { slave: one, sent } = slave()
  line = new SerialLine({
    path,
    receive: (bytes) => {
      one.receive(bytes)
      for (const frame of sent.splice(0)) line.send(frame)
    },
  })
  line.plug()
})
afterAll(() => {
  line.unplug()
  rmSync(directory, { recursive: true })
})

const mbpoll = async (...args: string[]): Promise<string> => {
  const line = ['-m', 'rtu', '-a', '1', '-b', '19200', '-P', 'even', '-0', '-1', ...args]
  return (await promisify(execFile)('mbpoll', line)).stdout
}

test.skipIf(!hasMbpoll)('Debian’s mbpoll reads it, and what mbpoll writes is what it reads next', async () => {
  expect(await mbpoll('-r', '0', '-c', '4', '-t', '4', path)).toMatch(/\[0\]:\s+63483 \(-2053\)[\s\S]*\[3\]:\s+2/)
  expect(await mbpoll('-r', '4', '-t', '4:float', '-B', path)).toMatch(/\[4\]:\s+-20\.53/)
  expect(await mbpoll('-r', '0', '-c', '2', '-t', '0', path)).toMatch(/\[0\]:\s+1[\s\S]*\[1\]:\s+0/)
  await mbpoll('-r', '2', '-t', '4', path, '63736')
  expect(state.setpointCelsius).toBe(-18)
  expect(await mbpoll('-r', '2', '-t', '4', path)).toMatch(/\[2\]:\s+63736 \(-1800\)/)
})
