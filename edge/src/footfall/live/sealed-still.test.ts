import { generateKeyPairSync, webcrypto } from 'node:crypto'
import { stillMessage } from '@larder/contracts/footfall'
import { expect, test } from 'vitest'
import { sealedStill } from './sealed-still.ts'

const id = '7d3c2a52-7b1f-4c52-9c0d-0b8f6b1d2a11'
const request = (publicKey: string) => ({ id, atMs: 0, publicKey })

test('the asking browser opens a still by Web Cryptography, and nobody else does', async () => {
  const algorithm = { name: 'RSA-OAEP', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' }
  const pair = await webcrypto.subtle.generateKey(algorithm, false, ['decrypt'])
  const publicKey = Buffer.from(await webcrypto.subtle.exportKey('spki', pair.publicKey)).toString('base64')
  const still = stillMessage.parse(sealedStill(request(publicKey), Buffer.from('a picture')))
  if ('error' in still) throw new Error(still.error)
  const bytes = (text: string) => Buffer.from(text, 'base64')
  const secret = await webcrypto.subtle.decrypt('RSA-OAEP', pair.privateKey, bytes(still.wrappedKey))
  const key = await webcrypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt'])
  const opened = await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(still.nonce) }, key, bytes(still.sealed))
  expect(Buffer.from(opened).toString()).toBe('a picture')
  expect(JSON.stringify(still)).not.toContain(Buffer.from('a picture').toString('base64'))
})

test('a key that is none, or a short one, is refused', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const short = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  expect(() => sealedStill(request(short), Buffer.alloc(1))).toThrow('2048 bits')
  expect(() => sealedStill(request('AAAA'), Buffer.alloc(1))).toThrow()
})
