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

/** What is judged again after a start: a delay under way when we stopped goes on. */
export const judgedAgainMs = 60 * 60_000
/** Totals run over a day. */
const lookBackMs = 24 * 60 * 60_000
/** A day at one reading every five seconds; a faster probe's totals begin anew with what was left out. */
const perProbe = 20_000

/** The last day, asset by asset: from the store, and the last hour also from what the store does not have yet. */
export async function* warmReadings(options: WarmUpOptions): AsyncGenerator<Reading[]> {
  const { store, journal, site, assets, nowMs, log } = options
  const waiting = Map.groupBy(journal.since(nowMs - judgedAgainMs), ({ asset }) => asset)
  let answers = true
  for (const asset of assets) {
    const stored = answers ? await storedReadings(store, site, asset, nowMs).catch((error: unknown) => error) : []
    if (!Array.isArray(stored)) {
      answers = false
      log(`rules: they start without the store's last day: ${stored instanceof Error ? stored.message : stored}`)
    }
    yield [...(Array.isArray(stored) ? stored : []), ...(waiting.get(asset.id) ?? [])]
    waiting.delete(asset.id)
  }
  for (const readings of waiting.values()) yield readings
}

async function storedReadings(store: TelemetryStore, site: string, asset: Asset, nowMs: number): Promise<Reading[]> {
  const all = asset.probes.map(({ id: probe, intervalSeconds }) => {
    const spanMs = Math.min(lookBackMs, Math.max(judgedAgainMs, perProbe * intervalSeconds * 1000))
    const range = { fromMs: nowMs - spanMs, untilMs: nowMs + 1, limit: perProbe }
    return store.readings({ site, asset: asset.id, probe, ...range })
  })
  return (await Promise.all(all)).flat()
}
