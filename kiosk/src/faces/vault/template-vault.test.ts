import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Descriptor, descriptorLength } from '../descriptor.ts'
import { masterKey } from './master-key.ts'
import { seal, unseal } from './sealed.ts'
import { TemplateVault, VaultDamaged } from './template-vault.ts'

const year = 365 * 24 * 3_600_000
let folder: string
let nowMs: number
let vault: TemplateVault

const databasePath = () => join(folder, 'faces.db')
const key = () => masterKey(join(folder, 'keys', 'faces.key'))
const shot = (seed: number): Descriptor =>
  Float32Array.from({ length: descriptorLength }, (_, index) => Math.sin(seed * 131 + index * 7))

function rows<Row>(sql: string): Row[] {
  const database = new DatabaseSync(databasePath(), { readOnly: true })
  try {
    return database.prepare(sql).all() as Row[]
  } finally {
    database.close()
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'larder-vault-'))
  nowMs = Date.UTC(2026, 0, 1)
  vault = new TemplateVault(databasePath(), key(), () => nowMs)
  vault.start()
})

afterEach(() => {
  vault.stop()
  rmSync(folder, { recursive: true })
})

test('what was enrolled comes back, also after a restart', () => {
  vault.enrol('li', [shot(1), shot(2), shot(3)], 'consent 1')
  vault.enrol('chen', [shot(4)], 'consent 1')
  vault.stop()
  vault.start()
  expect(vault.gallery()).toEqual([
    { person: 'chen', shots: [shot(4)] },
    { person: 'li', shots: [shot(1), shot(2), shot(3)] },
  ])
})

test('enrolling again replaces, under a new key', () => {
  vault.enrol('li', [shot(1), shot(2)], 'consent 1')
  const [before] = rows<{ key: Uint8Array }>('SELECT key FROM people')
  vault.enrol('li', [shot(3)], 'consent 2')
  const [after] = rows<{ key: Uint8Array }>('SELECT key FROM people')
  expect(vault.gallery()).toEqual([{ person: 'li', shots: [shot(3)] }])
  expect(Buffer.from(after?.key ?? []).equals(before?.key ?? Buffer.alloc(0))).toBe(false)
})

test('neither the database nor its key is of use without the master key', () => {
  vault.enrol('li', [shot(1)], 'consent 1')
  const file = readFileSync(databasePath())
  expect(file.includes(Buffer.from(shot(1).buffer))).toBe(false)
  expect(file.includes(Buffer.from(shot(1).buffer).subarray(0, 16))).toBe(false)
  expect(file.includes(key())).toBe(false)
  const stranger = new TemplateVault(databasePath(), Buffer.alloc(32, 7), () => nowMs)
  stranger.start()
  expect(() => stranger.gallery()).toThrow(VaultDamaged)
  stranger.stop()
})

test('after an erasure nothing of the person decrypts, with rows kept from before or without', () => {
  vault.enrol('li', [shot(1), shot(2)], 'consent 1')
  vault.enrol('chen', [shot(4)], 'consent 1')
  const [kept] = rows<{ key: Uint8Array }>("SELECT key FROM people WHERE person = 'li'")
  const shots = rows<{ descriptor: Uint8Array }>("SELECT descriptor FROM shots WHERE person = 'li'")
  expect(vault.erase('li', 'asked for')).toMatchObject({ kind: 'erased', member: 'li', shots: 2, grounds: 'asked for' })
  expect(vault.gallery()).toEqual([{ person: 'chen', shots: [shot(4)] }])

  const file = readFileSync(databasePath())
  for (const gone of [kept?.key, ...shots.map(({ descriptor }) => descriptor)]) {
    expect(file.includes(Buffer.from(gone ?? []).subarray(0, 24))).toBe(false)
  }
  const others = rows<{ person: string; key: Uint8Array }>('SELECT person, key FROM people')
  for (const { descriptor } of shots) {
    for (const other of others) {
      const opened = unseal(key(), other.key, `key of ${other.person}`)
      for (const tried of [opened, key()]) expect(() => unseal(tried, descriptor, 'shot 0 of li')).toThrow()
    }
  }
  expect(vault.erase('li', 'asked for')).toBeUndefined()
})

test('a template moved to another person does not open', () => {
  vault.enrol('li', [shot(1)], 'consent 1')
  vault.enrol('chen', [shot(4)], 'consent 1')
  vault.stop()
  const database = new DatabaseSync(databasePath())
  database.exec("UPDATE people SET key = (SELECT key FROM people WHERE person = 'li') WHERE person = 'chen'")
  database.close()
  vault.start()
  expect(() => vault.gallery()).toThrow('the template of chen does not open')
})

test('receipts tell of enrolling and erasing, and hold nothing biometric', () => {
  vault.enrol('li', [shot(1), shot(2)], 'consent 2, zh')
  nowMs += 1000
  vault.erase('li', 'withdrawn')
  const receipts = vault.receipts()
  expect(receipts.map(({ kind, shots, grounds }) => ({ kind, shots, grounds }))).toEqual([
    { kind: 'enrolled', shots: 2, grounds: 'consent 2, zh' },
    { kind: 'erased', shots: 2, grounds: 'withdrawn' },
  ])
  expect(Object.keys(receipts[0] ?? {}).sort()).toEqual(['atMs', 'grounds', 'id', 'kind', 'member', 'shots'])
})

test('whoever was not seen for a year is erased, whoever was seen stays', () => {
  vault.enrol('li', [shot(1)], 'consent 1')
  vault.enrol('chen', [shot(4)], 'consent 1')
  nowMs += year / 2
  vault.used('chen')
  nowMs += year / 2 + 1
  expect(vault.eraseUnused(nowMs - year, 'a year unused').map(({ member }) => member)).toEqual(['li'])
  expect(vault.gallery().map(({ person }) => person)).toEqual(['chen'])
})

test('no error quotes a descriptor', () => {
  const faults: unknown[] = []
  const attempt = (work: () => unknown) => {
    try {
      work()
    } catch (error) {
      faults.push(error)
    }
  }
  attempt(() => vault.enrol('li', [], 'consent 1'))
  attempt(() => vault.enrol('li', [shot(1).slice(0, 5)], 'consent 1'))
  attempt(() => vault.enrol('li', Array(6).fill(shot(1)), 'consent 1'))
  vault.enrol('li', [shot(1)], 'consent 1')
  vault.stop()
  const database = new DatabaseSync(databasePath())
  database.exec("UPDATE shots SET descriptor = x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'")
  database.close()
  vault.start()
  attempt(() => vault.gallery())
  attempt(() => unseal(key(), seal(key(), new Uint8Array(shot(1).buffer), 'here'), 'there'))
  expect(faults).toHaveLength(5)
  for (const fault of faults) {
    const said = inspect(fault, { depth: 9, showHidden: true })
    expect(said).not.toMatch(/Float32Array|<Buffer|0\.\d{5}/)
  }
  // Printing the vault itself, as a careless log line might, shows no key either.
  expect(inspect(vault, { depth: 9, showHidden: true })).not.toMatch(/<Buffer/)
})

test('the master key is made once, for the owner alone, and a cut one is refused', () => {
  const path = join(folder, 'keys', 'faces.key')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(masterKey(path)).toEqual(masterKey(path))
  writeFileSync(path, Buffer.alloc(5))
  expect(() => masterKey(path)).toThrow('holds 5 bytes and not 32')
})
