import { accountInput, accountName, role } from '@larder/contracts/account'
import { recordId } from '@larder/contracts/product'
import type { Command, CommandContext } from '@larder/contracts/room'
import { Accounts } from './accounts/accounts.ts'
import { newPassword } from './accounts/password.ts'
import { auditCommands } from './audit/commands.ts'
import { trainForecast } from './forecast/train-command.ts'
import { Refusal } from './http/refusal.ts'
import { kioskCommands } from './kiosks/commands.ts'
import { Records } from './records/records.ts'
import { Links } from './reports/links.ts'
import { readPublicUrl } from './reports/public-url.ts'
import { reportVerify } from './reports/verify-command.ts'
import { trainRiskCommand } from './risk/train-command.ts'
import { withDatabase } from './with-database.ts'

const called = { wrongly: 2, done: 0 } as const

const withAccounts = (context: CommandContext, work: (accounts: Accounts) => Promise<void>): Promise<number> =>
  withDatabase(context, (database) => work(new Accounts(database, Date.now)))

/** `account WHAT NAME`: one existing account, changed. */
async function withAccount(
  context: CommandContext,
  usage: string,
  name: string | undefined,
  work: (accounts: Accounts, name: string) => Promise<void>,
): Promise<number> {
  const parsed = accountName.safeParse(name)
  if (!parsed.success) return wrongly(context, usage)
  return withAccounts(context, (accounts) => work(accounts, parsed.data))
}

function wrongly(context: CommandContext, usage: string): number {
  context.error(`usage: larder ${usage}`)
  return called.wrongly
}

const accountAdd: Command = {
  name: 'account add',
  usage: 'account add NAME ROLE',
  summary: `add a console account (${role.options.join(', ')}) and print its password once`,
  async run([name, wanted], context) {
    const parsed = accountInput.safeParse({ name, role: wanted, password: newPassword() })
    if (!parsed.success) {
      context.error(`${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`)
      return wrongly(context, this.usage)
    }
    return withAccounts(context, async (accounts) => {
      await accounts.add(parsed.data.name, parsed.data.role, parsed.data.password)
      context.out(`${parsed.data.name}  ${parsed.data.role}  password: ${parsed.data.password}`)
    })
  },
}

const accountList: Command = {
  name: 'account list',
  usage: 'account list',
  summary: 'list the console accounts',
  run: (_args, context) =>
    withAccounts(context, async (accounts) => {
      for (const { name, role, disabled } of await accounts.list()) {
        context.out(`${name}  ${role}${disabled ? '  disabled' : ''}`)
      }
    }),
}

const accountDisable: Command = {
  name: 'account disable',
  usage: 'account disable NAME',
  summary: 'sign an account out everywhere and let it in no more',
  run([account], context) {
    return withAccount(context, this.usage, account, async (accounts, name) => {
      await accounts.change(name, { disabled: true })
      context.out(`${name} is disabled`)
    })
  },
}

const accountPassword: Command = {
  name: 'account password',
  usage: 'account password NAME',
  summary: 'give an account a new password, print it once, and sign it out everywhere',
  run([account], context) {
    return withAccount(context, this.usage, account, async (accounts, name) => {
      const password = newPassword()
      await accounts.change(name, { password })
      context.out(`${name}  password: ${password}`)
    })
  },
}

const linkCommand = (kind: 'lot' | 'order'): Command => ({
  name: `link ${kind}`,
  usage: `link ${kind} ID`,
  summary: `print the public address of the trace report of ${kind === 'lot' ? 'a lot' : 'an order'}`,
  async run([id], context) {
    const parsed = recordId.safeParse(id)
    if (!parsed.success) return wrongly(context, this.usage)
    const { cloud } = await context.configuration()
    return withDatabase(context, async (database, folder) => {
      const found = await new Records(database).find(kind === 'lot' ? 'lots' : 'orders', parsed.data)
      if (found === undefined) throw new Refusal(404, 'not-found', `there is no ${kind} ${parsed.data}`)
      const publicUrl = cloud.publicUrl ?? (await readPublicUrl(folder))
      if (publicUrl === undefined)
        throw new Refusal(409, 'no-address', 'set cloud.publicUrl or start the cloud room once')
      context.out((await new Links(database, Date.now, publicUrl).create({ kind, id: parsed.data })).url)
    })
  },
})

const openApi: Command = {
  name: 'openapi',
  usage: 'openapi',
  summary: "print the API's OpenAPI document",
  async run(_args, context) {
    const { openApiDocument } = await import('./openapi.ts')
    context.out(JSON.stringify(await openApiDocument(), null, 2))
    return called.done
  },
}

export const commands: Command[] = [
  accountAdd,
  accountList,
  accountDisable,
  accountPassword,
  linkCommand('lot'),
  linkCommand('order'),
  reportVerify,
  ...auditCommands,
  ...kioskCommands,
  openApi,
  trainForecast,
  trainRiskCommand,
]
