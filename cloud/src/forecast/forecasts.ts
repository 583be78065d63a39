import type { AssetForecast, ForecastMethod, MethodErrors } from '@larder/contracts/forecast'
import { phaseOfAsset } from '@larder/contracts/phase'
import { boundsIn } from '@larder/contracts/profile'
import { type ProfileSet, profileNamed } from '@larder/contracts/profiles'
import type { Asset, Probe } from '@larder/contracts/site'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import { type Circumstances, type Outlook, outlookOf } from '@larder/edge/thermal/breach'
import { gridOf, type Sample } from '@larder/edge/thermal/grid'
import type { Habits } from '@larder/edge/thermal/runs'
import { notFound } from '../http/refusal.ts'
import type { Sites } from '../sites/sites.ts'
import { packOf } from '../telemetry/product-estimate.ts'
import { type Forecaster, persistence, physical, seasonal } from './baselines.ts'
import type { Band } from './evaluate.ts'
import { goodsIn } from './goods.ts'
import { defrostUnderWay, forecastProbe, lookBackMs, temperatures } from './history.ts'
import { type Knowledge, knowledgeOf } from './knowledge.ts'
import { learned } from './lstm.ts'
import { currentVersion, type Model, modelFolder, readModel } from './model-file.ts'
import { isOrigin, type Plan, TooShort } from './plan.ts'
import { pointsOf, uncooledPoints } from './points.ts'

export interface ForecastOptions {
  sites: Pick<Sites, 'asset'>
  profiles: { readonly all: ProfileSet }
  store: Pick<TelemetryStore, 'readings'>
  dataDirectory: string
  now(): number
  log(line: string): void
}

const hourMs = 3_600_000
const historyMs = 14 * 24 * hourMs
const recentMs = 6 * hourMs
/** What is learned of an asset is learned again after this. */
const renewMs = hourMs / 4
const mostKept = 200
const staleIntervals = 3
const leastStaleMs = hourMs / 4
const minuteMs = 60_000

interface Kept {
  atMs: number
  version: number | undefined
  knowledge: Promise<Knowledge>
}

/** Looks ahead for one asset at a time, when asked. What it learned is kept for a quarter of an hour, for at most 200 assets. */
export class Forecasts {
  readonly #options: ForecastOptions
  readonly #kept = new Map<string, Kept>()

  constructor(options: ForecastOptions) {
    this.#options = options
  }

  async of(site: string, asset: string): Promise<AssetForecast> {
    const configured = this.#options.sites.asset(site, asset)
    if (configured === undefined) throw notFound(`configured asset ${asset} at ${site}`)
    const probe = forecastProbe(configured)
    const nothing = nothingOf(site, asset, probe?.id ?? null)
    if (probe === undefined) return { ...nothing, reason: 'the asset has no probe that measures a temperature' }
    try {
      return { ...nothing, ...(await this.#ahead(site, configured, probe)) }
    } catch (error) {
      if (!(error instanceof TooShort)) throw error
      return { ...nothing, reason: error.message }
    }
  }

  async #ahead(site: string, asset: Asset, probe: Probe): Promise<Partial<AssetForecast>> {
    const { store, now, profiles } = this.#options
    const nowMs = now()
    const knowledge = await this.#knowledge(site, asset, probe, nowMs)
    const question = { site, asset: asset.id, probe: probe.id, untilMs: nowMs + 1 }
    const recent = await temperatures(store, { ...question, fromMs: nowMs - Math.max(recentMs, knowledge.lookBackMs) })
    const newest = recent.at(-1)
    const known = { history: knowledge.history, trained: trainedOf(knowledge.model) }
    const staleMs = Math.max(leastStaleMs, staleIntervals * probe.intervalSeconds * 1000)
    if (newest === undefined || nowMs - newest.atMs > staleMs) {
      return { ...known, status: 'stale', reason: 'the newest reading is too old to look ahead from' }
    }
    const profile = profileNamed(asset.profile, profiles.all)
    const { high } = boundsIn(profile, phaseOfAsset[asset.kind])
    const defrosting = high !== undefined && (await defrostUnderWay(store, site, asset, nowMs))
    const goods = high && (await goodsIn(store, site, asset, packOf(asset.profile, profile), recent, nowMs))
    const circumstances = { defrosting, goods }
    const outlook = high && outlookAt(recent, newest, probe, knowledge.habits, high.limitCelsius, circumstances)
    return {
      ...known,
      status: 'ready',
      fromMs: newest.atMs,
      celsius: newest.value,
      ...forecastOf(knowledge, recent, newest, outlook),
      breach: outlook?.breach ?? null,
    }
  }

  /** Learned once however many ask; again after a training, and after a quarter of an hour. */
  async #knowledge(site: string, asset: Asset, probe: Probe, nowMs: number): Promise<Knowledge> {
    const { dataDirectory, store } = this.#options
    const key = `${site}/${asset.id}/${probe.id}`
    const folder = modelFolder(dataDirectory, site, asset.id)
    const version = await currentVersion(folder)
    const kept = this.#kept.get(key)
    if (kept !== undefined && kept.version === version && nowMs - kept.atMs < renewMs) return kept.knowledge
    const learn = async (): Promise<Knowledge> => {
      const fromMs = nowMs - lookBackMs(probe, historyMs)
      const samples = await temperatures(store, { site, asset: asset.id, probe: probe.id, fromMs, untilMs: nowMs + 1 })
      const model = version === undefined ? undefined : await this.#model(folder, version)
      return knowledgeOf(samples, probe.intervalSeconds * 1000, model)
    }
    const knowledge = learn()
    this.#kept.delete(key)
    this.#kept.set(key, { atMs: nowMs, version, knowledge })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest)
    // A store that was down is asked again at once; a history that is too short stays so for a while.
    knowledge.catch((error: unknown) => error instanceof TooShort || this.#kept.delete(key))
    return knowledge
  }

  /** A damaged model is told to the operator; the baselines go on without it. */
  async #model(folder: string, version: number): Promise<Model | undefined> {
    return readModel(folder, version).catch((error: unknown) => {
      this.#options.log(`a forecasting model is not used: ${error instanceof Error ? error.message : error}`)
      return undefined
    })
  }
}

const nothingOf = (site: string, asset: string, probe: string | null): AssetForecast => ({
  site,
  asset,
  probe,
  status: 'not-enough-history',
  reason: null,
  fromMs: null,
  celsius: null,
  history: null,
  methods: [],
  used: null,
  why: null,
  trained: null,
  breach: null,
})

function trainedOf(model: Model | undefined): AssetForecast['trained'] {
  if (model === undefined) return null
  const { trainedAtMs: atMs, version, rows, trainingSeconds: seconds } = model.metadata
  return { atMs, version, rows, seconds }
}

function outlookAt(
  recent: Sample[],
  newest: Sample,
  probe: Probe,
  habits: Habits,
  limitCelsius: number,
  circumstances: Circumstances,
): Outlook | undefined {
  const fresh = recent.filter(({ atMs }) => atMs > newest.atMs - recentMs)
  const stepMs = Math.max(minuteMs, probe.intervalSeconds * 1000)
  return outlookOf(gridOf(fresh, stepMs), habits, limitCelsius, circumstances)
}

function forecastOf(
  knowledge: Knowledge,
  recent: Sample[],
  newest: Sample,
  outlook: Outlook | undefined,
): Pick<AssetForecast, 'methods' | 'used' | 'why'> {
  const { stepMs, window, horizons, law, periodSteps, model, errors, bands } = knowledge
  const grid = gridOf(recent, stepMs)
  const plan: Plan = { grid, window, horizons, trainUntil: 0, heldBackFrom: 0 }
  const origin = grid.values.length - 1
  const forecasters: Partial<Record<ForecastMethod, Forecaster>> = {
    ...(model !== undefined && isOrigin(grid.values, origin, window)
      ? { lstm: learned(plan, model.lstm, model.metadata.scaling) }
      : {}),
    physical: physical(plan, law),
    persistence: persistence(plan),
    ...(periodSteps === undefined ? {} : { seasonal: seasonal(plan, periodSteps) }),
  }
  const warming = outlook?.breach.state === 'warming'
  const methods = errors.flatMap((ofMethod: MethodErrors) => {
    const forecaster = forecasters[ofMethod.method]
    const band: Band | undefined = bands[ofMethod.method]
    if (forecaster === undefined || band === undefined) return []
    const points =
      warming && ofMethod.method === 'physical'
        ? uncooledPoints(outlook.candidates, newest.atMs, stepMs, horizons)
        : pointsOf(forecaster(origin), band, newest.atMs, stepMs)
    return [{ method: ofMethod.method, points, errors: ofMethod }]
  })
  return {
    methods,
    ...choiceOf(
      knowledge,
      methods.map(({ method }) => method),
      warming,
    ),
  }
}

function choiceOf(
  { model, ranked }: Knowledge,
  able: ForecastMethod[],
  warming: boolean,
): Pick<AssetForecast, 'used' | 'why'> {
  if (warming) return { used: 'physical', why: 'warming' }
  const used = ranked.find((method) => able.includes(method)) ?? 'persistence'
  if (model === undefined) return { used, why: 'untrained' }
  if (used === 'lstm') return { used, why: 'learned-best' }
  return { used, why: ranked[0] === 'lstm' ? 'window-gap' : 'baseline-best' }
}
