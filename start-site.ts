import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Configuration } from '@larder/contracts/configuration'
import { buildPages } from './build-pages.ts'
import { missingPackages } from './debian.ts'
import { loadConfiguration } from './load-configuration.ts'
import { firstAccountsPath, prepare, prepareWorld } from './prepare.ts'
import type { RoomName } from './rooms.ts'
import { lockSite } from './site-lock.ts'
import { larder, nodeFlags, Supervisor } from './supervisor.ts'

export interface StartOptions {
  dataDirectory: string
  world: boolean
  /** LARDER_WORLD_… and other variables of this run. */
  environment: Record<string, string>
}

/**
 * Sets up and runs the whole site in one process tree, until SIGINT or SIGTERM.
 * @returns the process's exit code
 */
export async function startSite({ dataDirectory, world, environment }: StartOptions): Promise<number> {
  const step = (line: string) => console.log(`· ${line}`)
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  const release = lockSite(dataDirectory)
  const accounts = await prepare(dataDirectory, world, step)
  const configuration = loadConfiguration(dataDirectory, { ...process.env, ...environment })
  const withWorld = world && configuration.world.enabled
  if (!world && configuration.edge.sources.some(({ path }) => path.startsWith('run/'))) {
    step(
      `${dataDirectory} was made for the simulation: its simulated devices will be silent. A real shop: npm start -- --no-world --data FOLDER`,
    )
  }
  if (withWorld) await prepareWorld(dataDirectory)
  await buildPages(step)
  compileOnce(step)
  const supervisor = new Supervisor({
    dataDirectory,
    environment: { ...environment, ...(await movedPorts(configuration, step)) },
    onRestart: (room, why) => step(`${room} stopped (${why}); starting it again`),
  })
  const stop = async () => {
    rmSync(readyPath(dataDirectory), { force: true })
    await supervisor.stop()
    release()
  }
  try {
    const addresses = await startRooms(supervisor, withWorld, step)
    const ready = {
      readyAtMs: Date.now(),
      pid: process.pid,
      addresses,
      firstAccounts: firstAccountsPath(dataDirectory),
    }
    writeFileSync(readyPath(dataDirectory), `${JSON.stringify(ready, null, 2)}\n`)
    printReady(addresses, dataDirectory, accounts !== undefined)
    await stopped
    console.log('\n· stopping')
    await stop()
    console.log('· stopped; npm start continues where this ended')
    return 0
  } catch (error) {
    await stop()
    console.error(`✗ ${(error as Error).message}`)
    return 1
  }
}

export const readyPath = (dataDirectory: string): string => join(dataDirectory, 'ready.json')

/** The first start fills Node's compile cache, so that every room starts small and fast from then on. */
function compileOnce(step: (line: string) => void): void {
  const cache = process.env.NODE_COMPILE_CACHE
  if (!cache || existsSync(cache)) return
  step('compiling')
  spawnSync(process.execPath, [...nodeFlags, larder, 'compile'], { stdio: 'ignore' })
}

async function startRooms(supervisor: Supervisor, world: boolean, step: (line: string) => void) {
  const start = async (name: RoomName) => {
    const addresses = await supervisor.start(name)
    step(`${name} runs`)
    return addresses
  }
  const broker = await start('broker')
  supervisor.setEnvironment('LARDER_BROKER_URL', broker.mqtt as string)
  const others = await Promise.all([start('edge'), start('cloud'), start('flows')])
  const simulated = world ? await start('world') : {}
  return Object.assign({}, broker, ...others, simulated) as Record<string, string>
}

/** Ports that another program holds move to free ones for this run, and it is said. */
async function movedPorts({ broker, cloud, flows }: Configuration, step: (line: string) => void) {
  const wanted: [variable: string, port: number, host: string][] = [
    ['LARDER_BROKER_TCP_PORT', broker.tcpPort, broker.host],
    ['LARDER_BROKER_TLS_PORT', broker.tlsPort, broker.host],
    ['LARDER_BROKER_WEB_SOCKET_PORT', broker.webSocketPort, broker.host],
    ['LARDER_CLOUD_HTTP_PORT', cloud.httpPort, '127.0.0.1'],
    ['LARDER_CLOUD_HTTPS_PORT', cloud.httpsPort, cloud.host],
    ['LARDER_FLOWS_PORT', flows.port, flows.host],
  ]
  const moved: Record<string, string> = {}
  for (const [variable, port, host] of wanted) {
    if (port === 0 || (await isFree(port, host))) continue
    moved[variable] = '0'
    step(`port ${port} is taken by another program: using a free one for this run (${variable} sets it for good)`)
  }
  return moved
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}

function printReady(addresses: Record<string, string>, dataDirectory: string, firstStart: boolean): void {
  const lines = [
    '',
    '  Larder is ready',
    '',
    `  Console          ${addresses.console}   (other machines: ${addresses.consoleHttps ?? 'HTTPS is off'})`,
    ...(addresses.sampleReport ? [`  Customer report  ${addresses.sampleReport}`] : []),
    `  Node-RED editor  ${addresses.flowsEditor}`,
    `  MQTT broker      ${[addresses.mqtt, addresses.mqtts, addresses.ws].filter(Boolean).join('  ')}`,
    `  Data and logs    ${dataDirectory}`,
  ]
  if (firstStart) {
    const accounts = JSON.parse(readFileSync(firstAccountsPath(dataDirectory), 'utf8'))
    lines.push(
      '',
      '  First accounts, shown once (also in first-accounts.json, readable by you alone; delete it when noted):',
    )
    for (const [name, password] of Object.entries(accounts.console))
      lines.push(`    console   ${name.padEnd(14)} ${password}`)
    lines.push(`    Node-RED  ${'admin'.padEnd(14)} ${accounts.nodeRed.admin}`)
  }
  for (const { feature, command } of missingPackages('run')) lines.push('', `  ${feature}: ${command}`)
  console.log([...lines, '', '  Ctrl-C stops it.', ''].join('\n'))
}
