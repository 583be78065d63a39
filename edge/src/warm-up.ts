import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import type { Journal } from './journal/journal.ts'
import type { TelemetryStore } from './telemetry/store.ts'

interface WarmUpOptions {
  store: TelemetryStore
  journal: Pick<Journal, 'since'>
  site: string
  assets: readonly Asset[]
  nowMs: number
  log(line: string): void
}

const lookBackMs = 60 * 60_000
const perProbe = 4000

/** The last hour, from the store and from what it does not have yet: a delay under way when we stopped goes on. */
export async function warmReadings({ store, journal, site, assets, nowMs, log }: WarmUpOptions): Promise<Reading[]> {
  const fromMs = nowMs - lookBackMs
  const waiting = journal.since(fromMs)
  const probes = assets.flatMap((asset) => asset.probes.map((probe) => ({ site, asset: asset.id, probe: probe.id })))
  const range = { fromMs, untilMs: nowMs + 1, limit: perProbe }
  try {
    const stored = await Promise.all(probes.map((address) => store.readings({ ...address, ...range })))
    return [...stored.flat(), ...waiting]
  } catch (error) {
    log(`rules: they start without the store's last hour: ${error instanceof Error ? error.message : error}`)
    return waiting
  }
}
