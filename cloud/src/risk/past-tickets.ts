import type { PastCase } from './case.ts'

const dayMs = 86_400_000
/** Where nobody wrote down when the customer complained: taken to be known a week later, never earlier. */
const knownAfterMs = 7 * dayMs

/**
 * Adds `pastTickets`: how many of the customer's complaints had come in when this order was placed. Nothing of the
 * order itself, or of what came later, is in it.
 */
export function withPastTickets(cases: readonly PastCase[], customers: ReadonlyMap<string, string>): PastCase[] {
  const complaints = new Map<string, number[]>()
  for (const { id, atMs, complained, complainedAtMs } of cases) {
    const customer = customers.get(id)
    if (!complained || customer === undefined) continue
    const known = complaints.get(customer) ?? []
    known.push(complainedAtMs ?? atMs + knownAfterMs)
    complaints.set(customer, known)
  }
  return cases.map((one) => {
    const customer = customers.get(one.id)
    const known = customer === undefined ? null : (complaints.get(customer) ?? [])
    const pastTickets = known === null ? null : known.filter((atMs) => atMs < one.atMs).length
    return { ...one, numbers: { ...one.numbers, pastTickets } }
  })
}
