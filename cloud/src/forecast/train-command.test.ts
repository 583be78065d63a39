import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roomContext } from '../cloud-under-test.ts'
import { trainForecast } from './train-command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-train-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function larder(...args: string[]) {
  const said = { code: -1, out: '', error: '' }
  const context: CommandContext = {
    dataDirectory: folder,
    configuration: async () => roomContext(folder).configuration,
    secrets: async () => roomContext(folder).secrets,
    out: (line) => {
      said.out += `${line}\n`
    },
    error: (line) => {
      said.error += `${line}\n`
    },
  }
  said.code = await trainForecast.run(args, context)
  return said
}

async function series(name: string, rows: number): Promise<string> {
  const file = join(folder, name)
  const lines = Array.from({ length: rows }, (_, index) => {
    const stamp = new Date(Date.UTC(2014, 1, 14) + index * 300_000).toISOString().slice(0, 19).replace('T', ' ')
    return `${stamp},${(4 + Math.sin(index / 1.3)).toFixed(3)}`
  })
  await writeFile(file, ['timestamp,value', ...lines].join('\n'))
  return file
}

test('a file trains a network, states every method’s errors, and keeps it only for a named asset', {
  timeout: 60_000,
}, async () => {
  const file = await series('good.csv', 220)
  const said = await larder('--file', file, '--horizon-minutes', '30', '--seed', '4')
  expect(said).toMatchObject({ code: 0, error: '' })
  const result = JSON.parse(said.out)
  expect(result).toMatchObject({ source: 'good.csv', rows: 220, stepMinutes: 5, horizonMinutes: 30 })
  expect(result.errors.slice(0, 3).map((one: { method: string }) => one.method)).toEqual([
    'lstm',
    'physical',
    'persistence',
  ])
  for (const { mae, rmse, horizons } of result.errors) {
    expect(rmse).toBeGreaterThanOrEqual(mae)
    expect(horizons).toHaveLength(6)
  }
  expect(result.training.seconds).toBeGreaterThan(0)
  expect(result.predictionMs).toBeGreaterThan(0)
  expect(await readdir(folder)).not.toContain('cloud')
  const kept = await larder('--file', file, '--horizon-minutes', '30', '--seed', '4', '--asset', 'cabinet-1')
  expect(JSON.parse(kept.out)).toMatchObject({ version: 1, errors: result.errors })
  const place = join(folder, 'cloud', 'forecast', 'shop-1', 'cabinet-1')
  expect((await readdir(place)).sort()).toEqual(['1', 'current'])
})

test('what is too short, missing or no asset’s is refused with exit 1 and a line that says why', async () => {
  const short = await larder('--file', await series('short.csv', 30))
  expect(short.code).toBe(1)
  expect(short.error).toMatch(/short\.csv: too short: the 30 readings give/)
  expect(await larder('--file', join(folder, 'none.csv'))).toMatchObject({
    code: 1,
    error: expect.stringContaining('none.csv'),
  })
  expect(await larder('--asset', 'cellar')).toMatchObject({ code: 1, error: expect.stringContaining('cellar') })
  const empty = await larder('--asset', 'cabinet-1')
  expect(empty).toMatchObject({ code: 1, error: expect.stringContaining('shop-1/cabinet-1/air: too short') })
})

test.each([
  [['--seed', 'x'], '--seed: give a whole number'],
  [['--horizon-minutes', '0'], '--horizon-minutes: give 1 to 10080'],
  [['--time-unit', 'weeks'], '--time-unit: give seconds, minutes or hours'],
  [['--columns', 'celsius=T'], '--columns: write timestamp=HEADER,value=HEADER'],
  [['--asset', '../etc'], '--asset: use 1 to 48 of'],
  [['--nonsense'], 'nonsense'],
])('called wrongly (%s) it says how to call it, with exit 2', async (args, message) => {
  const said = await larder(...args)
  expect(said.code).toBe(2)
  expect(said.error).toContain(message)
  expect(said.error).toContain('usage: larder train forecast')
})
