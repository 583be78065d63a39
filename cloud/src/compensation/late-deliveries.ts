import type { Database } from '../database/open.ts'
import type { Compensations } from './compensations.ts'
import { dayMs } from './decide.ts'
import type { Policies } from './policies.ts'

export interface LateDeliverySources {
  database: Database
  compensations: Compensations
  policies: Policies
  now(): number
}

/** What was delivered longer ago is proposed by a person or not at all. */
const lookBackMs = 7 * dayMs
const pageRows = 200

/**
 * Proposes what the policy pays for late deliveries that nobody has proposed anything for yet, and never again what
 * somebody has refused or voided. Resolves to how many it proposed.
 */
export async function proposeForLateDeliveries(sources: LateDeliverySources): Promise<number> {
  const { database, compensations, policies, now } = sources
  const { policy } = await policies.current()
  const thresholds = policy.tiers.filter(({ cause }) => cause === 'late-delivery').map(({ from }) => from)
  if (thresholds.length === 0) return 0
  const leastLateMs = Math.min(...thresholds) * 60_000
  let proposed = 0
  let after = ''
  for (;;) {
    const late = await database
      .selectFrom('order')
      .select('id')
      .where('id', '>', after)
      .where('deliveredAtMs', '>', now() - lookBackMs)
      .where(({ eb }) => eb(eb('deliveredAtMs', '-', eb.ref('promisedAtMs')), '>=', leastLateMs))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('compensation')
              .select('compensation.id')
              .whereRef('compensation.order', '=', 'order.id')
              .where('cause', '=', 'late-delivery'),
          ),
        ),
      )
      .orderBy('id')
      .limit(pageRows)
      .execute()
    for (const { id: order } of late) {
      const evidence = [{ kind: 'order', id: order } as const]
      const { outcome } = await compensations.propose({ order, cause: 'late-delivery', evidence }, 'larder')
      if (outcome === 'proposed') proposed += 1
    }
    if (late.length < pageRows) return proposed
    after = late.at(-1)?.id ?? after
  }
}
