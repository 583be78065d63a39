import type { Command, CommandContext } from '@larder/contracts/room'
import { withDatabase } from '../with-database.ts'
import { AuditLog } from './audit-log.ts'

const pageEntries = 1000

const verify: Command = {
  name: 'audit verify',
  usage: 'audit verify',
  summary: 'check the hash chain of the audit log and name the first entry that is missing or was changed',
  async run(_args, context) {
    let intact = false
    const code = await withLog(context, async (log) => {
      const verdict = await log.verify()
      intact = verdict.intact
      if (verdict.intact) context.out(`intact: ${verdict.entries} entries, head ${verdict.head || '(none)'}`)
      else context.error(`audit log: entry ${verdict.ordinal} is ${verdict.what}; nothing from it on can be trusted`)
    })
    return code === 0 && !intact ? 1 : code
  },
}

const exportEntries: Command = {
  name: 'audit export',
  usage: 'audit export',
  summary: 'print the whole audit log as JSON lines, oldest first',
  run: (_args, context) =>
    withLog(context, async (log) => {
      for (let after = 0; ; ) {
        const entries = await log.after(after, pageEntries)
        for (const entry of entries) context.out(JSON.stringify(entry))
        if (entries.length < pageEntries) return
        after = entries.at(-1)?.ordinal ?? after
      }
    }),
}

const withLog = (context: CommandContext, work: (log: AuditLog) => Promise<void>): Promise<number> =>
  withDatabase(context, (database) => work(new AuditLog(database, Date.now)))

export const auditCommands: Command[] = [verify, exportEntries]
