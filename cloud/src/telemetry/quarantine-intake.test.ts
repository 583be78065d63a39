import type { Quarantined } from '@larder/contracts/quarantine'
import { expect, test, vi } from 'vitest'
import { EventHub } from '../events/hub.ts'
import { QuarantineIntake } from './quarantine-intake.ts'
import type { QuarantineRow } from './states.ts'

const kept = (id: number): Quarantined => ({
  id,
  atMs: 1_795_138_200_000 + id,
  source: 'mqtt',
  reason: 'invalid',
  detail: 'celsius: expected a number',
  excerpt: '{"celsius":"warm"}',
})

function build() {
  const states = { batches: [] as number[][], down: false }
  const keepQuarantined = async (rows: readonly QuarantineRow[]) => {
    if (states.down) throw new Error('disk full')
    states.batches.push(rows.map(({ message }) => message.id))
    return [...rows]
  }
  const log: string[] = []
  const intake = new QuarantineIntake({ keepQuarantined }, new EventHub(), (line) => log.push(line))
  return { states, intake, log }
}

test('a flood is written in batches, in order, each row once', async () => {
  const { states, intake } = build()
  for (let id = 0; id < 1700; id += 1) await intake.take('shop-1', kept(id))
  await intake.flush()
  expect(states.batches.map((batch) => batch.length)).toEqual([500, 500, 500, 200])
  expect(states.batches.flat()).toEqual(Array.from({ length: 1700 }, (_, id) => id))
})

test('a single row is written soon without another one', async () => {
  const { states, intake } = build()
  await intake.take('shop-1', kept(1))
  await vi.waitFor(() => expect(states.batches).toEqual([[1]]), { timeout: 5000 })
})

test('while the database is away a bounded number waits, and nothing of it is lost', async () => {
  const { states, intake } = build()
  states.down = true
  for (let id = 0; id < 500; id += 1) await intake.take('shop-1', kept(id))
  await expect(intake.take('shop-1', kept(500))).rejects.toThrow('disk full')
  states.down = false
  await intake.take('shop-1', kept(500))
  await intake.flush()
  expect(states.batches.flat()).toHaveLength(501)
})
