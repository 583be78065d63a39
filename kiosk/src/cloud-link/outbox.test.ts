import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '../clock.ts'
import { CloudLink } from './cloud-link.ts'
import { FakeCloud } from './fake-cloud.fixture.ts'
import { Outbox } from './outbox.ts'
import { OutboxSender } from './outbox-sender.ts'
import { ticketReport, unansweredReport } from './reports.fixture.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'larder-outbox-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

function opened(at = folder(), mostReports = 20_000): Outbox {
  const outbox = new Outbox({ folder: at, mostReports })
  outbox.start()
  onTestFinished(() => outbox.stop())
  return outbox
}

async function sending(outbox: Outbox) {
  const cloud = new FakeCloud()
  await cloud.start()
  const log: string[] = []
  const link = new CloudLink({ url: cloud.url, token: 'token', clock: systemClock })
  const sender = new OutboxSender({ outbox, cloud: link, clock: systemClock, log: (line) => log.push(line) })
  onTestFinished(async () => {
    await sender.stop()
    await cloud.stop()
  })
  return { cloud, sender, log }
}

test('what a killed kiosk had taken in is there when it starts again', async () => {
  const at = folder()
  const script = fileURLToPath(new URL('./outbox.crash.fixture.ts', import.meta.url))
  const child = spawn(process.execPath, [script, at], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ids: string[] = []
  createInterface(child.stdout).on('line', (line) => {
    if (line.length === 36) ids.push(line)
    if (ids.length === 200) child.kill('SIGKILL')
  })
  await once(child, 'close')
  const outbox = opened(at)
  const kept = new Set(outbox.oldest(100_000).map(({ id }) => id))
  expect(ids.length).toBeGreaterThanOrEqual(200)
  expect(ids.filter((id) => !kept.has(id))).toEqual([])
})

test('answers that are lost double nothing, and everything is told in order', async () => {
  const outbox = opened()
  const reports = Array.from({ length: 250 }, (_, number) => unansweredReport(`${number}`))
  for (const report of reports) outbox.add(report)
  const { cloud, sender } = await sending(outbox)
  cloud.faults = ['lose-answer', 'error', 'break', 'lose-answer']
  while (outbox.waiting > 0) await sender.flush(10_000)
  expect(cloud.reports.length).toBeGreaterThan(250)
  expect(cloud.written().map(({ id }) => id)).toEqual(reports.map(({ id }) => id))
})

test('one report that the cloud can not understand does not hold up the others', async () => {
  const outbox = opened()
  const reports = Array.from({ length: 4 }, (_, number) => unansweredReport(`${number}`))
  for (const report of reports) outbox.add(report)
  const { cloud, sender, log } = await sending(outbox)
  cloud.faults = ['bad-request', 'bad-request', 'bad-request']
  expect(await sender.flush(10_000)).toBe(true)
  expect(cloud.written().map(({ id }) => id)).toEqual(reports.slice(1).map(({ id }) => id))
  expect(log).toEqual(['a report of kind unanswered is given up: not understood'])
})

test('a full outbox gives up its oldest words before any ticket, and counts them', () => {
  const outbox = opened(folder(), 10)
  const tickets = Array.from({ length: 8 }, ticketReport)
  for (const ticket of tickets) outbox.add(ticket)
  const words = Array.from({ length: 5 }, (_, number) => unansweredReport(`${number}`))
  for (const report of words) outbox.add(report)
  const kept = outbox.oldest(100).map(({ id }) => id)
  expect(kept).toEqual([...tickets, ...words.slice(3)].map(({ id }) => id))
  expect(outbox.dropped()).toEqual({ unanswered: 3 })
  for (const ticket of Array.from({ length: 8 }, ticketReport)) outbox.add(ticket)
  expect(outbox.oldest(100).filter(({ kind }) => kind === 'ticket')).toHaveLength(16)
})

test('a report says more while it waits, and is no new one by being added twice', () => {
  const outbox = opened()
  const report = unansweredReport('before')
  outbox.add(report)
  outbox.add(report)
  outbox.amend({ ...report, text: 'after' } as typeof report)
  expect(outbox.oldest(10)).toEqual([{ ...report, text: 'after' }])
  outbox.remove([report.id])
  outbox.amend(report)
  expect([outbox.waiting, outbox.oldest(10)]).toEqual([0, []])
})

test('a damaged outbox is set aside with a line that names it, and a new one begins', () => {
  const at = folder()
  writeFileSync(join(at, 'outbox.db'), 'no database '.repeat(1000))
  const log: string[] = []
  const outbox = new Outbox({ folder: at, log: (line) => log.push(line) })
  outbox.start()
  onTestFinished(() => outbox.stop())
  outbox.add(ticketReport())
  expect(outbox.waiting).toBe(1)
  expect(log.join()).toContain(join(at, 'outbox.db'))
  expect(existsSync(join(at, 'outbox.db.damaged'))).toBe(true)
})

test('with a full disk transcripts are given up and counted, a ticket is refused, and what waits is still told', () => {
  const at = folder()
  const log: string[] = []
  const outbox = new Outbox({ folder: at, log: (line) => log.push(line) })
  outbox.start()
  onTestFinished(() => outbox.stop())
  outbox.add(ticketReport())
  const written = vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(() => {
    throw new Error('database or disk is full')
  })
  outbox.add(unansweredReport('what?'))
  outbox.add(unansweredReport('what?'))
  expect(() => outbox.add(ticketReport())).toThrow('full')
  written.mockRestore()
  expect(log).toHaveLength(1)
  expect(log.join()).toContain(at)
  expect(outbox.dropped()).toEqual({ unwritten: 2 })
  const [waits] = outbox.oldest(5)
  outbox.remove([waits?.id as string])
  expect(outbox.waiting).toBe(0)
})
