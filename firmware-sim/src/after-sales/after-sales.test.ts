import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { afterSalesCommand } from './after-sales-command.ts'
import { goods } from './catalogue.ts'
import { processes } from './hidden-process.ts'
import { afterSalesHistory } from './history.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'after-sales-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const options = { orders: 3000, seed: 1, process: 'sequence', untilMs: Date.UTC(2026, 10, 1) } as const
const strawberries = goods.find(({ product }) => product === 'strawberries') as (typeof goods)[number]
const delivery = (celsius: number[], shockG: number[]) => ({
  kind: strawberries,
  weather: { outsideCelsius: 20, rainMm: 0 },
  trip: { celsius, shockG, delayMinutes: celsius.map(() => 0) },
  temper: 0,
})

test('the same seed makes the same history, oldest first, and another seed another', () => {
  const history = afterSalesHistory(options)
  expect(afterSalesHistory(options)).toEqual(history)
  expect(afterSalesHistory({ ...options, seed: 2 })).not.toEqual(history)
  const times = history.map(({ orderedAtMs }) => orderedAtMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('some customers complain, all after delivery, and as often as the hidden chances say', () => {
  const history = afterSalesHistory(options)
  const complaints = history.filter(({ complainedAtMs }) => complainedAtMs !== null)
  const expected = history.reduce((sum, { hiddenProbability }) => sum + hiddenProbability, 0)
  expect(Math.abs(complaints.length - expected)).toBeLessThan(3 * Math.sqrt(expected))
  expect(complaints.every(({ complainedAtMs, deliveredAtMs }) => (complainedAtMs as number) >= deliveredAtMs)).toBe(
    true,
  )
})

test('in the sequence process the order of warmth and knock decides; in the other the way there says nothing', () => {
  const warmThenKnock = delivery([3, 12, 12, 12, 3, 3, 3, 3, 3, 3], [0, 0, 0, 3, 0, 0, 0, 0, 0, 0])
  const knockThenWarm = delivery([3, 12, 12, 12, 3, 3, 3, 3, 3, 3], [3, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(processes.sequence(warmThenKnock)).toBeGreaterThan(2 * processes.sequence(knockThenWarm))
  expect(processes.context(warmThenKnock)).toBe(processes.context(delivery([3, 3], [0, 0])))
})

test('the command writes orders, their mapping and the hidden chances apart', async () => {
  const lines: string[] = []
  const out = (line: string) => lines.push(line)
  const context = { out, error: out } as unknown as CommandContext
  expect(await afterSalesCommand.run(['--orders', '40', '--seed', '3', '--out', folder], context)).toBe(0)
  const orders = readFileSync(join(folder, 'orders.csv'), 'utf8')
  expect(orders.trim().split('\n')).toHaveLength(41)
  expect(orders).not.toContain('hidden')
  const { outcome } = JSON.parse(readFileSync(join(folder, 'mapping.json'), 'utf8'))
  expect(orders.split('\n')[0]).toContain(outcome.column)
  expect(await afterSalesCommand.run(['--orders', '0', '--out', folder], context)).toBe(2)
  expect(await afterSalesCommand.run([], context)).toBe(2)
  expect(lines.join('\n')).toContain('--orders 0: give 1 to')
})
