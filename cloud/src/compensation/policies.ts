import type { CompensationPolicy, PolicyVersion } from '@larder/contracts/compensation'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { Refusal } from '../http/refusal.ts'
import { defaultPolicy } from './default-policy.ts'
import { policyFaults } from './policy-faults.ts'

const builtIn: PolicyVersion = { version: 0, policy: defaultPolicy, by: 'larder', why: '', atMs: 0 }

const versionOf = (row: Tables['compensationPolicy']): PolicyVersion => ({
  ...row,
  policy: JSON.parse(row.policy) as CompensationPolicy,
})

/** Every policy that was ever in force, with who set it and why. */
export class Policies {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #now: () => number

  constructor(database: Database, audit: AuditLog, now: () => number) {
    this.#database = database
    this.#audit = audit
    this.#now = now
  }

  /** The policy in force; within a transaction, as that sees it. */
  async current(database: Kysely<Tables> = this.#database): Promise<PolicyVersion> {
    const newest = database.selectFrom('compensationPolicy').selectAll().orderBy('version', 'desc').limit(1)
    const row = await newest.executeTakeFirst()
    return row === undefined ? builtIn : versionOf(row)
  }

  /** Newest first; the last is the one that came with the product. */
  async history(limit: number): Promise<PolicyVersion[]> {
    const newest = this.#database.selectFrom('compensationPolicy').selectAll().orderBy('version', 'desc')
    const rows = await newest.limit(limit).execute()
    return rows.length < limit ? [...rows.map(versionOf), builtIn] : rows.map(versionOf)
  }

  /** Rejects with 422 and every fault of the policy, or with 409 when another edit came first. */
  async replace(basedOn: number, policy: CompensationPolicy, by: string, why: string): Promise<PolicyVersion> {
    refuseFaulty(policy)
    return this.#database.transaction().execute(async (transaction) => {
      const next = { version: basedOn + 1, policy: JSON.stringify(policy), by, why, atMs: this.#now() }
      const { version } = await this.current(transaction)
      if (version !== basedOn) throw editedMeanwhile()
      const added = await transaction
        .insertInto('compensationPolicy')
        .values(next)
        .onConflict((conflict) => conflict.doNothing())
        .returning('version')
        .execute()
      if (added.length === 0) throw editedMeanwhile()
      await this.#audit.append(transaction, {
        by,
        action: 'edited',
        subjectKind: 'compensation-policy',
        subject: String(next.version),
        why,
        detail: policy,
      })
      return versionOf(next)
    })
  }
}

export function refuseFaulty(policy: CompensationPolicy): void {
  const fields = policyFaults(policy).map(({ field, message }) => ({ field: `policy.${field}`, message }))
  const [first] = fields
  if (first === undefined) return
  throw new Refusal(422, 'contradictory-policy', `${first.field}: ${first.message}`, { fields })
}

const editedMeanwhile = () => {
  const fields = [{ field: 'basedOn', message: 'somebody has edited the policy meanwhile: load it again' }]
  return new Refusal(409, 'edited-meanwhile', 'basedOn: somebody has edited the policy meanwhile: load it again', {
    fields,
  })
}
