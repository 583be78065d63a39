import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Backtest } from '@larder/contracts/backtest'
import type { CommandContext } from '@larder/contracts/room'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backtestCommand } from './backtest-command.ts'
import { freezer } from './freezer.fixture.ts'
import type { Rows } from './read-past.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-backtest-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function file(content: string | Uint8Array): string {
  const path = join(directory, 'freezer.csv')
  writeFileSync(path, content)
  return path
}

async function run(...args: string[]) {
  const out: string[] = []
  const errors: string[] = []
  const context = { out: (line: string) => out.push(line), error: (line: string) => errors.push(line) }
  const code = await backtestCommand.run(args, context as unknown as CommandContext)
  const result = out[0] === undefined ? undefined : (JSON.parse(out[0]) as Backtest & { rows: Rows })
  return { code, out, errors: errors.join('\n'), result }
}

const named = [
  '--profile',
  'frozen-cabinet',
  '--columns',
  'observedAt=ISOdateTime,celsius=Temperature,humidityPercent=Humidity',
]
const { samples } = freezer({ seed: 8, eventAtHour: 100.2 })
const rowsOf = (stamp: (atMs: number) => string) =>
  samples.map(({ atMs, celsius }) => `${stamp(atMs)},${celsius},51`).join('\r\n')
const iso = (atMs: number): string => new Date(atMs).toISOString()

test('14 days with a byte order mark, quotes and headers of their own give one JSON object', async () => {
  const text = `\uFEFF"ISOdateTime","Temperature","Humidity"\r\n${rowsOf((atMs) => `"${iso(atMs)}"`)}\r\n\r\n`
  const { code, out, errors, result } = await run(file(text), ...named)
  expect({ code, lines: out.length, errors }).toEqual({ code: 0, lines: 1, errors: '' })
  expect(result?.situations).toMatchObject([{ cause: 'unexplained-warmth', peakCelsius: 8.4 }])
  expect(result?.situations[0]?.from).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(result?.plainThreshold?.alarms).toBeGreaterThan(100)
  expect(result?.rows).toMatchObject({ used: samples.length, empty: 0, duplicates: 0, outOfOrder: 0, takenAsUtc: 0 })
})

test('the same stamps with an offset, without one, or in disorder and twice give the same situations', async () => {
  const header = 'ISOdateTime,Temperature,Humidity\n'
  const plain = (await run(file(header + rowsOf(iso)), ...named)).result
  const shifted = rowsOf((atMs) => iso(atMs + 8 * 3_600_000).replace('Z', '+08:00'))
  expect((await run(file(header + shifted), ...named)).result?.situations).toEqual(plain?.situations)
  const zoneless = await run(file(header + rowsOf((atMs) => iso(atMs).slice(0, 19).replace('T', ' '))), ...named)
  expect(zoneless.result?.situations).toEqual(plain?.situations)
  expect(zoneless.errors).toContain('have no UTC offset: they are taken as UTC')
  const rows = rowsOf(iso).split('\r\n')
  const mixed = [...rows.slice(9000), ...rows.slice(0, 9000), ...rows.slice(50, 90)].join('\n')
  const disordered = await run(file(header + mixed), ...named)
  expect(disordered.result?.situations).toEqual(plain?.situations)
  expect(disordered.result?.rows).toMatchObject({ duplicates: 40, used: rows.length + 40 })
})

test('a file in GBK is read, and holes are counted', async () => {
  const rows = rowsOf(iso).split('\r\n').slice(0, 200)
  // 时间,温度 in GBK.
  const header = Uint8Array.from([0xca, 0xb1, 0xbc, 0xe4, 0x2c, 0xce, 0xc2, 0xb6, 0xc8, 0x2c, 0x78, 0x0a])
  const holed = rows.map((row, index) =>
    index % 20 === 7 ? row.replace(/,-?[\d.]+,/, index % 40 === 7 ? ',NaN,' : ',,') : row,
  )
  const text = new TextEncoder().encode(holed.join('\n'))
  const { code, result } = await run(
    file(new Uint8Array([...header, ...text])),
    '--columns',
    'observedAt=时间,celsius=温度',
  )
  expect({ code, rows: result?.rows }).toMatchObject({ code: 0, rows: { used: 190, empty: 10 } })
})

test.each([
  ['ISOdateTime,Temperature\nyesterday,-18\n', 'line 2, column ISOdateTime: write an ISO 8601 time'],
  ['ISOdateTime,Temperature\n2026-01-05T00:00:00Z,warm\n', 'line 2, column Temperature: "warm" is no number'],
  ['when,Temperature\n2026-01-05T00:00:00Z,1\n', 'the file has no column "ISOdateTime"; it has when, Temperature'],
  ['ISOdateTime,Temperature\n2026-01-05T00:00:00Z,\n', "none of the file's 1 rows has a temperature"],
  ['', 'has no rows'],
])('a wrong file is refused with its line and column: %j', async (text, message) => {
  const { code, out, errors } = await run(file(text), '--columns', 'observedAt=ISOdateTime,celsius=Temperature')
  expect({ code, out }).toEqual({ code: 1, out: [] })
  expect(errors).toContain(message)
})

test('one bad row among many is named and left out', async () => {
  const rows = rowsOf(iso).split('\r\n').slice(0, 100)
  rows[41] = 'nonsense,-18,50'
  const { code, errors, result } = await run(file(`ISOdateTime,Temperature,Humidity\n${rows.join('\n')}`), ...named)
  expect(code).toBe(0)
  expect(errors).toContain('not used: line 43, column ISOdateTime')
  expect(result?.rows).toMatchObject({ used: 99, rejected: { count: 1 } })
})

test.each([
  [['a.csv', '--profile', 'nothing'], '--profile: there is no nothing'],
  [[], 'name one file'],
  [['a.csv', '--kind', 'ship'], '--kind'],
])('a wrong call gets the usage line: %j', async (args, message) => {
  const { code, errors } = await run(...args)
  expect(code).toBe(2)
  expect(errors).toContain(message)
  expect(errors).toContain('usage: backtest FILE.csv')
})
