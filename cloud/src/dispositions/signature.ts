import type { Accounts } from '../accounts/accounts.ts'
import { Throttle } from '../accounts/throttle.ts'
import { Refusal } from '../http/refusal.ts'

const minute = 60_000

/** A person signs with the password of the account that is signed in: a console left open signs nothing. */
export class Signatures {
  readonly #accounts: Accounts
  readonly #attempts: Throttle

  constructor(accounts: Accounts, now: () => number) {
    this.#accounts = accounts
    this.#attempts = new Throttle({ free: 5, maxWaitMs: minute, forgetMs: 15 * minute, maxKeys: 10_000 }, now)
  }

  /** Resolves to the name that stands under the decision; refuses with 403, or 429 after too many wrong passwords. */
  async sign(account: string, password: string): Promise<string> {
    const waitMs = this.#attempts.waitMs(account)
    if (waitMs > 0) {
      const retryAfterSeconds = Math.ceil(waitMs / 1000)
      throw new Refusal(429, 'too-many-attempts', `too many wrong passwords: wait ${retryAfterSeconds} s`, {
        retryAfterSeconds,
      })
    }
    this.#attempts.attempt(account)
    if ((await this.#accounts.verify(account, password)) === undefined) {
      const fields = [{ field: 'password', message: 'this is not the password of your account' }]
      throw new Refusal(403, 'wrong-signature', 'password: this is not the password of your account', { fields })
    }
    this.#attempts.clear(account)
    return account
  }
}
