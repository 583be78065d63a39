import type { RiskLead } from '@larder/contracts/risk'
import type { CaseSchema, PastCase, RiskCase } from './case.ts'
import { probabilityOf, type RiskModel } from './models.ts'

/** What was known of the order after so many steps of its way. */
export const upTo = <T extends RiskCase>(one: T, steps: number): T => ({
  ...one,
  sequences: Object.fromEntries(Object.entries(one.sequences).map(([name, values]) => [name, values.slice(0, steps)])),
})

/** When the score first crossed the threshold as the goods travelled; null where it never did. */
export function crossingMs(model: RiskModel, one: RiskCase, threshold: number): number | null {
  const { channels, stepMinutes }: CaseSchema = model.encoder.schema
  const length = Math.max(0, ...channels.map(({ name }) => one.sequences[name]?.length ?? 0))
  for (let steps = 0; steps <= length; steps += 1) {
    if (probabilityOf(model, upTo(one, steps)) < threshold) continue
    return steps === 0 ? one.atMs : one.departedAtMs + steps * stepMinutes * 60_000
  }
  return null
}

export function leadOf(model: RiskModel, cases: readonly PastCase[], threshold: number): RiskLead {
  const complaints = cases.filter(({ complained }) => complained)
  const crossings = complaints
    .map((one) => ({ one, atMs: crossingMs(model, one, threshold) }))
    .filter((crossing): crossing is { one: PastCase; atMs: number } => crossing.atMs !== null)
  const dated = crossings.flatMap(({ one, atMs }) => (one.complainedAtMs === null ? [] : [one.complainedAtMs - atMs]))
  const delivered = crossings.filter(({ one }) => one.deliveredAtMs !== null)
  return {
    complaints: complaints.length,
    warned: crossings.length,
    warnedBeforeDelivery:
      delivered.length === 0 ? null : delivered.filter(({ one, atMs }) => atMs < (one.deliveredAtMs as number)).length,
    medianMinutes: dated.length === 0 ? null : median(dated) / 60_000,
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
