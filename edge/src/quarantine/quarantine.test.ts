import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Rejection } from '../intake/message.ts'
import { QuarantineNews } from './news.ts'
import { Quarantine } from './quarantine.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-quarantine-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const rejection = (excerpt: string, more: Partial<Rejection> = {}): Rejection => ({
  source: 'a',
  reason: 'invalid',
  detail: 'd',
  excerpt,
  ...more,
})

test('what is kept aside and how often is still known after a restart', () => {
  const first = new Quarantine(join(directory, 'deep', 'quarantine.db'))
  first.start()
  first.keep([rejection('one'), rejection('two', { reason: 'future', source: 'b' }), rejection('three')], 5)
  first.stop()
  const second = new Quarantine(join(directory, 'deep', 'quarantine.db'))
  second.start()
  expect(second.counts()).toEqual({ invalid: 2, future: 1 })
  expect(second.countsBySource()).toEqual([
    { reason: 'invalid', source: 'a', count: 2 },
    { reason: 'future', source: 'b', count: 1 },
  ])
  expect(second.newest(2)).toMatchObject([
    { id: 3, atMs: 5, excerpt: 'three' },
    { id: 2, excerpt: 'two' },
  ])
  second.stop()
})

test('only the newest rows stay, with short excerpts, and the counts tell of all', () => {
  const quarantine = new Quarantine(join(directory, 'quarantine.db'), 10)
  quarantine.start()
  for (let round = 0; round < 5; round += 1) {
    quarantine.keep(
      Array.from({ length: 7 }, (_, index) => rejection(`${round}.${index}`)),
      round,
    )
  }
  quarantine.keep([rejection('x'.repeat(5000))], 9)
  const rows = quarantine.newest(100)
  expect(rows).toHaveLength(10)
  expect(rows[0]?.excerpt).toHaveLength(2000)
  expect(rows[1]?.excerpt).toBe('4.6')
  expect(quarantine.counts()).toEqual({ invalid: 36 })
  quarantine.stop()
})

test('news of a flood is told at five a second, and the rare kind among it is not lost', async () => {
  const told: string[] = []
  const news = new QuarantineNews(async ({ reason }) => void told.push(reason))
  const kept = (id: number, reason: 'invalid' | 'future') => ({
    id,
    atMs: 0,
    source: 'a',
    reason,
    detail: '',
    excerpt: '',
  })
  news.offer([kept(0, 'future')])
  for (let id = 1; id <= 1000; id += 1) news.offer([kept(id, 'invalid')])
  news.tick()
  expect(told).toEqual(['future', 'invalid', 'invalid', 'invalid', 'invalid'])
  for (let second = 0; second < 60; second += 1) news.tick()
  expect(told).toHaveLength(50)
})
