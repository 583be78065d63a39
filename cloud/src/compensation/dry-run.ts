import type { CompensationPolicy, DryRunSide } from '@larder/contracts/compensation'
import { type Claim, decide } from './decide.ts'
import { PayoutLedger } from './payout-ledger.ts'

/** A claim, and when it would have been made. */
export interface PastClaim {
  claim: Claim
  atMs: number
}

const maxExamples = 12

/** What a policy would have paid for these claims, had it been in force from the first of them on. */
export function dryRunOf(policy: CompensationPolicy, claims: readonly PastClaim[]): DryRunSide {
  const ledger = new PayoutLedger()
  const tiers = policy.tiers.map(({ cause, from, form }) => ({ cause, from, form, payouts: 0, totalFen: 0 }))
  const side: DryRunSide = { payouts: 0, totalFen: 0, tiers, refused: {}, examples: [] }
  for (const { claim, atMs } of claims.toSorted((a, b) => a.atMs - b.atMs)) {
    const decision = decide(policy, claim, ledger.historyFor(claim, atMs))
    if (!decision.pays) {
      side.refused[decision.reason] = (side.refused[decision.reason] ?? 0) + 1
      continue
    }
    const { tier, amountFen, magnitude } = decision
    const { order, customer, cause, lot } = claim
    ledger.add({ order, customer, cause, lot, form: tier.form, amountFen, atMs })
    const row = tiers[policy.tiers.indexOf(tier)]
    if (row !== undefined) {
      row.payouts += 1
      row.totalFen += amountFen
      // The first few of each tier: examples of everything rather than many of one.
      if (row.payouts <= 2 && side.examples.length < maxExamples) {
        side.examples.push({ order, cause, magnitude, form: tier.form, amountFen, atMs })
      }
    }
    side.payouts += 1
    side.totalFen += amountFen
  }
  return side
}
