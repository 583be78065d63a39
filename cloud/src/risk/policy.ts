import { defaultRiskPolicy, type RiskPolicy } from '@larder/contracts/risk'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'

/** The policy in force: the newest that was written, or the default. */
export async function currentPolicy(database: Pick<Database, 'selectFrom'>): Promise<RiskPolicy> {
  const newest = database.selectFrom('riskPolicy').select('policy').orderBy('version', 'desc').limit(1)
  const row = await newest.executeTakeFirst()
  return row === undefined ? defaultRiskPolicy : (JSON.parse(row.policy) as RiskPolicy)
}

/** Writes the next version, and the audit log's entry with it. */
export async function changePolicy(
  database: Database,
  audit: AuditLog,
  { policy, by, why, nowMs }: { policy: RiskPolicy; by: string; why: string; nowMs: number },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const before = await currentPolicy(transaction)
    // The audit log's head is locked first: of two editors one has the other's version before its own.
    await audit.append(transaction, {
      ...{ by, action: 'edited', subjectKind: 'risk-policy', subject: 'site', why },
      detail: { before, after: policy },
    })
    const { version } = await transaction
      .selectFrom('riskPolicy')
      .select(({ fn }) => fn.max('version').as('version'))
      .executeTakeFirstOrThrow()
    const row = { version: Number(version ?? 0) + 1, policy: JSON.stringify(policy), by, why, atMs: nowMs }
    await transaction.insertInto('riskPolicy').values(row).execute()
  })
}
