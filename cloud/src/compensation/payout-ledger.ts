import type { CompensationCause, CompensationForm } from '@larder/contracts/compensation'
import { type Claim, customerKeyOf, dayMs, monthMs, type PayoutHistory, type Spent } from './decide.ts'

export interface Payout {
  order: string
  customer: string | null
  cause: CompensationCause
  lot: string | null
  form: CompensationForm
  amountFen: number
  atMs: number
}

/** Running sums over time, so that a window is two look-ups however much was paid. */
class Spending {
  readonly #atMs: number[] = []
  readonly #sumFen: number[] = [0]

  add(atMs: number, fen: number): void {
    this.#atMs.push(atMs)
    this.#sumFen.push((this.#sumFen.at(-1) as number) + fen)
  }

  since(fromMs: number): Spent {
    let low = 0
    let high = this.#atMs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#atMs[middle] as number) <= fromMs) low = middle + 1
      else high = middle
    }
    return { payouts: this.#atMs.length - low, fen: (this.#sumFen.at(-1) as number) - (this.#sumFen[low] as number) }
  }
}

/** Payouts in memory, added in the order of their times: what a policy would have paid. */
export class PayoutLedger {
  readonly #all = new Spending()
  readonly #ofCustomer = new Map<string, Spending>()
  readonly #ofOrder = new Map<string, Payout[]>()

  add(payout: Payout): void {
    this.#all.add(payout.atMs, payout.amountFen)
    const key = customerKeyOf(payout)
    const own = this.#ofCustomer.get(key) ?? new Spending()
    own.add(payout.atMs, payout.amountFen)
    this.#ofCustomer.set(key, own)
    this.#ofOrder.set(payout.order, [...(this.#ofOrder.get(payout.order) ?? []), payout])
  }

  historyFor(claim: Claim, nowMs: number): PayoutHistory {
    const own = this.#ofCustomer.get(customerKeyOf(claim)) ?? new Spending()
    return {
      ofOrder: this.#ofOrder.get(claim.order) ?? [],
      customerDay: own.since(nowMs - dayMs),
      customerMonth: own.since(nowMs - monthMs),
      allDay: this.#all.since(nowMs - dayMs),
      allMonth: this.#all.since(nowMs - monthMs),
    }
  }
}
