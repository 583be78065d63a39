import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto'
import type { SignedVersion } from '@larder/contracts/report-version'

export type Statement = Omit<SignedVersion, 'signature' | 'publicKey' | 'content'>

const textOf = ({ kind, id, version, createdAtMs, hash }: Statement): Buffer =>
  Buffer.from(['larder-report-v1', kind, id, version, createdAtMs, hash].join('\n'))

/** PKCS #8 (RFC 8410 §7) around the 32 bytes of an Ed25519 seed. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs what the site's reports said, by an Ed25519 key derived from the cloud's own secret. */
export class Signer {
  readonly publicKey: string
  readonly #key: KeyObject

  constructor(secret: string) {
    const seed = Buffer.from(hkdfSync('sha256', secret, '', 'larder report signature', 32))
    this.#key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
    this.publicKey = createPublicKey(this.#key).export({ format: 'der', type: 'spki' }).toString('base64')
  }

  sign(statement: Statement): string {
    return sign(null, textOf(statement), this.#key).toString('base64')
  }
}

/** Whether the key's owner signed exactly this statement; false for what is no key or no signature. */
export function isSigned(statement: Statement, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, textOf(statement), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}
