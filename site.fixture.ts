import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ConsoleEvents } from '@larder/contracts/console'

const larder = fileURLToPath(new URL('./larder.ts', import.meta.url))

/** Every port free, so that sites can run side by side. */
const freePorts = {
  LARDER_BROKER_TCP_PORT: '0',
  LARDER_BROKER_TLS_PORT: '0',
  LARDER_BROKER_WEB_SOCKET_PORT: '0',
  LARDER_CLOUD_HTTP_PORT: '0',
  LARDER_CLOUD_HTTPS_PORT: '0',
  LARDER_FLOWS_PORT: '0',
  LARDER_KIOSK_PORT: '0',
  LARDER_KIOSK_FETCH_MODELS: 'false',
}

export interface RunningSite {
  dataDirectory: string
  addresses: Record<string, string>
  process: ChildProcess
  /** SIGINT, as Ctrl-C; resolves to the exit code. */
  stop(): Promise<number | null>
}

/** A temporary data folder, removed by `remove`. */
export function temporaryData(): { dataDirectory: string; remove(): void } {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'larder-site-'))
  return { dataDirectory, remove: () => rmSync(dataDirectory, { recursive: true, force: true }) }
}

/** Writes DIR/larder.json before a first start. */
export function writeConfiguration(dataDirectory: string, configuration: object): void {
  mkdirSync(dataDirectory, { recursive: true })
  writeFileSync(join(dataDirectory, 'larder.json'), JSON.stringify(configuration))
}

/** Starts a whole site as its owner would; resolves when ready.json is there. */
export async function startSite(
  dataDirectory: string,
  args: string[] = [],
  environment: Record<string, string> = {},
): Promise<RunningSite> {
  const child = spawn(process.execPath, [larder, 'start', '--data', dataDirectory, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...freePorts, ...environment },
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const readyFile = join(dataDirectory, 'ready.json')
  await until(() => {
    if (child.exitCode !== null) throw new Error(`the site did not start:\n${output}`)
    return existsSync(readyFile)
  }, 120_000)
  const { addresses } = JSON.parse(readFileSync(readyFile, 'utf8')) as { addresses: Record<string, string> }
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return {
    dataDirectory,
    addresses,
    process: child,
    stop: () => {
      child.kill('SIGINT')
      return exited
    },
  }
}

/** Runs one command of the CLI to its end. */
export function runLarder(
  dataDirectory: string,
  ...words: string[]
): Promise<{ code: number | null; out: string; error: string }> {
  const child = spawn(process.execPath, [larder, ...words, '--data', dataDirectory], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    error += chunk
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, error })))
}

/** The console's API as a signed-in person uses it. */
export async function signIn(site: RunningSite, name: 'administrator' | 'manager' | 'staff') {
  const base = site.addresses.console as string
  const accounts = JSON.parse(readFileSync(join(site.dataDirectory, 'first-accounts.json'), 'utf8'))
  const response = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: accounts.console[name] }),
  })
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${base}${path}`, { headers: { cookie } })
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const post = async <T>(path: string, body: object): Promise<T> => {
    const headers = { cookie, 'content-type': 'application/json' }
    const answer = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  return { get, post, events: (onEvent: EventListener) => listen(`${base}/api/events`, cookie, onEvent) }
}

type EventListener = <E extends keyof ConsoleEvents>(event: E, data: ConsoleEvents[E]) => void

/** Reads Server-Sent Events until `close`; resolves once the stream is open. */
async function listen(url: string, cookie: string, onEvent: EventListener): Promise<{ close(): void }> {
  const abort = new AbortController()
  const response = await fetch(url, { headers: { cookie }, signal: abort.signal })
  if (!response.ok || !response.body) throw new Error(`events: ${response.status}`)
  const body = response.body.pipeThrough(new TextDecoderStream())
  const read = async () => {
    let text = ''
    for await (const chunk of body) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = /^event: (.+)$/m.exec(block)?.[1]
        const data = /^data: (.+)$/m.exec(block)?.[1]
        if (event && data) onEvent(event as keyof ConsoleEvents, JSON.parse(data))
      }
    }
  }
  read().catch((error) => {
    if (!abort.signal.aborted) throw error
  })
  return { close: () => abort.abort() }
}

/** Polls until the condition holds; the limit is a guard against hanging, not a measure of speed. */
export async function until(condition: () => unknown, limitMs = 60_000): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`still not so after ${limitMs / 1000} s: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
