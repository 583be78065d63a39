import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigurationFile, configuration } from '@larder/contracts/configuration'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TestBroker } from './broker.fixture.ts'
import { commands } from './commands.ts'
import { RunningWorld, scenarioPath, statePath } from './running-world.ts'
import { siteName, worldSite } from './world.ts'

const patience = { timeout: 20_000, interval: 50 }
const minuteMs = 60_000

let broker: TestBroker
let directory: string
let nowMs: number
let running: RunningWorld | undefined
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'larder-world-'))
  nowMs = Date.parse('2026-10-03T08:00:20Z')
  broker = new TestBroker()
  await broker.start()
})
afterEach(async () => {
  await running?.stop()
  running = undefined
  await broker.stop()
  rmSync(directory, { recursive: true })
})

async function live(world: ConfigurationFile['world'], log: (line: string) => void = () => undefined) {
  const context = {
    configuration: configuration.parse({
      sites: [worldSite()],
      edge: { site: siteName },
      telemetry: { store: 'sqlite' },
      world: { historyDays: 0.25, ...world },
    }),
    dataDirectory: directory,
    secrets: {
      mqtt: { edge: '', cloud: '', flows: '' },
      devices: {},
      console: {},
      nodeRed: { admin: '', credentialSecret: '' },
      cloudKey: '',
      kiosk: '',
    },
    brokerUrl: broker.url,
    log,
  }
  running = new RunningWorld(context, () => nowMs)
  await running.start().filled
}

async function stop() {
  await running?.stop()
  running = undefined
}

const air = () => broker.readings('cabinet-1/air')
const numbers = () => [...new Set(air().map(({ sequence }) => sequence))].toSorted((a, b) => a - b)
const unbroken = (sequences: number[]) =>
  sequences.every((value, index) => index === 0 || value === (sequences[index - 1] as number) + 1)

test('a new world brings its past, through the broker and for every probe', async () => {
  await live({})
  for (const { id, probes } of worldSite().assets) {
    for (const probe of probes) {
      const heard = broker.heard.filter(({ key, kind }) => key === `${id}/${probe.id}` && kind !== 'status')
      expect(heard.length, `${id}/${probe.id}`).toBeGreaterThan(0)
    }
  }
  expect(air()).toHaveLength(360)
  expect(unbroken(numbers())).toBe(true)
})

test('the same past twice is the same past: number, stamp and value', async () => {
  await live({})
  await stop()
  const first = broker.heard.filter(({ kind }) => kind !== 'status')
  broker.heard.length = 0
  rmSync(statePath(directory))
  await live({})
  const flat = (heard: typeof first) =>
    new Set(heard.flatMap(({ key, message }) => [message].flat().map((one) => `${key} ${JSON.stringify(one)}`)))
  expect(flat(broker.heard.filter(({ kind }) => kind !== 'status'))).toEqual(flat(first))
})

test('a world that stood still fills the time between and goes on counting', async () => {
  await live({})
  await stop()
  const before = numbers()
  broker.heard.length = 0
  nowMs += 120 * minuteMs
  await live({})
  const after = numbers()
  expect(after).toHaveLength(120)
  expect(after[0]).toBe((before.at(-1) as number) + 1)
  expect(unbroken(after)).toBe(true)
})

test('a longer past is added before the one there is', async () => {
  await live({})
  await stop()
  const oldest = numbers()[0] as number
  broker.heard.length = 0
  await live({ historyDays: 0.5 })
  const added = numbers()
  expect(added).toHaveLength(360)
  expect(added.at(-1)).toBe(oldest - 1)
})

test('live samples go on from the past without a gap or a jump', async () => {
  await live({})
  const past = air()
  const known = numbers().length
  for (let minute = 0; minute < 3; minute++) {
    nowMs += minuteMs
    await vi.waitFor(() => expect(numbers().length).toBe(known + minute + 1), patience)
  }
  expect(unbroken(numbers())).toBe(true)
  const [last, next] = [past.at(-1), air().find(({ sequence }) => sequence === (past.at(-1)?.sequence as number) + 1)]
  expect(Math.abs((last?.celsius as number) - (next?.celsius as number))).toBeLessThan(1)
})

test('a scenario asked for while it runs is played: the fish counter’s door stands open', async () => {
  await live({})
  const code = await commands[0]?.run(['door-left-open'], {
    dataDirectory: directory,
    configuration: () => Promise.reject(new Error('not asked')),
    secrets: () => Promise.reject(new Error('not asked')),
    out: () => undefined,
    error: () => undefined,
  })
  expect(code).toBe(0)
  await vi.waitFor(() => expect(existsSync(scenarioPath(directory))).toBe(false), patience)
  for (let minute = 0; minute < 4; minute++) {
    const known = air().length
    nowMs += minuteMs
    await vi.waitFor(() => expect(air().length).toBeGreaterThan(known), patience)
  }
  expect(air().at(-1)).toMatchObject({ doorOpen: true })
  expect(air().at(-1)?.celsius).toBeGreaterThan(2)
})

test('an unknown scenario is refused by name: by the command, in the file and in the configuration', async () => {
  const lines: string[] = []
  const refused = await commands[0]?.run(['flood'], {
    dataDirectory: directory,
    configuration: () => Promise.reject(new Error('not asked')),
    secrets: () => Promise.reject(new Error('not asked')),
    out: () => undefined,
    error: (line) => lines.push(line),
  })
  expect(refused).toBe(2)
  expect(lines[0]).toContain('no scenario is called "flood"; there are normal, door-left-open')
  await expect(live({ scenario: 'flood' })).rejects.toThrow('world.scenario: no scenario is called "flood"')
  running = undefined
  await live({}, (line) => lines.push(line))
  writeFileSync(scenarioPath(directory), 'flood')
  await vi.waitFor(() => expect(lines.filter((line) => line.includes('flood'))).toHaveLength(2), patience)
})

test('a late upload comes as a batch when the truck is back in reach', async () => {
  await live({ scenario: 'late-upload' })
  const key = 'truck-2/air'
  const batches = () => broker.heard.filter((entry) => entry.key === key && entry.kind === 'readings')
  const [known, past] = [broker.readings(key).length, batches().length]
  const pass = async (minutes: number) => {
    const before = air().length
    nowMs += minutes * minuteMs
    await vi.waitFor(() => expect(air().length).toBeGreaterThanOrEqual(before + Math.floor(minutes)), patience)
  }
  for (const minutes of [4, 4, 4, 4]) await pass(minutes)
  expect(broker.readings(key)).toHaveLength(known)
  await pass(4.5)
  await vi.waitFor(() => expect(broker.readings(key).length).toBeGreaterThanOrEqual(known + 20), patience)
  const lengths = batches()
    .slice(past)
    .map(({ message }) => (message as unknown[]).length)
  expect(Math.max(...lengths)).toBeGreaterThan(15)
})

test('stopped while the broker is away, it forgets nothing: the next start sends it again', async () => {
  await live({})
  const kept = JSON.parse(readFileSync(statePath(directory), 'utf8')).atMs
  await broker.stop()
  nowMs += 2 * minuteMs
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await stop()
  expect(JSON.parse(readFileSync(statePath(directory), 'utf8')).atMs).toBeLessThanOrEqual(kept + 1000)
  broker.heard.length = 0
  await broker.start()
  nowMs += 10 * minuteMs
  await live({})
  expect(numbers()).toHaveLength(12)
})
