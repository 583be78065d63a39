import type { ProfileSet } from '@larder/contracts/profiles'
import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import { type Cause, cause as causes, type Severity, type Situation } from '@larder/contracts/situation'
import { conditionsOf } from './conditions.ts'
import { ExcursionEngine } from './excursion-engine.ts'
import { type Known, reconcile } from './reconcile.ts'
import { SituationFile } from './situation-file.ts'

export interface SituationKeeperOptions {
  /** The SQLite file of known situations and of those not yet confirmed. */
  path: string
  site: string
  assets: readonly Asset[]
  /** Evidence older than this never opens an alarm about now. */
  lateMs: number
  clock(): number
  /** Resolves when the situation is safe elsewhere (PUBACK); a rejection is retried at the next tick. */
  emit(situation: Situation): Promise<void>
  log(line: string): void
}

/** Causes that the edge node reports of itself. */
export type NodeCause = Extract<Cause, 'journal-filling' | 'store-unreachable'>

const ruleCauses = causes.options.filter((cause) => cause !== 'journal-filling' && cause !== 'store-unreachable')

/** The asset under which the edge node reports of itself. */
export const nodeAsset = 'edge-node'

const keptMs = 48 * 3_600_000
const emittedAtOnce = 64
/** What was learned of defrosts is stored at this pace: a crash costs no more, and a defrost takes longer. */
const learnedEveryMs = 10 * 60_000

/** The thin shell of the excursion rules: remembers what was said, and says each change once, even after a crash. */
export class SituationKeeper {
  private readonly options: SituationKeeperOptions
  private readonly file: SituationFile
  private engine: ExcursionEngine
  /** Asset → situations by id. */
  private readonly known = new Map<string, Map<string, Known>>()
  private readonly unsettled = new Set<string>()
  private emitting: Promise<void> | undefined
  private moreToSend = false
  private running = false
  private learnedSavedAtMs = 0

  constructor(options: SituationKeeperOptions) {
    this.options = options
    this.file = new SituationFile(options.path)
    this.engine = new ExcursionEngine(0)
  }

  async start(): Promise<void> {
    this.file.start()
    const nowMs = this.options.clock()
    this.engine = new ExcursionEngine(nowMs)
    this.engine.setAssets(this.options.assets, nowMs)
    this.engine.resume(this.file.learned())
    this.learnedSavedAtMs = nowMs
    this.known.clear()
    for (const one of this.file.known()) this.remember({ ...one, carried: true })
    this.running = true
    this.send()
  }

  /** What nobody has confirmed by now is sent again after the next start. */
  async stop(): Promise<void> {
    if (this.running) this.saveLearned()
    this.running = false
    this.file.stop()
  }

  /** Fresh readings, once the journal has them, in any order. */
  observe(readings: readonly Reading[]): void {
    this.engine.observe(readings)
    this.tell(this.engine.settle())
  }

  /** A reading whose sequence and value were seen before, under a fresh stamp. */
  observeStale(reading: Reading): void {
    this.engine.observeStale(reading)
    this.tell(this.engine.settle())
  }

  /**
   * Readings from before this start: the last hour is judged, so that what was pending goes on, and what is older than
   * `judgedFromMs` only adds to totals that go on.
   */
  warm(readings: readonly Reading[], judgedFromMs = Number.NEGATIVE_INFINITY): void {
    this.engine.recall(readings, judgedFromMs)
    this.tell(this.engine.settle())
  }

  /** The edge node's own state; repeating the same state changes nothing. */
  report(cause: NodeCause, state: Situation['state'], severity: Severity = 'warning'): void {
    const nowMs = this.options.clock()
    const before = this.openOf(nodeAsset, cause)?.situation
    if (state === (before?.state ?? 'resolved') && (state === 'resolved' || severity === before?.severity)) return
    const situation: Situation = {
      id: before?.id ?? `${this.options.site}.${nodeAsset}.${cause}.${nowMs}`,
      revision: before === undefined ? 0 : before.revision + 1,
      site: this.options.site,
      asset: nodeAsset,
      cause,
      severity,
      state,
      fromMs: before?.fromMs ?? nowMs,
      openedAtMs: before?.openedAtMs ?? nowMs,
      ...(state === 'resolved' ? { untilMs: nowMs } : {}),
      past: false,
    }
    this.save([{ situation, findings: [], revisedAtMs: nowMs, carried: false }])
  }

  /** Call every second: judges silence and delays that pass without a new reading, and retries what failed. */
  tick(nowMs: number): void {
    this.engine.wait(nowMs)
    const assets = this.engine.settle()
    for (const asset of this.engine.openAssets()) assets.add(asset)
    this.tell(assets)
    if (this.unsettled.size === 0) this.forget(nowMs)
    if (Math.abs(nowMs - this.learnedSavedAtMs) >= learnedEveryMs) {
      this.learnedSavedAtMs = nowMs
      this.saveLearned()
    }
    this.send()
  }

  setAssets(assets: readonly Asset[]): void {
    this.engine.setAssets(assets, this.options.clock())
    this.tell(this.engine.settle())
  }

  /** Judges by these profiles from now on. */
  setProfiles(profiles: ProfileSet): void {
    this.engine.setProfiles(profiles, this.options.clock())
    this.tell(this.engine.settle())
  }

  /** Those open now, newest first. */
  openSituations(): Situation[] {
    const all = [...this.known.values()].flatMap((byId) => [...byId.values()])
    const open = all.map(({ situation }) => situation).filter(({ state }) => state === 'open')
    return open.sort((a, b) => b.openedAtMs - a.openedAtMs)
  }

  /** Nothing is on its way to the receiver. */
  get idle(): boolean {
    return this.emitting === undefined
  }

  private remember(one: Known): void {
    this.put(one)
    const { situation, findings } = one
    if (situation.state !== 'open') return
    for (const finding of findings) if (finding.untilMs === null) this.engine.restore(situation.asset, finding)
  }

  private tell(assets: ReadonlySet<string>): void {
    for (const asset of assets) this.unsettled.add(asset)
    if (this.unsettled.size === 0) return
    const revised = [...this.unsettled].flatMap((asset) => this.reconcile(asset))
    if (this.save(revised)) this.unsettled.clear()
  }

  private reconcile(asset: string): Known[] {
    const findings = this.engine.findings(asset)
    const known = [...(this.known.get(asset)?.values() ?? [])]
    const { site, lateMs, clock } = this.options
    const nowMs = clock()
    const profile = this.engine.profileOf(asset)
    const horizonMs = (probe: string, carried: boolean): number => this.engine.horizonMs(asset, probe, carried)
    return ruleCauses.flatMap((cause) => {
      const found = findings.filter((finding) => finding.cause === cause)
      const said = known.filter(({ situation }) => situation.cause === cause)
      const context = { site, asset, cause, profile, nowMs, lateMs, horizonMs }
      return found.length + said.length === 0 ? [] : reconcile(conditionsOf(found), said, context)
    })
  }

  /** False when the disk refused: nothing is lost, the next tick tries again. */
  private save(revised: readonly Known[]): boolean {
    if (revised.length === 0) return true
    try {
      this.file.save(revised)
    } catch (error) {
      this.options.log(`situations could not be stored, trying again: ${(error as Error).message}`)
      return false
    }
    for (const one of revised) this.put(one)
    this.send()
    return true
  }

  /** When the disk refuses, the next time will do. */
  private saveLearned(): void {
    try {
      this.file.saveLearned(this.engine.learned())
    } catch (error) {
      this.options.log(`what was learned of defrosts could not be stored: ${(error as Error).message}`)
    }
  }

  private put(one: Known): void {
    const { asset, id } = one.situation
    const byId = this.known.get(asset) ?? new Map<string, Known>()
    this.known.set(asset, byId.set(id, one))
  }

  private openOf(asset: string, cause: Cause): Known | undefined {
    const known = [...(this.known.get(asset)?.values() ?? [])]
    return known.find(({ situation }) => situation.cause === cause && situation.state === 'open')
  }

  private forget(nowMs: number): void {
    this.engine.forget(nowMs)
    let forgot = false
    for (const [asset, byId] of this.known) {
      for (const [id, { situation, revisedAtMs }] of byId) {
        if (situation.state === 'open' || revisedAtMs >= nowMs - keptMs) continue
        forgot = byId.delete(id) || forgot
      }
      if (byId.size === 0) this.known.delete(asset)
    }
    if (forgot) this.file.forget(nowMs - keptMs)
  }

  private send(): void {
    if (!this.running) return
    if (this.emitting !== undefined) {
      this.moreToSend = true
      return
    }
    this.moreToSend = false
    this.emitting = this.drain()
      .catch((error: Error) => this.options.log(`a situation could not be sent, trying again: ${error.message}`))
      .finally(() => {
        this.emitting = undefined
        if (this.moreToSend) this.send()
      })
  }

  private async drain(): Promise<void> {
    for (let batch = this.file.pending(emittedAtOnce); batch.length > 0; batch = this.file.pending(emittedAtOnce)) {
      for (const one of batch) {
        await this.options.emit(one.situation)
        if (!this.running) return
        this.file.confirm(one)
      }
    }
  }
}
