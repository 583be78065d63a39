import type { Still } from '@larder/contracts/footfall'
import { type Path, post } from '../../api.ts'
import { footfallPaths } from './footfall-paths.ts'

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

/** Browsers keep keys on HTTPS pages, and on this machine's own, only. */
export const canOpenStills = (): boolean => window.isSecureContext && crypto.subtle !== undefined

/** One picture of a camera, sealed at the store for a key made here: nobody on the way can open it, and nothing keeps it. */
export async function askStill(site: string, camera: string, why: string): Promise<Blob> {
  const algorithm = { name: 'RSA-OAEP', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' }
  const pair = await crypto.subtle.generateKey(algorithm, false, ['decrypt'])
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  const publicKey = btoa(String.fromCharCode(...spki))
  const still = await post(footfallPaths.still(site, camera) as Path<Extract<Still, { sealed: string }>>, {
    publicKey,
    why,
  })
  const secret = await crypto.subtle.decrypt('RSA-OAEP', pair.privateKey, bytesOf(still.wrappedKey))
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt'])
  const jpeg = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytesOf(still.nonce) }, key, bytesOf(still.sealed))
  return new Blob([jpeg], { type: 'image/jpeg' })
}
