import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** AES-256-GCM: nonce (12 bytes), tag (16 bytes), ciphertext. */
export type Sealed = Uint8Array

const algorithm = 'aes-256-gcm'
const sizes = { nonce: 12, tag: 16 }

/** @param belongsTo is bound in, not stored: what was sealed for one place opens in no other */
export function seal(key: Uint8Array, plain: Uint8Array, belongsTo: string): Sealed {
  const nonce = randomBytes(sizes.nonce)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(belongsTo))
  const hidden = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden])
}

/** @throws when the key, the place or a byte is another */
export function unseal(key: Uint8Array, sealed: Sealed, belongsTo: string): Buffer {
  const nonce = sealed.subarray(0, sizes.nonce)
  const tag = sealed.subarray(sizes.nonce, sizes.nonce + sizes.tag)
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: sizes.tag })
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed.subarray(sizes.nonce + sizes.tag)), decipher.final()])
}
