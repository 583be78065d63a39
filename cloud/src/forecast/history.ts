import type { Asset, Probe } from '@larder/contracts/site'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import type { Sample } from '@larder/edge/thermal/grid'
import { periodsOf } from '../telemetry/chart.ts'

export interface HistoryQuestion {
  site: string
  asset: string
  probe: string
  fromMs: number
  untilMs: number
}

const portion = 10_000
/** Where a probe speaks more often than this, only the newest of its time is taken. */
const mostReadings = 60_000

/** A probe's temperatures, oldest first, without those that carry a fault; read in portions. */
export async function temperatures(
  store: Pick<TelemetryStore, 'readings'>,
  { fromMs, ...question }: HistoryQuestion,
): Promise<Sample[]> {
  const samples: Sample[] = []
  let nextMs = fromMs
  for (;;) {
    const readings = await store.readings({ ...question, fromMs: nextMs, limit: portion })
    for (const { observedAtMs: atMs, celsius, sensorFault } of readings) {
      if (celsius !== undefined && sensorFault === undefined) samples.push({ atMs, value: celsius })
    }
    const last = readings.at(-1)
    if (last === undefined || readings.length < portion || samples.length >= mostReadings) return samples
    nextMs = last.observedAtMs + 1
  }
}

/** How far back to ask so that a probe of this pace gives no more readings than are taken. */
export const lookBackMs = (probe: Probe, longestMs: number): number =>
  Math.min(longestMs, mostReadings * probe.intervalSeconds * 1000)

/** Forecast is the air, which the limits are judged on; an asset without an air probe is forecast by its product. */
export const forecastProbe = (asset: Asset): Probe | undefined =>
  asset.probes.find(({ role }) => role === 'air') ?? asset.probes.find(({ role }) => role === 'product')

/** A defrost takes 52 to 62 minutes on a real freezer; a device that reports a longer one is not believed. */
const longestDefrostMs = 75 * 60_000
/** A report holds for so long. */
const reportHeldMs = 10 * 60_000

/** Whether one of the asset's devices says that it is defrosting, and has not said so for too long. */
export async function defrostUnderWay(
  store: Pick<TelemetryStore, 'readings'>,
  site: string,
  asset: Asset,
  nowMs: number,
): Promise<boolean> {
  const fromMs = nowMs - longestDefrostMs - reportHeldMs
  for (const { id: probe, role } of asset.probes) {
    if (role === 'gps') continue
    const question = { site, asset: asset.id, probe, fromMs, untilMs: nowMs + 1 }
    const last = periodsOf(await store.readings({ ...question, limit: portion }), 'defrosting', reportHeldMs).at(-1)
    if (last === undefined || last.untilMs < nowMs - reportHeldMs) continue
    if (last.untilMs - last.fromMs <= longestDefrostMs) return true
  }
  return false
}
