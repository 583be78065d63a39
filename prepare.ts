import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDevices } from '@larder/broker/accounts'
import type { ConfigurationFile } from '@larder/contracts/configuration'
import type { Secrets } from '@larder/contracts/room'
import { worldFootfall } from '@larder/firmware-sim/footfall-records'
import { type WorldRecords, worldRecords } from '@larder/firmware-sim/records'
import { simulatedDevices, worldSite, worldSources } from '@larder/firmware-sim/world'
import { ensureCertificate } from './certificate.ts'
import { configurationPath } from './load-configuration.ts'
import { firstAccountsPath } from './site-paths.ts'

/** Names and passwords of the people's first accounts, as DIR/first-accounts.json holds them. */
export interface FirstAccounts {
  console: Record<'administrator' | 'manager' | 'staff', string>
  nodeRed: { admin: string }
}

const password = (): string => randomBytes(15).toString('base64url')
const key = (): string => randomBytes(32).toString('base64url')

const secretsPath = (dataDirectory: string): string => join(dataDirectory, 'secrets.json')

/**
 * Makes what a site needs before its rooms start: folder, certificate, configuration, secrets, first accounts.
 * Everything is made once and kept; running it again changes nothing.
 * @returns the first accounts when this run made them
 */
export async function prepare(
  dataDirectory: string,
  world: boolean,
  step: (line: string) => void,
): Promise<FirstAccounts | undefined> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  if ((await ensureCertificate(dataDirectory)) === 'made') step('made the site certificate')
  if (!existsSync(configurationPath(dataDirectory))) {
    writeAtomically(configurationPath(dataDirectory), world ? simulatedSite() : emptySite(), 0o644)
    step(`wrote ${configurationPath(dataDirectory)}`)
    if (world) await seedBusiness(dataDirectory)
  }
  if (world) addShop(dataDirectory)
  if (existsSync(secretsPath(dataDirectory))) {
    addKioskToken(dataDirectory)
    return undefined
  }
  const accounts = makeSecrets(dataDirectory)
  step('made the first accounts')
  return accounts
}

/** Adds broker accounts for the simulated devices that have none yet. */
export async function prepareWorld(dataDirectory: string): Promise<void> {
  const secrets = readSecrets(dataDirectory)
  const missing = simulatedDevices().filter(({ device }) => secrets.devices[device] === undefined)
  if (missing.length === 0) return
  for (const { device } of missing) secrets.devices[device] = key()
  const withPasswords = missing.map((entry) => ({ ...entry, password: secrets.devices[entry.device] as string }))
  await addDevices(dataDirectory, withPasswords)
  const { console: _console, ...stored } = secrets
  writeAtomically(secretsPath(dataDirectory), stored, 0o600)
}

/** Data folders that are older than the kiosk have no token for it. */
function addKioskToken(dataDirectory: string): void {
  const stored = JSON.parse(readFileSync(secretsPath(dataDirectory), 'utf8')) as Partial<Secrets>
  if (stored.kiosk === undefined) writeAtomically(secretsPath(dataDirectory), { ...stored, kiosk: key() }, 0o600)
}

/** The site's secrets. Console passwords are known only as long as the owner keeps first-accounts.json. */
export function readSecrets(dataDirectory: string): Secrets {
  const stored = JSON.parse(readFileSync(secretsPath(dataDirectory), 'utf8')) as Omit<Secrets, 'console'>
  const path = firstAccountsPath(dataDirectory)
  const first = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as FirstAccounts).console : {}
  return { ...stored, console: first }
}

function makeSecrets(dataDirectory: string): FirstAccounts {
  const accounts: FirstAccounts = {
    console: { administrator: password(), manager: password(), staff: password() },
    nodeRed: { admin: password() },
  }
  const secrets: Omit<Secrets, 'console'> = {
    mqtt: { edge: key(), cloud: key(), flows: key() },
    devices: {},
    nodeRed: { admin: accounts.nodeRed.admin, credentialSecret: key() },
    cloudKey: key(),
    kiosk: key(),
  }
  // First accounts before secrets: a power cut between the two makes both again.
  writeAtomically(firstAccountsPath(dataDirectory), accounts, 0o600)
  writeAtomically(secretsPath(dataDirectory), secrets, 0o600)
  return accounts
}

function simulatedSite(): ConfigurationFile {
  const site = worldSite()
  return { sites: [site], edge: { site: site.id, sources: worldSources() } }
}

function emptySite(): ConfigurationFile {
  return {
    sites: [{ id: 'shop-1', name: { zh: '一号店', en: 'Shop 1' }, assets: [] }],
    edge: { site: 'shop-1' },
    world: { enabled: false },
  }
}

/** The cloud imports this file at its start: goods, orders and inspections to go with the simulated telemetry. */
async function seedBusiness(dataDirectory: string): Promise<void> {
  const directory = join(dataDirectory, 'cloud')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  writeAtomically(join(directory, 'seed.json'), worldRecords(Date.now()), 0o600)
  writeAtomically(join(directory, 'footfall-seed.json'), worldFootfall(Date.now()), 0o600)
}

/** Simulated shops that are older than the kiosk have no shelves and prices: what is absent of today's is added. */
function addShop(dataDirectory: string): void {
  const path = join(dataDirectory, 'cloud', 'seed.json')
  if (!existsSync(path)) return
  const before = JSON.parse(readFileSync(path, 'utf8')) as Partial<WorldRecords>
  if (before.stores !== undefined) return
  const added = Object.entries(worldRecords(Date.now())).map(([kind, rows]) => {
    const known: unknown[] = before[kind as keyof WorldRecords] ?? []
    const ids = new Set(known.map((row) => (row as { id?: string }).id))
    const isNew = ({ id }: { id?: string }) => id === undefined || !ids.has(id)
    // Probes are calibrated already.
    return [kind, kind === 'calibrations' ? known : [...known, ...(rows as { id?: string }[]).filter(isNew)]]
  })
  writeAtomically(path, Object.fromEntries(added), 0o600)
}

function writeAtomically(path: string, value: unknown, mode: number): void {
  const partial = `${path}.partial`
  writeFileSync(partial, `${JSON.stringify(value, null, 2)}\n`, { mode })
  chmodSync(partial, mode)
  renameSync(partial, path)
}
