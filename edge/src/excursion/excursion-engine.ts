import { phaseOfAsset } from '@larder/contracts/phase'
import { fallbackProfile, type ProfileSet, profileNamed, profiles } from '@larder/contracts/profiles'
import type { Reading } from '@larder/contracts/reading'
import type { Asset, Probe } from '@larder/contracts/site'
import type { DefrostSnapshot } from '../defrost/defrost-memory.ts'
import type { DefrostWatch } from '../defrost/defrost-watch.ts'
import type { ProbeFinding } from './conditions.ts'
import { DefrostLog } from './defrost-log.ts'
import type { Surroundings } from './probe-fold.ts'
import { ProbeWatch } from './probe-watch.ts'
import { defaultIntervalSeconds, rulesOf } from './rules.ts'
import { flag, flagsOf } from './sample.ts'

/** What one probe taught of its asset's defrosts. */
export interface LearnedOfProbe {
  asset: string
  probe: string
  snapshot: DefrostSnapshot
}

/** A probe that no configuration names is forgotten when it has been quiet this long. */
const strangerKeptMs = 24 * 3_600_000

/**
 * The rules over all probes of a site: readings in, findings out. Pure: no clock, no input or output.
 * A probe that no configuration names is judged as general chilled goods, and its silence is not judged.
 */
export class ExcursionEngine {
  private configured = new Map<string, Asset>()
  private profiles: ProfileSet = profiles
  private readonly assets = new Map<string, Map<string, ProbeWatch>>()
  private readonly touched = new Map<ProbeWatch, string>()
  /** What an asset's controller says of defrosts holds for every probe in its air. */
  private readonly defrosts = new Map<string, DefrostLog>()
  private readonly startedAtMs: number

  constructor(startedAtMs: number) {
    this.startedAtMs = startedAtMs
  }

  observe(readings: readonly Reading[]): void {
    for (const reading of readings) {
      const watch = this.watch(reading.asset, reading.probe)
      this.touched.set(watch, reading.asset)
      watch.heardAtMs = reading.receivedAtMs
      watch.take(reading.observedAtMs, reading.celsius ?? Number.NaN, flagsOf(reading))
      if (reading.defrosting !== undefined) this.noteDefrost(reading.asset, reading.observedAtMs, reading.defrosting)
    }
  }

  /** Readings from before a restart; those before `judgedFromMs` only add to totals. */
  recall(readings: readonly Reading[], judgedFromMs: number): void {
    const inOrder = readings.toSorted((a, b) => a.observedAtMs - b.observedAtMs)
    const recent = inOrder.filter(({ observedAtMs }) => observedAtMs >= judgedFromMs)
    for (const reading of inOrder) {
      if (reading.defrosting !== undefined) this.noteDefrost(reading.asset, reading.observedAtMs, reading.defrosting)
    }
    for (const reading of inOrder) {
      const watch = this.watch(reading.asset, reading.probe)
      const forgotten = reading.observedAtMs < judgedFromMs || reading.observedAtMs <= watch.horizonMs
      if (forgotten) watch.recall(reading.observedAtMs, reading.celsius ?? Number.NaN, flagsOf(reading))
    }
    this.observe(recent)
  }

  /** A value re-sent under a fresh stamp: it vouches for nothing. */
  observeStale(reading: Reading): void {
    const watch = this.watch(reading.asset, reading.probe)
    this.touched.set(watch, reading.asset)
    watch.take(reading.observedAtMs, Number.NaN, flag.stale)
  }

  /** Judges the time until now, in which no sample came. */
  wait(nowMs: number): void {
    for (const [asset, probes] of this.assets) {
      for (const watch of probes.values()) {
        watch.wait(nowMs)
        this.touched.set(watch, asset)
      }
    }
  }

  /** Lets go what is too old; call it when the findings have been told. */
  forget(nowMs: number): void {
    for (const log of this.defrosts.values()) log.forget(nowMs)
    for (const [asset, probes] of this.assets) {
      for (const [probe, watch] of probes) {
        watch.forget(nowMs)
        const known = this.probe(asset, probe) !== undefined || watch.openFindings().length > 0
        if (!known && watch.heardAtMs < nowMs - strangerKeptMs) probes.delete(probe)
      }
      if (probes.size > 0) continue
      this.assets.delete(asset)
      this.defrosts.delete(asset)
    }
  }

  /** The assets where something opened, ended or changed its severity since the last call. */
  settle(): Set<string> {
    const changed = new Set<string>()
    for (const [watch, asset] of this.touched) if (watch.settle()) changed.add(asset)
    this.touched.clear()
    return changed
  }

  /** The assets where something is open: their latest values move. */
  openAssets(): Set<string> {
    const open = new Set<string>()
    for (const [asset, probes] of this.assets) {
      for (const watch of probes.values()) if (watch.openFindings().length > 0) open.add(asset)
    }
    return open
  }

  findings(asset: string): ProbeFinding[] {
    const probes = this.assets.get(asset) ?? new Map<string, ProbeWatch>()
    return [...probes].flatMap(([probe, watch]) => watch.findings().map((finding) => ({ ...finding, probe })))
  }

  /** What the asset's air probes taught of its defrosts. */
  defrostWatches(asset: string): { probe: string; watch: DefrostWatch }[] {
    const probes = this.assets.get(asset) ?? new Map<string, ProbeWatch>()
    return [...probes].flatMap(([probe, { defrosts }]) => (defrosts === null ? [] : [{ probe, watch: defrosts }]))
  }

  /** What every probe taught of its asset's defrosts, for the next start. */
  learned(): LearnedOfProbe[] {
    return [...this.assets].flatMap(([asset, probes]) =>
      [...probes].flatMap(([probe, { defrosts }]) =>
        defrosts === null || defrosts.snapshot().spells.length === 0
          ? []
          : [{ asset, probe, snapshot: defrosts.snapshot() }],
      ),
    )
  }

  /** Takes up what was learned before a restart; first of all, for later samples build on it. */
  resume(learned: readonly LearnedOfProbe[]): void {
    for (const { asset, probe, snapshot } of learned) {
      if (this.probe(asset, probe) !== undefined) this.watch(asset, probe).resume(snapshot)
    }
  }

  profileOf(asset: string): string {
    return this.configured.get(asset)?.profile ?? fallbackProfile
  }

  /** Before this stamp the probe's samples are forgotten; `carried` asks for what was known before the start. */
  horizonMs(asset: string, probe: string, carried: boolean): number {
    const watch = this.assets.get(asset)?.get(probe)
    if (watch === undefined) return Number.POSITIVE_INFINITY
    return carried ? watch.oldestMs : watch.horizonMs
  }

  /** Takes up what was open before a restart. */
  restore(asset: string, finding: ProbeFinding): void {
    const watch = this.watch(asset, finding.probe)
    watch.restore(finding)
    this.touched.set(watch, asset)
  }

  /** Judges by these assets from `nowMs` on; what is kept is judged anew. */
  setAssets(assets: readonly Asset[], nowMs: number): void {
    this.configured = new Map(assets.map((asset) => [asset.id, asset]))
    this.judgeAnew(nowMs)
    for (const asset of assets) for (const probe of asset.probes) this.watch(asset.id, probe.id, nowMs)
  }

  /** Judges by these profiles from `nowMs` on; what is kept is judged anew. */
  setProfiles(profiles: ProfileSet, nowMs: number): void {
    this.profiles = profiles
    this.judgeAnew(nowMs)
  }

  private judgeAnew(nowMs: number): void {
    for (const [id, probes] of this.assets) {
      for (const [probe, watch] of probes) {
        watch.judgeBy(this.rules(id, probe), this.surroundings(id, probe, nowMs))
        this.touched.set(watch, id)
      }
    }
  }

  private watch(asset: string, probe: string, expectedSinceMs = this.startedAtMs): ProbeWatch {
    let probes = this.assets.get(asset)
    if (probes === undefined) {
      probes = new Map()
      this.assets.set(asset, probes)
    }
    let watch = probes.get(probe)
    if (watch === undefined) {
      watch = new ProbeWatch(this.rules(asset, probe), this.surroundings(asset, probe, expectedSinceMs))
      probes.set(probe, watch)
    }
    return watch
  }

  private noteDefrost(asset: string, atMs: number, defrosting: boolean): void {
    if (!this.defrostsOf(asset).note(atMs, defrosting)) return
    for (const watch of this.assets.get(asset)?.values() ?? []) {
      watch.reconsider(atMs)
      this.touched.set(watch, asset)
    }
  }

  private defrostsOf(asset: string): DefrostLog {
    const log = this.defrosts.get(asset) ?? new DefrostLog()
    this.defrosts.set(asset, log)
    return log
  }

  private surroundings(asset: string, probe: string, expectedSinceMs: number): Surroundings {
    const defrosts = this.defrostsOf(asset)
    // Goods warm slowly: where they are too warm, the air was so for longer than a defrost.
    const inGoods = this.probe(asset, probe)?.role === 'product'
    return {
      expectedSinceMs: this.expected(asset, probe) ? expectedSinceMs : Number.NaN,
      listeningSinceMs: this.startedAtMs,
      excusesWarmth: (atMs) => !inGoods && defrosts.excuses(atMs),
    }
  }

  private rules(asset: string, probe: string) {
    const configured = this.probe(asset, probe)
    const intervalSeconds = configured?.intervalSeconds ?? defaultIntervalSeconds
    const kind = this.configured.get(asset)?.kind
    const phase = kind && phaseOfAsset[kind]
    const rules = rulesOf(profileNamed(this.profileOf(asset), this.profiles), intervalSeconds, phase)
    // A thermometer that tells of the door with each sample need not be believed for longer than a few of them.
    const tellsAlways = configured?.role === 'air' || configured?.role === 'product'
    const doorHeldMs = tellsAlways ? 3000 * intervalSeconds : rules.doorHeldMs
    return { ...rules, doorHeldMs, defrost: configured?.role === 'product' ? null : rules.defrost }
  }

  /** A receiver of positions gives no readings, so their absence means nothing. */
  private expected(asset: string, probe: string): boolean {
    const configured = this.probe(asset, probe)
    return configured !== undefined && configured.role !== 'gps'
  }

  private probe(asset: string, probe: string): Probe | undefined {
    return this.configured.get(asset)?.probes.find((candidate) => candidate.id === probe)
  }
}
