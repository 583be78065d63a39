import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { PreparedSite } from './prepare-site.ts'
import type { RoomName } from './rooms.ts'
import { lockSite } from './site-lock.ts'
import { firstAccountsPath, readyPath } from './site-paths.ts'
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
export async function startSite(options: StartOptions): Promise<number> {
  const { dataDirectory, world: wantsWorld } = options
  const step = (line: string) => console.log(`· ${line}`)
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  const release = lockSite(dataDirectory)
  // One that a power cut left behind would tell scripts of a site that does not run.
  rmSync(readyPath(dataDirectory), { force: true })
  const site = await prepared(dataDirectory, wantsWorld, options.environment)
  const supervisor = new Supervisor({
    dataDirectory,
    environment: { ...options.environment, ...site.environment },
    onRestart: (room, why) => step(`${room} stopped (${why}); starting it again`),
    onTold: (room, line) => step(`${room}: ${line}`),
  })
  const stop = async () => {
    rmSync(readyPath(dataDirectory), { force: true })
    await supervisor.stop()
    release()
  }
  try {
    const addresses = await startRooms(supervisor, site, step)
    const ready = {
      readyAtMs: Date.now(),
      pid: process.pid,
      addresses,
      firstAccounts: firstAccountsPath(dataDirectory),
    }
    writeFileSync(readyPath(dataDirectory), `${JSON.stringify(ready, null, 2)}\n`)
    printReady(addresses, dataDirectory, site.firstStart)
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

/** Runs `larder prepare` to its end; its progress lines go straight to the terminal. */
function prepared(dataDirectory: string, world: boolean, environment: Record<string, string>): Promise<PreparedSite> {
  const args = [larder, 'prepare', '--data', dataDirectory, ...(world ? [] : ['--no-world'])]
  const child = spawn(process.execPath, [...nodeFlags, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  })
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as PreparedSite))
    child.once('exit', () => reject(new Error('the site could not be prepared; the reason stands above')))
  })
}

async function startRooms(supervisor: Supervisor, { world, kiosk }: PreparedSite, step: (line: string) => void) {
  const start = async (name: RoomName) => {
    const addresses = await supervisor.start(name)
    step(`${name} runs`)
    return addresses
  }
  const broker = await start('broker')
  supervisor.setEnvironment('LARDER_BROKER_URL', broker.mqtt as string)
  const others = await Promise.all([start('edge'), start('cloud'), start('flows')])
  supervisor.setEnvironment('LARDER_CLOUD_URL', others[1].console as string)
  if (kiosk) others.push(await start('kiosk'))
  const simulated = world ? await start('world') : {}
  return Object.assign({}, broker, ...others, simulated) as Record<string, string>
}

function printReady(addresses: Record<string, string>, dataDirectory: string, firstStart: boolean): void {
  const lines = [
    '',
    '  Larder is ready',
    '',
    `  Console          ${addresses.console}   (other machines: ${addresses.consoleHttps ?? 'HTTPS is off'})`,
    ...(addresses.kiosk ? [`  Kiosk            ${addresses.kiosk}`] : []),
    ...(addresses.sampleReport ? [`  Customer report  ${addresses.sampleReport}`] : []),
    `  Node-RED editor  ${addresses.flowsEditor}`,
    `  MQTT broker      ${[addresses.mqtt, addresses.mqtts, addresses.ws].filter(Boolean).join('  ')}`,
    ...(addresses.modbusService ? [`  Fridge (mbpoll)  ${addresses.modbusService}`] : []),
    `  Data and logs    ${dataDirectory}`,
  ]
  const accountsPath = firstAccountsPath(dataDirectory)
  if (firstStart) {
    const accounts = JSON.parse(readFileSync(accountsPath, 'utf8'))
    lines.push(
      '',
      '  First accounts, shown once (also in first-accounts.json, readable by you alone; delete it when noted):',
    )
    for (const [name, password] of Object.entries(accounts.console))
      lines.push(`    console   ${name.padEnd(14)} ${password}`)
    lines.push(`    Node-RED  ${'admin'.padEnd(14)} ${accounts.nodeRed.admin}`)
  } else if (existsSync(accountsPath)) {
    // A first start that failed half-way made them without a word.
    lines.push(`  First accounts   ${accountsPath} (delete it when noted)`)
  }
  console.log([...lines, '', '  Ctrl-C stops it.', ''].join('\n'))
}
