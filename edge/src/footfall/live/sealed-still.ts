import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import type { Still, StillRequest } from '@larder/contracts/footfall'

/** A picture that only the asking browser can open: AES-256-GCM, its key under RSA-OAEP with SHA-256. @throws Error for a key that is none */
export function sealedStill({ id, publicKey }: StillRequest, jpeg: Uint8Array): Still {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048) throw new Error('publicKey: give an RSA key of 2048 bits or more')
  const [secret, nonce] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', secret, nonce)
  const sealed = Buffer.concat([cipher.update(jpeg), cipher.final(), cipher.getAuthTag()])
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const wrappedKey = publicEncrypt({ key, padding, oaepHash: 'sha256' }, secret)
  return {
    id,
    wrappedKey: wrappedKey.toString('base64'),
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  }
}
