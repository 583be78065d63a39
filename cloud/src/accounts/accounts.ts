import type { AccountView, Role } from '@larder/contracts/account'
import type { Transaction } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { hashPassword, passwordMatches } from './password.ts'

export interface AccountChange {
  role?: Role | undefined
  disabled?: boolean | undefined
  password?: string | undefined
}

const firstRoles: Record<string, Role> = { administrator: 'administrator', manager: 'manager', staff: 'staff' }

const view = ({ name, role, disabled }: Pick<Tables['account'], 'name' | 'role' | 'disabled'>): AccountView => ({
  name,
  role,
  disabled: disabled === 1,
})

const isAdministrator = ({ role, disabled }: Pick<Tables['account'], 'role' | 'disabled'>): boolean =>
  role === 'administrator' && disabled === 0

async function refuseLast(transaction: Transaction<Tables>): Promise<void> {
  const rest = await transaction
    .selectFrom('account')
    .select('name')
    .where('role', '=', 'administrator')
    .where('disabled', '=', 0)
    .execute()
  if (rest.length > 0) return
  throw new Refusal(409, 'last-administrator', 'make another account an administrator first')
}

/** The people who may sign in. */
export class Accounts {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /** Creates the first accounts where there is none at all: name → password; the name tells the role. */
  async createFirst(passwords: Record<string, string>): Promise<void> {
    if ((await this.list()).length > 0) return
    for (const [name, password] of Object.entries(passwords)) {
      await this.add(name, firstRoles[name] ?? 'staff', password)
    }
  }

  async list(): Promise<AccountView[]> {
    const rows = await this.#database
      .selectFrom('account')
      .select(['name', 'role', 'disabled'])
      .orderBy('name')
      .execute()
    return rows.map(view)
  }

  async isActive(name: string): Promise<boolean> {
    return (await this.list()).some((account) => account.name === name && !account.disabled)
  }

  async add(name: string, role: Role, password: string): Promise<AccountView> {
    const row = { name, role, disabled: 0, password: await hashPassword(password), createdAtMs: this.#now() }
    const added = await this.#database
      .insertInto('account')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('name')
      .execute()
    if (added.length === 0) throw new Refusal(409, 'exists', `there is already an account called ${name}`)
    return view(row)
  }

  /** Ends the account's sessions when its password changes or it is disabled. At least one administrator remains. */
  async change(name: string, change: AccountChange): Promise<AccountView> {
    const password = change.password === undefined ? undefined : await hashPassword(change.password)
    return this.#database.transaction().execute(async (transaction) => {
      const before = await transaction.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst()
      if (before === undefined) throw notFound(`account called ${name}`)
      const after = {
        role: change.role ?? before.role,
        disabled: change.disabled === undefined ? before.disabled : Number(change.disabled),
        password: password ?? before.password,
      }
      await transaction.updateTable('account').set(after).where('name', '=', name).execute()
      if (isAdministrator(before) && !isAdministrator(after)) await refuseLast(transaction)
      if (password !== undefined || after.disabled === 1) {
        await transaction.deleteFrom('session').where('account', '=', name).execute()
      }
      return view({ name, ...after })
    })
  }

  /** The account, when name and password are right and it is not disabled; the time taken tells nothing else. */
  async verify(name: string, password: string): Promise<AccountView | undefined> {
    const row = await this.#database.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst()
    const right = await passwordMatches(password, row?.password)
    return right && row?.disabled === 0 ? view(row) : undefined
  }
}
