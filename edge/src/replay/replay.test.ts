import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Accounts } from '@larder/broker/accounts'
import { configuration } from '@larder/contracts/configuration'
import type { CommandContext } from '@larder/contracts/room'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TestBroker } from '../sources/broker.fixture.ts'
import { readCsv } from './csv-samples.ts'
import { replayCommand } from './replay-command.ts'
import { summarise } from './summary.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-replay-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function csv(text: string): string {
  const file = join(directory, 'Kühl_1.csv')
  writeFileSync(file, text)
  return file
}

const ruuvi = '\uFEFFtimestamp,temperature,humidity,pressure,rssi,voltage,measurement sequence number\r\n'

test('a Ruuvi file is recognised by its headers, byte order mark and offsets included', async () => {
  const { samples, rejected, columns } = await readCsv(
    csv(`${ruuvi}2020-05-05T09:17:51+0200,-29.51,43.48,1012,-91,2.533,26616\r\n`),
    {},
  )
  expect(columns).toMatchObject({
    observedAt: 'timestamp',
    celsius: 'temperature',
    sequence: 'measurement sequence number',
  })
  expect(rejected).toEqual([])
  expect(samples).toEqual([
    {
      line: 2,
      atMs: Date.parse('2020-05-05T07:17:51Z'),
      offset: '+0200',
      fields: { sequence: 26616, celsius: -29.51, humidityPercent: 43.48, rssiDbm: -91, batteryVolts: 2.533 },
    },
  ])
})

test('named columns win, quoted fields hold commas, and each bad row is named with its line', async () => {
  const file = csv(
    'when,"probe, inside",temperature\n2026-01-01T00:00:00Z,1.5,9\n2026-01-01T00:01:00,1,9\n2026-01-01T00:02:00Z,warm,9\n2026-01-01T00:03:00Z,999,9\n2026-01-01T00:04:00Z,,\n',
  )
  const { samples, rejected } = await readCsv(file, { observedAt: 'when', celsius: 'probe, inside' })
  expect(samples.map(({ fields }) => fields)).toEqual([{ celsius: 1.5 }])
  expect(rejected.map(({ line }) => line)).toEqual([3, 4, 5, 6])
  expect(rejected.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('when: write an ISO 8601 time with its UTC offset'),
    'probe, inside: "warm" is no number',
    expect.stringContaining('probe, inside: Too big'),
    expect.stringContaining('at least one of celsius'),
  ])
})

test.each([
  'ISOdateTime,Temperature,Humidity',
  'Date,Temperature (°C),Humidity [%]',
  '时间,温度（°C）,湿度（%RH）',
  'time,temp,humidity',
])('the usual headers need no naming: %s', async (headers) => {
  const { samples } = await readCsv(csv(`${headers}\n2026-01-01T00:00:00Z,-18.5,41\n`), {})
  expect(samples.map(({ fields }) => fields)).toEqual([{ celsius: -18.5, humidityPercent: 41 }])
})

test('degrees Fahrenheit are not taken for Celsius', async () => {
  const file = csv('time,Temperature (°F),humidity\n2026-01-01T00:00:00Z,41,41\n')
  expect((await readCsv(file, {})).columns.celsius).toBeUndefined()
})

test.each([
  ['semicolons and decimal commas', '"time; as read";celsius\n2026-01-01T00:00:00Z;-18,5\n2026-01-01T00:01:00Z;-18\n'],
  ['tabs', '"time; as read"\tcelsius\n2026-01-01T00:00:00Z\t-18.5\n2026-01-01T00:01:00Z\t-18\n'],
  ['commas', '"time; as read",celsius\n2026-01-01T00:00:00Z,-18.5\n2026-01-01T00:01:00Z,-18\n'],
])('columns may be apart by %s', async (_, text) => {
  const { samples, rejected } = await readCsv(csv(text), { observedAt: 'time; as read' })
  expect(rejected).toEqual([])
  expect(samples.map(({ fields }) => fields.celsius)).toEqual([-18.5, -18])
})

test.each([
  ['a,b\n1,2\n', 'no column of the file is a stamp'],
  ['time,b\n1,2\n', 'no column of the file is a quantity'],
])('a file whose columns mean nothing is refused with its headers: %j', async (text, message) => {
  await expect(readCsv(csv(text), {})).rejects.toThrow(message)
})

test('pauses over five medians are gaps, and repeated stamps are duplicates', () => {
  const sample = (seconds: number) => ({ line: 0, atMs: seconds * 1000, offset: '+0200', fields: { celsius: 1 } })
  const summary = summarise([0, 10, 20, 20, 30, 80, 90, 141].map(sample), [{ line: 9, reason: 'why' }], {})
  expect(summary).toMatchObject({
    readings: 8,
    medianSeconds: 10,
    utcOffsets: { '+0200': 8 },
    gaps: [{ from: '1970-01-01T00:01:30.000Z', until: '1970-01-01T00:02:21.000Z', seconds: 51 }],
    dropouts: { count: 1, longestSeconds: 51, totalSeconds: 51 },
    duplicates: 1,
    rejected: { count: 1, byReason: { why: 1 } },
  })
})

describe('the command', () => {
  const broker = new TestBroker()
  const heard: { topic: string; batch: { sequence: number; observedAt: string; celsius: number }[] }[] = []
  const users: string[] = []
  const out: string[] = []
  const errors: string[] = []

  beforeEach(async () => {
    heard.length = users.length = out.length = errors.length = 0
    await broker.start()
    writeFileSync(join(directory, 'ready.json'), JSON.stringify({ addresses: { mqtt: broker.url } }))
    broker.aedes.authenticate = (_client, username, _password, done) => {
      users.push(String(username))
      done(null, true)
    }
    broker.aedes.on('publish', ({ topic, payload }) => {
      if (topic.startsWith('larder/')) heard.push({ topic, batch: JSON.parse(payload.toString()) })
    })
  })
  afterEach(() => broker.stop())

  const context = (): CommandContext => ({
    dataDirectory: directory,
    configuration: async () =>
      configuration.parse({
        sites: [{ id: 'shop-1', name: { zh: '店', en: 'Shop' }, assets: [] }],
        edge: { site: 'shop-1' },
      }),
    secrets: () => Promise.reject(new Error('not needed')),
    out: (line) => out.push(line),
    error: (line) => errors.push(line),
  })

  test('an old file is moved to now, sent as a device would, and its gaps stay as they were', async () => {
    const file = csv(
      `${ruuvi}2020-05-05T09:00:00+0200,1,40,1,-1,2,7\n2020-05-05T09:00:10+0200,2,40,1,-1,2,8\n2020-05-05T09:02:00+0200,3,40,1,-1,2,9\n`,
    )
    expect(await replayCommand.run([file], context())).toBe(0)
    await vi.waitFor(() => expect(heard.map(({ topic }) => topic)).toEqual(['larder/v1/readings/shop-1/k-hl-1/air']))
    const stamps = heard[0]?.batch.map(({ observedAt }) => Date.parse(observedAt)) ?? []
    expect(stamps.map((atMs) => atMs - (stamps[0] as number))).toEqual([0, 10_000, 120_000])
    expect(Math.abs(Date.now() - (stamps[2] as number))).toBeLessThan(30_000)
    expect(heard[0]?.batch.map(({ sequence }) => sequence)).toEqual([7, 8, 9])
    expect(JSON.parse(out.join('\n'))).toMatchObject({ readings: 3, sent: { readings: 3 } })
  })

  test('it speaks with an account for that one probe, which ends with it', async () => {
    const file = csv('time,celsius\n2026-01-01T00:00:00Z,1\n')
    const args = [file, '--asset', 'box-1', '--probe', 'core', '--shift', 'none']
    for (let round = 0; round < 2; round += 1) expect(await replayCommand.run(args, context())).toBe(0)
    expect(users).toEqual([users[0], users[0]])
    expect(users[0]).toMatch(/^replay-box-1-[0-9a-f]{16}$/)
    const accounts = new Accounts(directory)
    expect(accounts.list()).toMatchObject([
      { device: users[0], grants: [{ site: 'shop-1', asset: 'box-1', probe: 'core' }] },
    ])
    expect(accounts.list()[0]?.revokedAtMs).toBeTypeOf('number')
    accounts.close()
    await vi.waitFor(() => expect(heard).toHaveLength(2))
    expect(heard[0]?.batch).toEqual([{ sequence: 1767225600, observedAt: '2026-01-01T00:00:00.000Z', celsius: 1 }])
  })

  test('with an account of one’s own, none is made', async () => {
    const file = csv('time,celsius\n2026-01-01T00:00:00Z,1\n')
    expect(await replayCommand.run([file, '--username', 'me', '--password', 'mine'], context())).toBe(0)
    expect(users).toEqual(['me'])
    expect(existsSync(join(directory, 'broker'))).toBe(false)
  })

  test.each([
    [[], 2, 'name one file'],
    [['a.csv', '--speed', 'fast'], 2, '--speed'],
    [['a.csv', '--shift', 'later'], 2, '--shift'],
    [['a.csv', '--columns', 'warmth=x'], 2, 'FIELD is one of'],
    [['a.csv', '--asset', 'Box 1'], 2, '--asset'],
    [['/nonexistent/a.csv'], 1, 'ENOENT'],
    [['a.csv', '--site', 'shop-2'], 1, 'serves the site shop-1'],
  ])('%j is refused: exit code %i', async (args, code, message) => {
    expect(await replayCommand.run(args, context())).toBe(code)
    expect(errors.join('\n')).toContain(message)
  })

  test('a publish that the broker refuses is said, and the command ends', async () => {
    broker.aedes.authorizePublish = (_client, _packet, done) => done(new Error('no grant'))
    const file = csv('time,celsius\n2026-01-01T00:00:00Z,1\n')
    expect(await replayCommand.run([file], context())).toBe(1)
    expect(errors.join()).toContain('may this account publish larder/v1/readings/shop-1/')
  })

  test('a broker that is not there is named', async () => {
    await broker.unplug()
    expect(await replayCommand.run([csv('time,celsius\n2026-01-01T00:00:00Z,1\n')], context())).toBe(1)
    expect(errors.join()).toContain('is the site of this data folder running?')
    await broker.listen()
  })
})

const cold = fileURLToPath(new URL('../../../../shared/data/cold/', import.meta.url))
const present = existsSync(cold)
if (!present) console.warn('skipped: real Ruuvi files (../shared/data/cold is absent)')

test.skipIf(!present).each([
  ['ruuvi_freezer.csv', 371],
  ['ruuvi_fridge.csv', 368],
  ['ruuvi_fruits.csv', 213],
])('%s is read whole, with its dropouts', async (name, readings) => {
  const { samples, rejected, columns } = await readCsv(`${cold}${name}`, {})
  const summary = summarise(samples, rejected, columns)
  expect(summary).toMatchObject({ readings, duplicates: 0, rejected: { count: 0 }, utcOffsets: { '+0200': readings } })
  expect(summary.gaps.length).toBeGreaterThan(0)
  if (name === 'ruuvi_fridge.csv') expect(summary.dropouts.longestSeconds).toBe(8455)
})
