import { randomInt } from 'node:crypto'

/** Crockford's base 32: no letter that is taken for a digit, in print or on the phone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Five random bits a character. */
export const randomCode = (characters: number): string =>
  Array.from({ length: characters }, () => alphabet[randomInt(alphabet.length)]).join('')

/** Ten characters, 50 bits: none is met twice. */
export const newTicketId = (): string => randomCode(10)

/** A ticket's id as a person reads it out. */
export const referenceOf = (id: string): string => `T-${id.slice(0, 5)}-${id.slice(5)}`
