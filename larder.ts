import { existsSync, globSync, writeFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CommandContext } from '@larder/contracts/room'
import { isRoomName } from './rooms.ts'
import { firstAccountsPath } from './site-paths.ts'

async function main(words: string[]): Promise<number> {
  try {
    // `--data` of the assistant's commands is their file of lines.
    const { dataDirectory, rest } = takeDataDirectory(words, words.indexOf('assistant'))
    const [command, ...args] = rest
    if (command === 'start') return await start(dataDirectory, args)
    if (command === 'test') return await (await import('./run-tests.ts')).runTests(args)
    if (command === 'bench') return await (await import('./bench/main.ts')).runBenches(args)
    if (command === 'broker' && args.includes('--anonymous')) {
      return await (await import('@larder/broker/anonymous')).runAnonymous(args, context(dataDirectory))
    }
    if (command === 'protocol') {
      console.log((await import('@larder/contracts/protocol-document')).protocolDocument().trimEnd())
      return 0
    }
    if (command === 'prepare') return await prepareAlone(dataDirectory, !args.includes('--no-world'))
    // A room's name with a word behind it is one of that room's commands, such as `world after-sales`.
    if (isRoomName(command) && !/^\w/.test(args[0] ?? '')) return await runOneRoom(command, dataDirectory, args)
    return await runCommand(rest, dataDirectory)
  } catch (error) {
    console.error(`✗ ${(error as Error).message}`)
    return 1
  }
}

async function start(dataDirectory: string, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { 'no-world': { type: 'boolean' }, ...worldOptions },
  })
  const { startSite } = await import('./start-site.ts')
  return startSite({ dataDirectory, world: !values['no-world'], environment: worldEnvironment(values) })
}

/** The first half of `start`, in a process of its own; compiled code is kept for the rooms that follow. */
async function prepareAlone(dataDirectory: string, wantsWorld: boolean): Promise<number> {
  const { prepareSite } = await import('./prepare-site.ts')
  const site = await prepareSite(dataDirectory, wantsWorld, (line) => console.log(`· ${line}`))
  await compileOnce()
  process.send?.(site, () => process.exit(0))
  return 0
}

/** Loads every module once, also those that rooms load late, and keeps the compiled code, so that rooms start small and fast, on a first start too. */
async function compileOnce(): Promise<void> {
  const cache = process.env.NODE_COMPILE_CACHE
  const mark = join(cache ?? '', 'every-room')
  if (!cache || existsSync(mark)) return
  console.log('· compiling')
  // The kiosk's other modules are workers, or loaded when somebody comes.
  const patterns = ['{broker,edge,cloud,flows,firmware-sim}/src/**/*.ts', 'kiosk/src/main.ts']
  const own = globSync(patterns, { cwd: import.meta.dirname })
  const sources = own.filter((file) => !/\.(test|fixture)\.ts$|under-test/.test(file))
  await Promise.all(sources.map((file) => import(join(import.meta.dirname, file))))
  flushCompileCache()
  writeFileSync(mark, '')
}

async function runOneRoom(
  name: Parameters<typeof import('./run-room.ts').runRoom>[0],
  dataDirectory: string,
  args: string[],
) {
  const { values } = parseArgs({ args, options: worldOptions })
  Object.assign(process.env, worldEnvironment(values))
  if (!process.send) {
    const { prepare, prepareWorld } = await import('./prepare.ts')
    const accounts = await prepare(dataDirectory, name === 'world', (line) => console.log(`· ${line}`))
    if (accounts) console.log(`· the first accounts are in ${firstAccountsPath(dataDirectory)}`)
    if (name === 'world') {
      const { loadConfiguration } = await import('./load-configuration.ts')
      if (!loadConfiguration(dataDirectory).world.enabled) {
        throw new Error(`${dataDirectory} is a real shop's (world.enabled is false): simulate in another --data DIR`)
      }
      await prepareWorld(dataDirectory)
    }
  }
  return (await import('./run-room.ts')).runRoom(name, dataDirectory)
}

const worldOptions = {
  scenario: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  history: { type: 'string' },
} as const

/** The simulation's options travel as configuration variables, so that they are validated in one place. */
function worldEnvironment(values: {
  scenario?: string
  seed?: string
  speed?: string
  history?: string
}): Record<string, string> {
  const { history, scenario, seed, speed } = values
  const days = history?.match(/^(\d+(?:\.\d+)?)d?$/)?.[1]
  if (history !== undefined && days === undefined) throw new Error(`--history ${history}: give days, such as 30d`)
  const settings = { scenario, seed, speed, history_days: days }
  const given = Object.entries(settings).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [`LARDER_WORLD_${name.toUpperCase()}`, value]))
}

async function runCommand(words: string[], dataDirectory: string): Promise<number> {
  const { roomCommands, roomNames } = await import('./rooms.ts')
  const commands = await roomCommands()
  const command = commands
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))
  if (command) return command.run(words.slice(command.name.split(' ').length), context(dataDirectory))
  const help = words.length === 0 || words[0] === 'help' || words[0] === '--help'
  const print = help ? console.log : console.error
  if (!help) print(`larder: no command is called "${words.join(' ')}"\n`)
  print(helpText(roomNames, commands))
  return help ? 0 : 2
}

function helpText(roomNames: string[], commands: { usage: string; summary: string }[]): string {
  const row = (usage: string, summary: string) => `  ${usage}\n      ${summary}`
  return [
    'npm start [-- --no-world --data DIR --scenario NAME --seed N --speed X --history 30d]',
    'npm test · npm run bench [-- NAME]',
    'npm run larder -- COMMAND [--data DIR]',
    '',
    `Rooms, one process each: ${roomNames.join(', ')}`,
    row(
      'broker --anonymous --port N',
      'a broker without accounts on the loopback address, for development and conformance runs',
    ),
    '',
    'Commands:',
    row(
      'prepare [--no-world]',
      'makes what start makes first: folder, certificate, accounts and pages; then rooms can run apart',
    ),
    row('protocol', 'prints docs/protocol.md from the schemas'),
    ...commands.map(({ usage, summary }) => row(usage, summary)),
    '',
    'Settings: DIR/larder.json, then LARDER_<SECTION>_<FIELD> of the environment. DIR is data/ unless --data or LARDER_DATA says otherwise.',
  ].join('\n')
}

function takeDataDirectory(words: string[], until: number): { dataDirectory: string; rest: string[] } {
  const at = (until < 0 ? words : words.slice(0, until)).indexOf('--data')
  const given = at >= 0 ? words[at + 1] : process.env.LARDER_DATA
  if (at >= 0 && given === undefined) throw new Error('--data needs a folder')
  const rest = at >= 0 ? words.toSpliced(at, 2) : words
  return { dataDirectory: given ? resolve(given) : join(import.meta.dirname, 'data'), rest }
}

function context(dataDirectory: string): CommandContext {
  return {
    dataDirectory,
    configuration: async () => (await import('./load-configuration.ts')).loadConfiguration(dataDirectory),
    secrets: async () => (await import('./prepare.ts')).readSecrets(dataDirectory),
    out: (line) => console.log(line),
    error: (line) => console.error(line),
  }
}

process.exitCode = await main(process.argv.slice(2))
// A room that could not start may hold a port or the supervisor's channel, and would stay for ever half alive.
if (process.exitCode !== 0) process.exit()
