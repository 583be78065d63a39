import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSigned, Signer } from './signing.ts'

const statement = {
  kind: 'lot',
  id: 'L1',
  version: 2,
  createdAtMs: 1_795_138_200_000,
  hash: createHash('sha256').update('content').digest('hex'),
} as const

test('what the store signed is found to be its own, and nothing of it can be changed', () => {
  const signer = new Signer('a secret')
  const signature = signer.sign(statement)
  expect(isSigned(statement, signature, signer.publicKey)).toBe(true)
  const changes = [{ id: 'L2' }, { version: 3 }, { createdAtMs: 1 }, { hash: statement.hash.replace(/^./, 'x') }]
  for (const change of changes) expect(isSigned({ ...statement, ...change }, signature, signer.publicKey)).toBe(false)
})

test('the same secret makes the same key after a restart, another secret another', () => {
  expect(new Signer('a secret').publicKey).toBe(new Signer('a secret').publicKey)
  expect(new Signer('another').publicKey).not.toBe(new Signer('a secret').publicKey)
  expect(isSigned(statement, new Signer('another').sign(statement), new Signer('a secret').publicKey)).toBe(false)
})

test('a key or signature that is none is no error, only no signature', () => {
  const signer = new Signer('a secret')
  expect(isSigned(statement, 'nonsense', signer.publicKey)).toBe(false)
  expect(isSigned(statement, signer.sign(statement), 'nonsense')).toBe(false)
})
