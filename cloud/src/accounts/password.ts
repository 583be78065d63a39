import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../http/refusal.ts'

// OWASP's smallest setting of equal strength to N=2^17: 8 MB and about a quarter second each. The allocator keeps
// what each thread once had, so that 16 MB each had cost the process 35 MB for good.
const cost: ScryptOptions = { N: 2 ** 13, r: 8, p: 10, maxmem: 2 ** 25 }
const hashBytes = 32
const atOnce = 2
const maxWaiting = 20

let running = 0
const waiting: (() => void)[] = []

/** A salted scrypt hash, as `scrypt$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`
}

/** 120 random bits, for whoever is given an account. */
export const newPassword = (): string => randomBytes(15).toString('base64url')

const nobody = `scrypt$${randomBytes(16).toString('base64url')}$${randomBytes(hashBytes).toString('base64url')}`

/** Costs the same time whether or not there is such an account: pass undefined where there is none. */
export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  const [, salt = '', hash = ''] = (stored ?? nobody).split('$')
  const derived = await derive(password, Buffer.from(salt, 'base64url'))
  const expected = Buffer.from(hash, 'base64url')
  return expected.length === derived.length && timingSafeEqual(expected, derived) && stored !== undefined
}

/** At most two at once and twenty waiting: sign-ins can fill neither memory nor libuv's four threads. */
async function derive(password: string, salt: Buffer): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= maxWaiting) throw new Refusal(503, 'busy', 'too many sign-ins at once: try again shortly')
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await new Promise((resolve, reject) => {
      // NFKC, so that one password typed on two keyboards is one password (NIST SP 800-63B 5.1.1.2).
      scrypt(password.normalize('NFKC'), salt, hashBytes, cost, (error, key) => (error ? reject(error) : resolve(key)))
    })
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
