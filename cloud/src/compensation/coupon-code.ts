import { randomCode } from '../care/reference.ts'

/** Eighty bits: nobody finds a coupon by trying. */
const characters = 16

const inFours = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? ''

export const newCode = (): string => inFours(randomCode(characters))

/** As typed or read out: dashes or none, either case, and the letters that Crockford's base 32 reads as digits. */
export const normalCode = (typed: string): string =>
  inFours(
    typed
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replaceAll(/[IL]/g, '1'),
  )
