import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A real InfluxDB 1.x on free loopback ports, with authentication, in a folder of its own. */
export interface Influxd {
  url: string
  username: string
  password: string
  /** kill -9; the data stays. */
  kill(): Promise<void>
  /** Starts it again on the same port and data, after `kill` or by itself. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/** False, with one line that says what to install, where Debian's influxd is absent. */
export function hasInfluxd(): boolean {
  if (spawnSync('influxd', ['version']).status === 0) return true
  console.warn('skipped: no influxd here; apt-get install influxdb')
  return false
}

export async function startInfluxd(): Promise<Influxd> {
  const directory = await mkdtemp(join(tmpdir(), 'larder-influxd-'))
  const [httpPort, rpcPort] = await freePorts(2)
  const file = join(directory, 'influxdb.conf')
  await writeFile(file, configurationOf(directory, httpPort as number, rpcPort as number))
  const url = `http://127.0.0.1:${httpPort}`
  const username = 'larder'
  const password = randomBytes(12).toString('hex')
  let running: ChildProcess | undefined

  const kill = async () => {
    const child = running
    running = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const restart = async () => {
    await kill()
    running = spawn('influxd', ['run', '-config', file], { stdio: 'ignore' })
    await answering(url, running)
  }
  // A test run that ends without `stop` leaves no server behind.
  const killAtExit = () => running?.kill('SIGKILL')
  process.once('exit', killAtExit)
  const stop = async () => {
    process.off('exit', killAtExit)
    await kill()
    await rm(directory, { recursive: true, force: true })
  }

  try {
    await restart()
    // The one statement that needs no account, as long as there is none.
    const q = `CREATE USER ${username} WITH PASSWORD '${password}' WITH ALL PRIVILEGES`
    const response = await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q }) })
    if (!response.ok) throw new Error(`influxd made no account: ${response.status} ${await response.text()}`)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, username, password, kill, restart, stop }
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000
  while (child.exitCode === null && Date.now() < deadline) {
    const ready = await fetch(`${url}/ping`, { signal: AbortSignal.timeout(1000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await sleep(50)
  }
  throw new Error(`influxd does not answer on ${url} (exit code ${child.exitCode})`)
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

const configurationOf = (directory: string, httpPort: number, rpcPort: number): string => `
reporting-enabled = false
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${directory}/meta"
  logging-enabled = false
[data]
  dir = "${directory}/data"
  wal-dir = "${directory}/wal"
  query-log-enabled = false
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${httpPort}"
  auth-enabled = true
  log-enabled = false
[continuous_queries]
  enabled = false
`
