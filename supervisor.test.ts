import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepare } from './prepare.ts'
import { temporaryData, until, writeConfiguration } from './site.fixture.ts'
import { Supervisor } from './supervisor.ts'

let data: ReturnType<typeof temporaryData>
let supervisor: Supervisor
const restarts: string[] = []

beforeEach(async () => {
  data = temporaryData()
  writeConfiguration(data.dataDirectory, {
    sites: [{ id: 'shop-1', name: { zh: '一号店', en: 'Shop 1' }, assets: [] }],
    broker: { host: '127.0.0.1', tcpPort: 0, tlsPort: 0, webSocketPort: 0 },
    edge: { site: 'shop-1' },
  })
  await prepare(data.dataDirectory, false, () => undefined)
  restarts.length = 0
  supervisor = new Supervisor({
    dataDirectory: data.dataDirectory,
    environment: { LARDER_SMTP_PASSWORD: 'for flows only', LARDER_BROKER_MAX_CONNECTIONS: '7' },
    onRestart: (room) => restarts.push(room),
    onTold: () => undefined,
  })
})
afterEach(async () => {
  await supervisor.stop()
  data.remove()
})

test('a room that dies is started again, and stays stopped once it is told to', async () => {
  await supervisor.start('broker')
  const first = supervisor.pidOf('broker') as number
  process.kill(first, 'SIGKILL')
  await until(() => supervisor.pidOf('broker') !== undefined && supervisor.pidOf('broker') !== first)
  expect(restarts).toEqual(['broker'])
  await supervisor.stop()
  expect(supervisor.pidOf('broker')).toBeUndefined()
  expect(spawnSync('pgrep', ['-f', `--data ${data.dataDirectory}`]).stdout.toString()).toBe('')
})

test("a room's environment holds its own settings and no other room's secret", async () => {
  await supervisor.start('broker')
  const environment = readFileSync(`/proc/${supervisor.pidOf('broker')}/environ`, 'utf8')
  expect(environment).toContain('LARDER_BROKER_MAX_CONNECTIONS=7')
  expect(environment).not.toContain('for flows only')
})

test('a room that cannot start says why', async () => {
  writeConfiguration(data.dataDirectory, { sites: [] })
  await expect(supervisor.start('broker')).rejects.toThrow(/broker could not start[\s\S]*sites/)
  expect(existsSync(join(data.dataDirectory, 'log', 'broker.log'))).toBe(true)
})
