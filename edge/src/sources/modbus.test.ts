import type { Register } from '@larder/contracts/configuration'
import { expect, test } from 'vitest'
import { blocksOf, decodeBlocks, scaledValue } from './modbus.ts'

const register = (fields: Partial<Register>): Register => ({
  quantity: 'celsius',
  table: 'holding',
  address: 0,
  type: 'int16',
  wordOrder: 'big',
  scale: 1,
  ...fields,
})

test.each([
  [{ type: 'int16', scale: 0.1 }, [0xfff1], -1.5],
  [{ type: 'int16', scale: 0.1 }, [33], 3.3],
  [{ type: 'uint16' }, [0xfff1], 65_521],
  [{ type: 'int32', scale: 0.001 }, [0xffff, 0xfc18], -1],
  [{ type: 'int32', wordOrder: 'little', scale: 0.001 }, [0xfc18, 0xffff], -1],
  [{ type: 'uint32' }, [0x0001, 0x0000], 65_536],
  [{ type: 'float32' }, [0x404c, 0xcccd], 3.2],
  [{ type: 'float32', wordOrder: 'little' }, [0xcccd, 0x404c], 3.2],
  [{ type: 'bit' }, [4], 1],
  [{ table: 'coil', type: 'int16' }, [0], 0],
] as [Partial<Register>, number[], number][])('%o of the words %o is %d', (fields, words, value) => {
  expect(scaledValue(register(fields), words)).toBe(value)
})

test('adjacent registers of one table are read together, and no address between them that nobody asked for', () => {
  const registers = [
    register({ address: 12, type: 'float32' }),
    register({ address: 10 }),
    register({ address: 11 }),
    register({ address: 20 }),
    register({ address: 14, table: 'input' }),
    register({ address: 3, table: 'coil' }),
    register({ address: 4, table: 'coil', type: 'float32' }),
  ]
  expect(blocksOf(registers)).toEqual([
    { table: 'coil', address: 3, length: 2 },
    { table: 'holding', address: 10, length: 4 },
    { table: 'holding', address: 20, length: 1 },
    { table: 'input', address: 14, length: 1 },
  ])
})

test('a long run of registers is cut at what one request may read', () => {
  const registers = Array.from({ length: 300 }, (_, address) => register({ address }))
  expect(blocksOf(registers).map(({ length }) => length)).toEqual([125, 125, 50])
})

const block = { table: 'holding', address: 100, length: 5 } as const
const map = [
  register({ address: 100, scale: 0.1 }),
  register({ address: 101, quantity: 'humidityPercent', type: 'uint16', scale: 0.1 }),
  register({ address: 102, quantity: 'doorOpen', type: 'uint16' }),
  register({ address: 103, quantity: 'defrosting', type: 'bit' }),
  register({ address: 104, quantity: 'alarm', type: 'uint16' }),
]

test('a poll becomes one sample, and the alarm register stays apart', () => {
  expect(decodeBlocks(map, [{ block, words: [0xffec, 855, 1, 0, 3] }])).toEqual({
    sample: { celsius: -2, humidityPercent: 85.5, doorOpen: true, defrosting: false },
    alarm: 3,
    implausible: [],
  })
})

test.each([0x7fff, 0x8000, 2000])('the word %d where a probe is broken is a fault, never a temperature', (word) => {
  const { sample } = decodeBlocks([register({ scale: 0.1 })], [{ block: { ...block, address: 0 }, words: [word] }])
  expect(sample).toEqual({ sensorFault: 'out-of-range' })
})

test('an impossible humidity is left out and named, and the temperature stays', () => {
  const { sample, implausible } = decodeBlocks(map, [{ block, words: [20, 2000, 0, 0, 0] }])
  expect(sample).toEqual({ celsius: 2, doorOpen: false, defrosting: false })
  expect(implausible[0]).toContain('humidityPercent 200 at holding 101')
})

test('registers whose block was not answered are absent', () => {
  expect(decodeBlocks(map, [])).toEqual({ sample: {}, implausible: [] })
})
