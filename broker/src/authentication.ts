import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '@larder/contracts/room'
import type { Accounts } from './accounts.ts'
import { passwordMatches } from './password.ts'
import type { Grant, Principal } from './permissions.ts'
import { Throttle } from './throttle.ts'

export type Verdict =
  | { principal: Principal; hash: string }
  /** CONNACK return code 3 (try later), 4 (name or password) or 5 (not authorized), MQTT 3.1.1 clause 3.2.2.3. */
  | { returnCode: 3 | 4 | 5; reason: string }

/** Password hashes run at once; each takes 16 MB, and a core is left for the messages. */
const hashesAtOnce = 2
/** More than this waiting is an attack or a stampede: come back later. */
const hashesWaiting = 500
const verifiedKept = 10_000
/** Failures forgiven: of one account from one address, and of one address, where a gateway may speak for many. */
const forgiven = { account: 5, address: 50 }

/** Says who is connecting. Verified credentials are remembered by a keyed hash, so that reconnecting costs nothing. */
export class Authentication {
  readonly #accounts: Accounts
  readonly #rooms: Secrets['mqtt']
  readonly #site: string
  readonly #key = randomBytes(32)
  readonly #verified = new Map<string, string>()
  readonly #byAccount = new Throttle(forgiven.account)
  readonly #byAddress = new Throttle(forgiven.address)
  #known: ReturnType<Accounts['withHashes']> = new Map()
  #version = -1
  #running = 0
  readonly #queue: (() => void)[] = []

  /** @param site whose rooms these are */
  constructor(accounts: Accounts, rooms: Secrets['mqtt'], site: string) {
    this.#accounts = accounts
    this.#rooms = rooms
    this.#site = site
  }

  /** Reads the accounts again when somebody changed them. @returns whether they did */
  refresh(): boolean {
    const version = this.#accounts.version()
    if (version === this.#version) return false
    this.#version = version
    this.#known = this.#accounts.withHashes()
    return true
  }

  /** Whether a connection made with this hash still stands: neither revoked nor rotated. */
  stillStands(principal: Principal, hash: string): boolean {
    if (principal.sender !== 'device') return true
    const account = this.#known.get(principal.account)
    return account !== undefined && account.revokedAtMs === null && account.hash === hash
  }

  /** Whether the account is there and not revoked: its sessions are kept as long. */
  isActive(name: string): boolean {
    return Object.hasOwn(this.#rooms, name) || this.#known.get(name)?.revokedAtMs === null
  }

  async verify(name: string | undefined, password: string | undefined, address: string): Promise<Verdict> {
    if (!name || !password) return { returnCode: 4, reason: 'no user name or no password given' }
    if (isRoom(name, this.#rooms)) return this.#verifyRoom(name, password, address)
    this.refresh()
    const account = this.#known.get(name)
    const digest = this.#digest(name, password, account?.hash ?? '')
    if (account && account.revokedAtMs === null && this.#verified.get(name) === digest) return admit(account)
    const key = `${address} ${name}`
    if (this.#byAccount.isHeld(key, Date.now()) || this.#byAddress.isHeld(address, Date.now())) {
      return { returnCode: 3, reason: 'too many failed attempts; wait a minute' }
    }
    if (this.#queue.length >= hashesWaiting)
      return { returnCode: 3, reason: 'too many clients are signing in; try later' }
    const right = await this.#hash(() => passwordMatches(password, account?.hash ?? nobody))
    if (!right || account === undefined) return this.#fail(name, address, 'wrong user name or password', 4)
    if (account.revokedAtMs !== null) return this.#fail(name, address, 'the account is revoked', 5)
    this.#byAccount.succeeded(key)
    this.#remember(name, digest)
    return admit(account)
  }

  #verifyRoom(name: keyof Secrets['mqtt'], password: string, address: string): Verdict {
    const given = Buffer.from(this.#digest(name, password, ''))
    const expected = Buffer.from(this.#digest(name, this.#rooms[name], ''))
    // A room's password has 256 random bits: no throttle is needed, and none may keep the site's own rooms out.
    if (timingSafeEqual(given, expected))
      return { principal: { account: name, sender: name, site: this.#site }, hash: '' }
    return this.#fail(name, address, 'wrong user name or password', 4)
  }

  #fail(name: string, address: string, reason: string, returnCode: 4 | 5): Verdict {
    this.#byAccount.failed(`${address} ${name}`, Date.now())
    this.#byAddress.failed(address, Date.now())
    return { returnCode, reason }
  }

  #remember(name: string, digest: string): void {
    const [oldest] = this.#verified.keys()
    if (this.#verified.size >= verifiedKept && oldest !== undefined) this.#verified.delete(oldest)
    this.#verified.set(name, digest)
  }

  #digest(name: string, password: string, hash: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([name, password, hash]))
      .digest('base64')
  }

  async #hash<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= hashesAtOnce) await new Promise<void>((resolve) => this.#queue.push(resolve))
    this.#running += 1
    try {
      return await work()
    } finally {
      this.#running -= 1
      this.#queue.shift()?.()
    }
  }
}

/** Hashed against when no such account exists, so that a wrong name takes as long as a wrong password. */
const nobody = `scrypt$16384$8$1$${randomBytes(16).toString('base64url')}$${randomBytes(32).toString('base64url')}`

const isRoom = (name: string, rooms: Secrets['mqtt']): name is keyof Secrets['mqtt'] => Object.hasOwn(rooms, name)

const admit = ({ device, grants, hash }: { device: string; grants: Grant[]; hash: string }): Verdict => ({
  principal: { account: device, sender: 'device', grants },
  hash,
})
