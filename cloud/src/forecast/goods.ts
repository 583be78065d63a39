import type { Pack } from '@larder/contracts/pack'
import type { Asset } from '@larder/contracts/site'
import { productSeries } from '@larder/edge/product-temperature/product-series'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import type { Sample } from '@larder/edge/thermal/grid'
import type { Goods } from '@larder/edge/thermal/uncooled'
import { temperatures } from './history.ts'

const minuteMs = 60_000
/** A product probe that has been silent for longer tells nothing of now. */
const freshMs = 15 * minuteMs
const gapMs = 30 * minuteMs

/** What the goods have now: by a product probe where one speaks, otherwise estimated from the air of the last hours. */
export async function goodsIn(
  store: Pick<TelemetryStore, 'readings'>,
  site: string,
  { id: asset, probes }: Asset,
  { timeConstantMinutes }: Pack,
  air: readonly Sample[],
  nowMs: number,
): Promise<Goods | undefined> {
  const timeConstantMs = timeConstantMinutes * minuteMs
  const timeConstantHours = timeConstantMs / 3_600_000
  for (const { id: probe } of probes.filter(({ role }) => role === 'product')) {
    const question = { site, asset, probe, fromMs: nowMs - freshMs, untilMs: nowMs + 1 }
    const newest = (await temperatures(store, question)).at(-1)
    if (newest !== undefined) return { celsius: newest.value, timeConstantHours }
  }
  const samples = air.map(({ atMs, value: celsius }) => ({ atMs, celsius }))
  const celsius = productSeries(samples, { timeConstantMs, gapMs }).at(-1)?.celsius
  return celsius === undefined ? undefined : { celsius, timeConstantHours }
}
