import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../trace/content-hash.ts'
import { Signer } from './signing.ts'
import { reportVerify } from './verify-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'larder-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const signer = new Signer('a secret')
const content = JSON.stringify({ version: 1, lots: [] })
const statement = { kind: 'lot', id: 'L1', version: 1, createdAtMs: 1_795_138_200_000, hash: sha256(content) } as const
const document = { ...statement, content, signature: signer.sign(statement), publicKey: signer.publicKey }

let said: string[]
const context = { out: (line: string) => said.push(line), error: (line: string) => said.push(line) }
beforeEach(() => {
  said = []
})

function verify(text: string, ...more: string[]): Promise<number> {
  const file = join(folder, 'signed.json')
  writeFileSync(file, text)
  return reportVerify.run([file, ...more], context as unknown as CommandContext)
}

test('an unchanged version is confirmed, and the key of another store is refused', async () => {
  expect(await verify(JSON.stringify(document), '--key', signer.publicKey)).toBe(0)
  expect(said).toEqual(['lot L1, version 1 of 2026-11-20T01:30:00.000Z: signed and unchanged'])
  expect(await verify(JSON.stringify(document), '--key', new Signer('other').publicKey)).toBe(1)
  expect(said.at(-1)).toMatch(/publicKey: this is not the key you gave/)
})

test.each([
  [{ content: '{}' }, /content: it was changed/],
  [{ version: 2 }, /signature: it does not fit/],
  [{ hash: 'x' }, /hash: /],
])('with %j it says what is wrong', async (change, words) => {
  expect(await verify(JSON.stringify({ ...document, ...change }))).toBe(1)
  expect(said[0]).toMatch(words)
})

test('no JSON, no file and no argument are told apart', async () => {
  expect(await verify('{')).toBe(1)
  expect(await reportVerify.run([join(folder, 'none.json')], context as unknown as CommandContext)).toBe(1)
  expect(await reportVerify.run([], context as unknown as CommandContext)).toBe(2)
  expect(said.at(-1)).toMatch(/^usage: larder report verify/)
})
