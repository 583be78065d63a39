import type { ProbeRole } from '@larder/contracts/site'
import { isSerial, worldSite } from '../world.ts'

/** When a probe is sampled. */
export interface SamplePlan {
  asset: string
  probe: string
  role: ProbeRole
  /** Its sequence numbers count these intervals from then. */
  intervalMs: number
  countedFromMs: number
  /** Every so often a sample is taken; a multiple of the interval. */
  everyMs: number
  /** Where within the interval, so that a site's probes do not speak in one breath. */
  phaseMs: number
}

const secondMs = 1000
const thinnedMs = 60_000
const countedFromMs = Date.UTC(2025, 0, 1)

const plans: (SamplePlan & { serial: boolean })[] = worldSite().assets.flatMap((asset, place) =>
  asset.probes.map(({ id, role, intervalSeconds }, index) => ({
    asset: asset.id,
    probe: id,
    role,
    // The edge numbers what it reads from a serial line by the clock; so does the past of that line.
    ...(isSerial(asset.id, id)
      ? { intervalMs: 1, countedFromMs: 0 }
      : { intervalMs: intervalSeconds * secondMs, countedFromMs }),
    everyMs: intervalSeconds * secondMs,
    phaseMs: ((place * 7 + index * 3) * secondMs) % (intervalSeconds * secondMs),
    serial: isSerial(asset.id, id),
  })),
)

/** What the wireless probes sample as time passes. */
export const livePlans: readonly SamplePlan[] = plans.filter((plan) => !plan.serial)

/** What is filled into the past: every probe, positions once a minute. */
export const pastPlans: readonly SamplePlan[] = plans.map((plan) => ({
  ...plan,
  everyMs: Math.max(plan.everyMs, thinnedMs),
}))

export const keyOf = ({ asset, probe }: { asset: string; probe: string }): string => `${asset}/${probe}`
