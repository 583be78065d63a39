import type { DefrostsView, LearnedDefrostsView, Range } from '@larder/contracts/backtest'
import { phaseOfAsset } from '@larder/contracts/phase'
import { type ProfileSet, profileNamed } from '@larder/contracts/profiles'
import type { PastProbe } from '@larder/edge/backtest/backtest'
import { DefrostWatch } from '@larder/edge/defrost/defrost-watch'
import { isSure, nextExpectedMs } from '@larder/edge/defrost/expectation'
import type { LearnedDefrosts } from '@larder/edge/defrost/learned-defrosts'
import { defaultIntervalSeconds, rulesOf } from '@larder/edge/excursion/rules'
import { notFound } from '../http/refusal.ts'
import { type PastSources, pastProbes } from './past-probes.ts'

const dayMs = 86_400_000
const historyMs = 30 * dayMs
/** What was learned is learned again after this: defrosts come hours apart. */
const renewMs = 10 * 60_000
const mostKept = 500

export interface DefrostsOptions extends PastSources {
  profiles: { readonly all: ProfileSet }
  now(): number
}

/** What each asset's air says of its defrosts, when asked; kept for ten minutes. */
export class Defrosts {
  readonly #options: DefrostsOptions
  readonly #kept = new Map<string, { atMs: number; view: Promise<DefrostsView> }>()

  constructor(options: DefrostsOptions) {
    this.#options = options
  }

  async of(site: string, asset: string): Promise<DefrostsView> {
    const key = `${site}/${asset}`
    const nowMs = this.#options.now()
    const kept = this.#kept.get(key)
    if (kept !== undefined && nowMs - kept.atMs < renewMs) return kept.view
    if (this.#kept.size >= mostKept) this.#kept.clear()
    const view = this.#learn(site, asset, nowMs)
    this.#kept.set(key, { atMs: nowMs, view })
    view.catch(() => this.#kept.delete(key))
    return view
  }

  async #learn(site: string, asset: string, nowMs: number): Promise<DefrostsView> {
    const { sites, profiles } = this.#options
    const configured = sites.asset(site, asset)
    if (configured === undefined) throw notFound(`configured asset ${asset} at ${site}`)
    const profile = profileNamed(configured.profile, profiles.all)
    const { air, beside } = await pastProbes(this.#options, { site, asset, fromMs: nowMs - historyMs, untilMs: nowMs })
    const reported = reportedAt([...air, ...beside])
    return {
      probes: air.map((past) => {
        const interval = past.probe.intervalSeconds ?? defaultIntervalSeconds
        const { defrost } = rulesOf(profile, interval, phaseOfAsset[configured.kind])
        const watch = defrost === null ? null : new DefrostWatch(defrost)
        for (const { atMs, celsius, sensorFault } of past.samples) {
          if (celsius !== undefined && sensorFault === undefined) watch?.recall(atMs, celsius, reported(atMs))
        }
        return { probe: past.probe.id, learned: watch?.learned ? told(watch.learned) : null }
      }),
    }
  }
}

/** Whether any probe of the asset said within the last minutes that it defrosts. */
function reportedAt(probes: readonly PastProbe[]): (atMs: number) => boolean {
  const minutes = new Set<number>()
  for (const { samples } of probes) {
    for (const { atMs, defrosting } of samples) if (defrosting === true) minutes.add(Math.floor(atMs / 300_000))
  }
  return (atMs) => minutes.has(Math.floor(atMs / 300_000))
}

const told = (learned: LearnedDefrosts): LearnedDefrostsView => ({
  count: learned.count,
  sure: isSure(learned),
  durationMinutes: scaled(learned.durationMs, 60_000),
  peakCelsius: learned.peakCelsius,
  periodHours: learned.periodMs && scaled(learned.periodMs, 3_600_000),
  lastFromMs: learned.last.fromMs,
  nextExpectedMs: isSure(learned) ? nextExpectedMs(learned) : null,
})

const scaled = ({ least, typical, most }: Range, by: number): Range => {
  const tenths = (value: number): number => Math.round((10 * value) / by) / 10
  return { least: tenths(least), typical: tenths(typical), most: tenths(most) }
}
