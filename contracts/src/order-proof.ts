import { createHash, createHmac } from 'node:crypto'

/** What a kiosk and the cloud have in common of the kiosk's token; the cloud keeps nothing else of it. */
export const kioskKey = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * Lets a kiosk check the last four digits of a buyer's phone with the cloud down, without carrying them: another
 * kiosk's copy says nothing, and without the token the digits can not be tried out.
 */
export const orderProof = (key: Uint8Array, order: string, phoneDigits: string): string =>
  createHmac('sha256', key).update(`${order}\n${phoneDigits}`).digest('base64url')
