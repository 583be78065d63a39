import { createHash } from 'node:crypto'

/** SHA-256, to know a text again without keeping it. It hides what nobody can guess, such as a random token. */
export const fingerprintOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
