import { type Pack, packs, usualPack } from '@larder/contracts/pack'
import type { Profile } from '@larder/contracts/profile'
import type { ChartPoint } from '@larder/contracts/report'
import { lag } from '@larder/edge/product-temperature/lag'
import { productSeries } from '@larder/edge/product-temperature/product-series'
import type { Stretch, TelemetryStore } from '@larder/edge/telemetry/store'
import { gapMs } from './chart.ts'

/** After three time constants only a twentieth is left of what the goods had at the beginning. */
const settledAfter = 3
const rollupMinutes = 15

export const packOf = (profileName: string, { pack }: Pick<Profile, 'pack'>): Pack =>
  packs[pack ?? usualPack(profileName)]

/** What the goods in this air had when a chart begins; undefined where nothing was stored before. */
export async function celsiusBefore(
  store: Pick<TelemetryStore, 'stretches'>,
  probe: { site: string; asset: string; probe: string },
  fromMs: number,
  { timeConstantMinutes }: Pack,
): Promise<number | undefined> {
  const timeConstantMs = timeConstantMinutes * 60_000
  const query = { ...probe, fromMs: Math.max(0, fromMs - settledAfter * timeConstantMs), untilMs: fromMs }
  const past = await store.stretches({ ...query, windowMinutes: rollupMinutes })
  const air = past.map(({ firstMs, lastMs, meanCelsius }: Stretch) => ({
    atMs: (firstMs + lastMs) / 2,
    celsius: meanCelsius,
  }))
  return productSeries(air, { timeConstantMs, gapMs: gapMs(rollupMinutes * 60) }).at(-1)?.celsius
}

/** The goods' temperature beside the points of an air curve; over a gap it is held, and the line is broken. */
export function productEstimate(
  air: readonly ChartPoint[],
  { timeConstantMinutes }: Pack,
  startCelsius: number | undefined,
): ChartPoint[] {
  let celsius = startCelsius
  let before: { atMs: number; mean: number } | undefined
  return air.map((point) => {
    const { atMs, mean } = point
    if (mean === null) {
      before = undefined
      return point
    }
    if (celsius === undefined) celsius = mean
    else if (before !== undefined) {
      celsius = lag(celsius, (before.mean + mean) / 2, atMs - before.atMs, timeConstantMinutes * 60_000)
    }
    before = { atMs, mean }
    const rounded = Math.round(100 * celsius) / 100
    return { atMs, min: rounded, mean: rounded, max: rounded }
  })
}
