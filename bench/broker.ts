import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Bench } from './row.ts'

const run = promisify(execFile)
const directory = import.meta.dirname
const mosquitto = '/usr/sbin/mosquitto'
const warmUpMessages = 20_000
const messages = 200_000
const rounds = 7
const lossMessages = 5000

interface Server {
  name: string
  port: number
  process: ChildProcess
  start(): Promise<void>
}

type Starter = (port: number, folder: string) => ChildProcess

const starters: Record<string, Starter> = {
  durable: (port, folder) => larder(port, join(folder, 'journal')),
  'no journal': (port) => larder(port),
  ...(existsSync(mosquitto) ? { mosquitto: startMosquitto } : {}),
}

/**
 * QoS 1, 20 publishers to one durable subscriber, 200 bytes: with the journal, without it, and Debian's mosquitto,
 * in turns, medians. Then kill -9 after 5,000 acknowledged messages for an absent durable subscriber: how many are lost.
 */
const bench: Bench = async (report) => {
  if (!existsSync(mosquitto))
    console.warn('mosquitto is not installed, its rows are left out: apt-get install mosquitto')
  const folder = mkdtempSync(join(tmpdir(), 'larder-bench-broker-'))
  const servers: Server[] = []
  try {
    for (const [name, starter] of Object.entries(starters)) servers.push(await launch(name, starter, folder))
    const rates = await measure(servers)
    const [durable, plain, other] = ['durable', 'no journal', 'mosquitto'].map((name) => median(rates.get(name) ?? []))
    for (const { name } of servers) {
      report({ name: `broker QoS 1, ${name}`, value: Math.round(median(rates.get(name) ?? [])), unit: 'messages/s' })
    }
    report({ name: 'durable ÷ no journal', value: ratio(durable, plain), unit: '×', target: { least: 0.9 } })
    if (servers.some(({ name }) => name === 'mosquitto')) {
      report({ name: 'durable ÷ mosquitto', value: ratio(durable, other), unit: '×', target: { least: 1 } })
    }
    for (const server of servers.filter(({ name }) => name !== 'no journal')) {
      const target = server.name === 'durable' ? { target: { most: 0 } } : {}
      const lost = await lostAfterKill(server)
      report({
        name: `lost after kill -9 of ${lossMessages}, ${server.name}`,
        value: lost,
        unit: 'messages',
        ...target,
      })
    }
  } finally {
    for (const server of servers) server.process.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

export default bench

async function measure(servers: Server[]): Promise<Map<string, number[]>> {
  const rates = new Map<string, number[]>(servers.map(({ name }) => [name, []]))
  for (const { port } of servers) await load('run', port, warmUpMessages)
  for (let round = 0; round < rounds; round += 1) {
    // Every other round runs backwards, so that nobody always follows the same neighbour.
    for (const { name, port } of round % 2 === 0 ? servers : servers.toReversed()) {
      const result = await load('run', port, messages)
      rates.get(name)?.push(result.messages / result.seconds)
    }
  }
  return rates
}

async function lostAfterKill(server: Server): Promise<number> {
  const acknowledged = await load('fill', server.port, lossMessages)
  server.process.kill('SIGKILL')
  await once(server.process, 'exit')
  await server.start()
  const delivered = await load('drain', server.port, lossMessages)
  return acknowledged.messages - delivered.messages
}

async function load(what: 'run' | 'fill' | 'drain', port: number, count: number) {
  const args = [join(directory, 'broker-load.ts'), what, String(port), String(count)]
  const { stdout } = await run(process.execPath, args, { timeout: 60_000 })
  return JSON.parse(stdout) as { messages: number; seconds: number }
}

async function launch(name: string, starter: Starter, parent: string): Promise<Server> {
  const folder = join(parent, name)
  mkdirSync(folder)
  const server: Server = {
    name,
    port: await freePort(),
    process: undefined as unknown as ChildProcess,
    async start() {
      server.process = starter(server.port, folder)
      await reachable(server.port)
    },
  }
  await server.start()
  return server
}

function larder(port: number, journal?: string): ChildProcess {
  // A dedicated broker's setting (docs/operations.md): messages that wait for the disk do not grow old in the heap.
  const args = [
    '--max-semi-space-size=32',
    join(directory, 'broker-server.ts'),
    String(port),
    ...(journal === undefined ? [] : [journal]),
  ]
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** As Debian ships it, with its queues opened, so that it too delivers everything. */
function startMosquitto(port: number, folder: string): ChildProcess {
  const settings = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence true',
    `persistence_location ${folder}/`,
    'max_queued_messages 0',
    'max_inflight_messages 0',
    ...(process.getuid?.() === 0 ? ['user root'] : []),
  ]
  writeFileSync(join(folder, 'mosquitto.conf'), `${settings.join('\n')}\n`)
  return spawn(mosquitto, ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function reachable(port: number): Promise<void> {
  const deadline = Date.now() + 20_000
  while (Date.now() < deadline) {
    const socket = connect(port, '127.0.0.1')
    const answered = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    })
    socket.destroy()
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nothing answers on port ${port}`)
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const ratio = (a = 0, b = 0): number => Math.round((a / b) * 100) / 100
