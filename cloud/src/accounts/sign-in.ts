import type { AccountView } from '@larder/contracts/account'
import { Refusal } from '../http/refusal.ts'
import type { Accounts } from './accounts.ts'
import type { Sessions } from './sessions.ts'
import { Throttle } from './throttle.ts'

const minute = 60_000

/** Name and password in, session out; slowed per name and per address. */
export class SignIn {
  readonly #accounts: Accounts
  readonly #sessions: Sessions
  readonly #names: Throttle
  readonly #addresses: Throttle

  constructor(accounts: Accounts, sessions: Sessions, now: () => number) {
    this.#accounts = accounts
    this.#sessions = sessions
    // A name waits a minute at most: whoever knows a name must not be able to lock its owner out.
    this.#names = new Throttle({ free: 5, maxWaitMs: minute, forgetMs: 15 * minute, maxKeys: 10_000 }, now)
    this.#addresses = new Throttle({ free: 30, maxWaitMs: 15 * minute, forgetMs: 60 * minute, maxKeys: 10_000 }, now)
  }

  /** Throws 429 with the seconds to wait, or 401 that does not tell a wrong name from a wrong password. */
  async signIn(name: string, password: string, address: string): Promise<{ account: AccountView; cookie: string }> {
    const waitMs = Math.max(this.#names.waitMs(name), this.#addresses.waitMs(address))
    if (waitMs > 0) {
      const retryAfterSeconds = Math.ceil(waitMs / 1000)
      const message = `too many wrong attempts: wait ${retryAfterSeconds} s`
      throw new Refusal(429, 'too-many-attempts', message, { retryAfterSeconds })
    }
    this.#names.attempt(name)
    this.#addresses.attempt(address)
    const account = await this.#accounts.verify(name, password)
    if (account === undefined) throw new Refusal(401, 'wrong-credentials', 'name or password is wrong')
    this.#names.clear(name)
    this.#addresses.takeBack(address)
    return { account, cookie: await this.#sessions.open(account) }
  }
}
