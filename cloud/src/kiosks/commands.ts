import { siteId } from '@larder/contracts/identifier'
import type { Command, CommandContext } from '@larder/contracts/room'
import { AuditLog } from '../audit/audit-log.ts'
import { Refusal } from '../http/refusal.ts'
import { withDatabase } from '../with-database.ts'
import { Kiosks } from './kiosks.ts'

const withKiosks = (context: CommandContext, work: (kiosks: Kiosks) => Promise<void>): Promise<number> =>
  withDatabase(context, (database) => work(new Kiosks(database, new AuditLog(database, Date.now), Date.now)))

function wrongly(context: CommandContext, usage: string): 2 {
  context.error(`usage: larder ${usage}`)
  return 2
}

const add: Command = {
  name: 'kiosk add',
  usage: 'kiosk add NAME --site SITE',
  summary: 'admit another kiosk and print its token once',
  async run([name, flag, site, ...rest], context) {
    if (!siteId.safeParse(name).success || flag !== '--site' || !siteId.safeParse(site).success || rest.length > 0)
      return wrongly(context, this.usage)
    const { sites } = await context.configuration()
    return withKiosks(context, async (kiosks) => {
      if (sites.every(({ id }) => id !== site)) {
        throw new Refusal(
          422,
          'no-site',
          `larder.json has no site ${site}; it has ${sites.map(({ id }) => id).join(', ')}`,
        )
      }
      const token = await kiosks.add(String(name), String(site), 'larder')
      context.out(`${name}  ${site}  token: ${token}`)
    })
  },
}

const list: Command = {
  name: 'kiosk list',
  usage: 'kiosk list',
  summary: 'list the kiosks that may call the cloud',
  run: (_args, context) =>
    withKiosks(context, async (kiosks) => {
      for (const { id, site, createdBy } of await kiosks.list()) context.out(`${id}  ${site}  admitted by ${createdBy}`)
    }),
}

const remove: Command = {
  name: 'kiosk remove',
  usage: 'kiosk remove NAME',
  summary: "take a kiosk's token away",
  run([name], context) {
    if (!siteId.safeParse(name).success) return Promise.resolve(wrongly(context, this.usage))
    return withKiosks(context, async (kiosks) => {
      await kiosks.remove(String(name), 'larder')
      context.out(`${name} may not call the cloud any more`)
    })
  },
}

export const kioskCommands: Command[] = [add, list, remove]
