import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { cameraName } from '@larder/contracts/camera'
import { deviceId, identifier, siteId } from '@larder/contracts/identifier'
import { z } from 'zod'
import { generatePassword, hashPassword } from './password.ts'
import type { Grant } from './permissions.ts'

/** Names of the rooms' own accounts: no device may be called so. */
const roomNames = ['edge', 'cloud', 'flows']

const orEvery = z.union([identifier, z.literal('+')])
const newDevice = z.object({
  device: deviceId.refine((name) => !roomNames.includes(name), 'this name belongs to a room of the site'),
  grants: z
    .array(
      z.union([
        z.strictObject({ site: siteId, asset: orEvery, probe: orEvery }),
        z.strictObject({ site: siteId, camera: cameraName }),
      ]),
    )
    .min(1)
    .max(1000),
  password: z.string().min(12, 'use at least 12 characters').max(200).optional(),
})

export type NewDevice = z.infer<typeof newDevice>

export interface DeviceAccount {
  device: string
  grants: Grant[]
  addedAtMs: number
  revokedAtMs: number | null
}

/** The request cannot be met; `message` names the field and the remedy. */
export class AccountError extends Error {}

const schema = `
  CREATE TABLE IF NOT EXISTS accounts (
    device TEXT PRIMARY KEY, hash TEXT NOT NULL, added_at_ms INTEGER NOT NULL, revoked_at_ms INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS grants (
    device TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    site TEXT NOT NULL, asset TEXT NOT NULL, probe TEXT NOT NULL, PRIMARY KEY (device, site, asset, probe)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS camera_grants (
    device TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    site TEXT NOT NULL, camera TEXT NOT NULL, PRIMARY KEY (device, site, camera)
  ) STRICT, WITHOUT ROWID;
`

/** The devices' accounts, DIR/broker/accounts.db: written by the command line, read by the broker. */
export class Accounts {
  readonly #database: DatabaseSync

  constructor(dataDirectory: string) {
    const directory = join(dataDirectory, 'broker')
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    this.#database = new DatabaseSync(join(directory, 'accounts.db'), { timeout: 5000 })
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; ${schema}`)
  }

  close(): void {
    this.#database.close()
  }

  /** Adds all or none. @returns each device's password, which is stored nowhere */
  async add(devices: readonly NewDevice[]): Promise<Map<string, string>> {
    const checked = devices.map(parseDevice)
    const passwords = new Map(checked.map(({ device, password }) => [device, password ?? generatePassword()]))
    const hashes = await Promise.all(checked.map(({ device }) => hashPassword(passwords.get(device) as string)))
    const account = this.#database.prepare('INSERT INTO accounts VALUES (?, ?, ?, NULL) ON CONFLICT DO NOTHING')
    const probe = this.#database.prepare('INSERT INTO grants VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
    const camera = this.#database.prepare('INSERT INTO camera_grants VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    this.#transaction(() => {
      for (const [index, { device, grants }] of checked.entries()) {
        const { changes } = account.run(device, hashes[index] as string, Date.now())
        if (changes === 0) throw new AccountError(`device ${device} exists: rotate its password, or choose another id`)
        for (const grant of grants) {
          if ('camera' in grant) camera.run(device, grant.site, grant.camera)
          else probe.run(device, grant.site, grant.asset, grant.probe)
        }
      }
    })
    return passwords
  }

  /** A new password; the old one ends, and so does a connection made with it. Revives a revoked account. */
  async rotate(device: string, password = generatePassword()): Promise<string> {
    const hash = await hashPassword(password)
    const sql = 'UPDATE accounts SET hash = ?, revoked_at_ms = NULL WHERE device = ?'
    this.#mustExist(device, this.#database.prepare(sql).run(hash, device).changes)
    return password
  }

  revoke(device: string): void {
    const sql = 'UPDATE accounts SET revoked_at_ms = coalesce(revoked_at_ms, ?) WHERE device = ?'
    this.#mustExist(device, this.#database.prepare(sql).run(Date.now(), device).changes)
  }

  list(): DeviceAccount[] {
    return [...this.withHashes().values()].map(({ hash: _hash, ...account }) => account)
  }

  withHashes(): Map<string, DeviceAccount & { hash: string }> {
    const accounts = new Map<string, DeviceAccount & { hash: string }>()
    for (const row of this.#database.prepare('SELECT * FROM accounts ORDER BY device').all()) {
      accounts.set(String(row.device), {
        device: String(row.device),
        hash: String(row.hash),
        grants: [],
        addedAtMs: Number(row.added_at_ms),
        revokedAtMs: row.revoked_at_ms === null ? null : Number(row.revoked_at_ms),
      })
    }
    for (const row of this.#database.prepare('SELECT * FROM grants').all()) {
      const grant = { site: String(row.site), asset: String(row.asset), probe: String(row.probe) }
      accounts.get(String(row.device))?.grants.push(grant)
    }
    for (const row of this.#database.prepare('SELECT * FROM camera_grants').all()) {
      accounts.get(String(row.device))?.grants.push({ site: String(row.site), camera: String(row.camera) })
    }
    return accounts
  }

  /** Changes whenever another process has committed to the file. */
  version(): number {
    return Number(this.#database.prepare('PRAGMA data_version').get()?.data_version)
  }

  #mustExist(device: string, changes: number | bigint): void {
    if (changes === 0) throw new AccountError(`no device is called ${device}: see "larder device list"`)
  }

  #transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }
}

/** Adds accounts for many devices at once, as the setup of a simulated site does. */
export async function addDevices(dataDirectory: string, devices: readonly NewDevice[]): Promise<Map<string, string>> {
  const accounts = new Accounts(dataDirectory)
  try {
    return await accounts.add(devices)
  } finally {
    accounts.close()
  }
}

function parseDevice(device: NewDevice): NewDevice {
  const parsed = newDevice.safeParse(device)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new AccountError(`device "${device.device}" cannot be added: ${faults.join('; ')}`)
}
