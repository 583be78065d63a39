import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import type { CabinetBrief } from '@larder/contracts/store-copy'

/** Older than this a reading says nothing of now. */
const freshMs = 15 * 60_000

/** The cabinets of a store as their probes say now: the air's, or the goods' where there is no other. */
export function cabinetsOf(
  assets: readonly Asset[],
  readings: readonly Reading[],
  alarmed: ReadonlySet<string>,
  nowMs: number,
): CabinetBrief[] {
  return assets
    .filter(({ kind }) => kind === 'cabinet')
    .map(({ id, name, probes }) => {
      const newest = (role: string) => {
        const ofRole = new Set(probes.filter((probe) => probe.role === role).map((probe) => probe.id))
        return readings
          .filter(({ asset, probe, celsius }) => asset === id && ofRole.has(probe) && celsius !== undefined)
          .filter(({ observedAtMs }) => nowMs - observedAtMs < freshMs)
          .sort((a, b) => b.observedAtMs - a.observedAtMs)[0]
      }
      const seen = newest('air') ?? newest('product')
      return {
        asset: id,
        name,
        celsius: seen?.celsius ?? null,
        atMs: seen?.observedAtMs ?? null,
        alarmed: alarmed.has(id),
      }
    })
}
