import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Configuration, configuration } from '@larder/contracts/configuration'

/** The file or the environment says something that cannot be meant; `message` lists every fault. */
export class ConfigurationError extends Error {}

const sections = ['broker', 'edge', 'telemetry', 'flows', 'cloud', 'kiosk', 'world'] as const

/** Secrets that belong in the environment, never in the file. */
const secretPaths: Record<string, string[]> = {
  LARDER_INFLUXDB_PASSWORD: ['telemetry', 'password'],
  LARDER_SMTP_PASSWORD: ['flows', 'smtp', 'password'],
}

/** Variables that are not part of the configuration. */
const otherVariables = new Set([
  'LARDER_DATA',
  'LARDER_BROKER_URL',
  'LARDER_CLOUD_URL',
  'LARDER_KIOSK_TOKEN',
  'LARDER_MODELS',
])

export const configurationPath = (dataDirectory: string): string => join(dataDirectory, 'larder.json')

/**
 * The one configuration: DIR/larder.json, then the environment (`LARDER_CLOUD_HTTP_PORT=9000` sets cloud.httpPort).
 * @throws ConfigurationError that names every fault of both together
 */
export function loadConfiguration(dataDirectory: string, environment: NodeJS.ProcessEnv = process.env): Configuration {
  const path = configurationPath(dataDirectory)
  if (!existsSync(path))
    throw new ConfigurationError(`${path} does not exist: run npm start once, or copy a larder.json there`)
  const file = parseJson(path)
  const unknown = applyEnvironment(file, environment)
  const parsed = configuration.safeParse(file)
  const faults = [
    ...unknown.map(
      (name) => `${name}: no such setting; the form is LARDER_<SECTION>_<FIELD>, sections ${sections.join(', ')}`,
    ),
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.') || '(file)'}: ${issue.message}`),
  ]
  if (faults.length > 0 || !parsed.success) {
    throw new ConfigurationError([`${path} cannot be used:`, ...faults.map((fault) => `  ${fault}`)].join('\n'))
  }
  return parsed.data
}

function parseJson(path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch (error) {
    throw new ConfigurationError(`${path} is not JSON: ${(error as Error).message}`)
  }
  throw new ConfigurationError(`${path} must hold one JSON object`)
}

/** Lays the environment over the file; returns the names of variables that fit nothing. */
function applyEnvironment(file: Record<string, unknown>, environment: NodeJS.ProcessEnv): string[] {
  const unknown: string[] = []
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith('LARDER_') || otherVariables.has(name) || text === undefined) continue
    const path = secretPaths[name] ?? pathOf(name)
    if (path === undefined) unknown.push(name)
    else set(file, path, secretPaths[name] ? text : parseValue(text))
  }
  return unknown
}

function pathOf(name: string): string[] | undefined {
  const [section, ...words] = name.slice('LARDER_'.length).toLowerCase().split('_')
  if (!sections.some((known) => known === section) || section === undefined || words.length === 0) return undefined
  return [
    section,
    words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join(''),
  ]
}

function parseValue(text: string): unknown {
  return /^(true|false|-?\d+(\.\d+)?)$/.test(text) ? JSON.parse(text) : text
}

function set(target: Record<string, unknown>, path: string[], value: unknown): void {
  const [head, ...rest] = path as [string, ...string[]]
  if (rest.length === 0) target[head] = value
  else {
    const inner = target[head]
    if (typeof inner !== 'object' || inner === null) target[head] = {}
    set(target[head] as Record<string, unknown>, rest, value)
  }
}
