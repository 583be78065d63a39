import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RoomName } from './rooms.ts'
import type { RoomMessage } from './run-room.ts'

export const larder = fileURLToPath(new URL('./larder.ts', import.meta.url))
const maxLogBytes = 10_000_000
const stopPatienceMs = 15_000
/**
 * With the allocator's settings 200 MB less for a whole idle site. Not --optimize-for-size, which saves 40 MB more but
 * takes two thirds of the broker's throughput.
 */
export const nodeFlags = ['--max-semi-space-size=1', '--disable-warning=ExperimentalWarning']
/**
 * One malloc arena, because glibc would keep one for each of libuv's threads; and fixed thresholds, because glibc
 * raises them after a burst and then keeps its memory: the broker stayed 30 MB larger after two days of history.
 */
const frugalMalloc = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' }

/** Secrets of the environment reach only the rooms that use them; Node-RED can show its environment to whoever edits. */
const secretsOf: Record<string, RoomName[]> = {
  LARDER_INFLUXDB_PASSWORD: ['edge', 'cloud'],
  LARDER_SMTP_PASSWORD: ['flows'],
  DATABASE_URL: ['cloud'],
  LARDER_KIOSK_TOKEN: ['kiosk'],
}

export interface SupervisorOptions {
  dataDirectory: string
  /** Added to each room's environment: ports that had to move, options of this run. */
  environment: Record<string, string>
  onRestart(room: RoomName, why: string): void
  /** A room has something to say to whoever watches. */
  onTold(room: RoomName, line: string): void
}

/** Runs each room as a child process, starts it again when it dies, and stops all in reverse order. */
export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #children = new Map<RoomName, ChildProcess>()
  readonly #logs = new Map<RoomName, WriteStream>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #stopping = false

  constructor(options: SupervisorOptions) {
    this.#options = options
  }

  /** Starts a room; resolves to its addresses. @throws with the end of its output when it cannot start */
  start(name: RoomName): Promise<Record<string, string>> {
    return this.#launch(name, 0)
  }

  pidOf(name: RoomName): number | undefined {
    return this.#children.get(name)?.pid
  }

  /** Adds to the environment of rooms that start from now on. */
  setEnvironment(name: string, value: string): void {
    this.#options.environment[name] = value
  }

  async stop(): Promise<void> {
    this.#stopping = true
    for (const timer of this.#timers) clearTimeout(timer)
    // Devices first, the broker last: what is on its way still finds somebody to take it.
    for (const name of [...this.#children.keys()].reverse()) await this.#stopChild(name)
    for (const log of this.#logs.values()) log.end()
  }

  #launch(name: RoomName, attempt: number): Promise<Record<string, string>> {
    const { dataDirectory, environment } = this.#options
    const child = spawn(process.execPath, [...nodeFlags, larder, name, '--data', dataDirectory], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: environmentOf(name, { ...frugalMalloc, ...process.env, ...environment }),
      // Its own process group: the terminal's Ctrl-C reaches only us, and we stop the rooms in order.
      detached: true,
    })
    this.#children.set(name, child)
    const tail = this.#record(name, child)
    return new Promise((resolve, reject) => {
      let readyAtMs: number | undefined
      child.on('message', (message: RoomMessage) => {
        if ('told' in message) {
          this.#options.onTold(name, message.told)
          return
        }
        readyAtMs = Date.now()
        resolve(message.ready)
      })
      child.once('exit', (code, signal) => {
        this.#children.delete(name)
        if (this.#stopping) return
        const why = signal ?? `exit ${code}`
        if (readyAtMs === undefined && attempt === 0) reject(new Error(`${name} could not start (${why}):\n${tail()}`))
        else this.#restart(name, why, readyAtMs !== undefined && Date.now() - readyAtMs > 60_000 ? 1 : attempt + 1)
      })
    })
  }

  #restart(name: RoomName, why: string, attempt: number): void {
    this.#options.onRestart(name, why)
    const delayMs = Math.min(250 * 2 ** (attempt - 1), 15_000)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      // A restart that fails is followed by the next one, from the exit handler.
      this.#launch(name, attempt).catch(() => undefined)
    }, delayMs)
    this.#timers.add(timer)
  }

  async #stopChild(name: RoomName): Promise<void> {
    const child = this.#children.get(name)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs)
    await exited
    clearTimeout(timer)
  }

  /** Writes the room's output to DIR/log/<room>.log, at most two files of 10 MB; returns its last lines on demand. */
  #record(name: RoomName, child: ChildProcess): () => string {
    const directory = join(this.#options.dataDirectory, 'log')
    mkdirSync(directory, { recursive: true })
    const path = join(directory, `${name}.log`)
    let log = this.#logs.get(name)
    let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    let tail = ''
    const write = (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-4000)
      if (!log || bytes > maxLogBytes) {
        log?.end()
        if (bytes > maxLogBytes) renameSync(path, `${path}.1`)
        bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
        log = createWriteStream(path, { flags: 'a', mode: 0o600 })
        this.#logs.set(name, log)
      }
      bytes += chunk.length
      log.write(chunk)
    }
    child.stdout?.on('data', write)
    child.stderr?.on('data', write)
    return () => tail
  }
}

function environmentOf(room: RoomName, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => secretsOf[name]?.includes(room) ?? true))
}
