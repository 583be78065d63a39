import type { Backtest, PastSituation } from '@larder/contracts/backtest'
import type { Profile } from '@larder/contracts/profile'
import type { Reading } from '@larder/contracts/reading'
import type { Asset, Probe } from '@larder/contracts/site'
import type { Cause } from '@larder/contracts/situation'
import { learnDefrosts } from '../defrost/learned-defrosts.ts'
import type { WarmSpell } from '../defrost/warm-spell.ts'
import { type Condition, conditionsOf, type ProbeFinding } from '../excursion/conditions.ts'
import { ExcursionEngine } from '../excursion/excursion-engine.ts'
import { defaultIntervalSeconds } from '../excursion/rules.ts'
import { plainAlarms } from './plain-threshold.ts'

/** What one asset's air probe said at one time; `celsius` is absent where it had no value. */
export interface PastSample {
  atMs: number
  celsius?: number
  doorOpen?: boolean
  defrosting?: boolean
  sensorFault?: Reading['sensorFault']
}

/** Another probe of the same asset with what it said. */
export interface PastProbe {
  probe: Probe
  samples: readonly PastSample[]
}

/** The rules to try, for an air probe in an asset of this kind. */
export interface JudgedBy {
  name: string
  profile: Profile
  kind: Asset['kind']
}

const address = { site: 'backtest', asset: 'asset', probe: 'air' }
const weekMs = 7 * 86_400_000
/** So many at once: findings are taken before the engine lets them go. */
const batchSize = 512
const plainDelaysMinutes = [0, 10, 30]
/** The probe's silence is told apart: in a record it is a hole, which nobody can go and look at. */
const ofSilence = (cause: Cause): boolean => cause === 'silence' || cause === 'stale-value'

/**
 * What the rules would have raised over a record, judged as at the edge: sample by sample, knowing nothing beforehand.
 * Samples in any order; of two with one stamp the warmer counts. `beside` are the asset's other probes: doors, goods.
 */
export function backtest(past: readonly PastSample[], profile: JudgedBy, beside: readonly PastProbe[] = []): Backtest {
  const samples = past.toSorted((a, b) => a.atMs - b.atMs)
  const [firstMs, lastMs] = [samples[0]?.atMs, samples.at(-1)?.atMs]
  const intervalSeconds = medianSeconds(samples)
  const { findings, spells } = judge(samples, profile, intervalSeconds ?? undefined, beside)
  const conditions = conditionsByCause(findings)
  const situations = conditions.filter(({ cause }) => !ofSilence(cause)).map((one) => situationOf(one))
  const perWeek = (count: number): number => {
    const spanMs = firstMs === undefined || lastMs === undefined ? 0 : lastMs - firstMs
    return spanMs > 0 ? Math.round((100 * count * weekMs) / spanMs) / 100 : 0
  }
  return {
    profile: profile.name,
    from: firstMs === undefined ? null : iso(firstMs),
    to: lastMs === undefined ? null : iso(lastMs),
    samples: samples.length,
    intervalSeconds,
    situations,
    alarmsPerWeek: perWeek(situations.length),
    defrosts: (learnDefrosts(spells)?.members ?? []).map(({ fromMs, untilMs, peakCelsius }) => ({
      from: iso(fromMs),
      to: iso(untilMs),
      peakCelsius,
    })),
    silences: conditions
      .filter(({ cause }) => ofSilence(cause))
      .map(({ fromMs, untilMs, evidenceMs }) => ({ from: iso(fromMs), to: iso(untilMs ?? evidenceMs) })),
    plainThreshold: plainThreshold(samples, profile, perWeek),
  }
}

function judge(
  air: readonly PastSample[],
  { name, profile, kind }: JudgedBy,
  intervalSeconds: number | undefined,
  beside: readonly PastProbe[],
) {
  const findings = new Map<string, ProbeFinding>()
  const spells = new Map<number, WarmSpell>()
  const readings = [
    air.map(readingOf),
    ...beside.map(({ probe, samples }) => samples.map(readingOf).map((one) => ({ ...one, probe: probe.id }))),
  ]
    .flat()
    .sort((a, b) => a.observedAtMs - b.observedAtMs)
  const startedAtMs = readings[0]?.observedAtMs ?? 0
  const engine = new ExcursionEngine(startedAtMs)
  const probe = { id: address.probe, role: 'air' as const, intervalSeconds: intervalSeconds ?? defaultIntervalSeconds }
  engine.setProfiles({ [name]: profile }, startedAtMs)
  engine.setAssets(
    [
      {
        id: address.asset,
        kind,
        name: { zh: name, en: name },
        profile: name,
        probes: [probe, ...beside.map((one) => one.probe)],
      },
    ],
    startedAtMs,
  )
  for (let start = 0; start < readings.length; start += batchSize) {
    const batch = readings.slice(start, start + batchSize)
    engine.observe(batch)
    engine.settle()
    const isLast = start + batchSize >= readings.length
    for (const one of engine.findings(address.asset)) {
      // One that is still open may yet be withdrawn.
      if (one.untilMs !== null || isLast) findings.set(`${one.cause} ${one.fromMs}`, one)
    }
    for (const { watch } of engine.defrostWatches(address.asset)) {
      for (const spell of watch.snapshot().spells) spells.set(spell.fromMs, spell)
    }
    engine.forget(batch.at(-1)?.observedAtMs ?? startedAtMs)
  }
  return { findings: [...findings.values()], spells: [...spells.values()].sort((a, b) => a.fromMs - b.fromMs) }
}

const readingOf = ({ atMs, ...quantities }: PastSample, sequence: number): Reading => ({
  ...address,
  sequence,
  observedAtMs: atMs,
  receivedAtMs: atMs,
  ...quantities,
})

function conditionsByCause(findings: readonly ProbeFinding[]): Condition[] {
  const byCause = Map.groupBy(findings, ({ cause }) => cause)
  return [...byCause.values()].flatMap(conditionsOf).sort((a, b) => a.fromMs - b.fromMs)
}

const situationOf = ({
  fromMs,
  openedAtMs,
  untilMs,
  evidenceMs,
  cause,
  severity,
  peakCelsius,
}: Condition): PastSituation => ({
  from: iso(fromMs),
  to: iso(untilMs ?? evidenceMs),
  raisedAt: iso(openedAtMs),
  open: untilMs === null,
  cause,
  severity,
  peakCelsius,
})

function plainThreshold(
  samples: readonly PastSample[],
  { profile: { high } }: JudgedBy,
  perWeek: (count: number) => number,
): Backtest['plainThreshold'] {
  if (high === undefined) return null
  const limitCelsius = high.warnCelsius
  const usable = samples.filter((sample): sample is PastSample & { celsius: number } => isUsable(sample))
  const byDelay = plainDelaysMinutes.map((delayMinutes) => {
    const alarms = plainAlarms(usable, limitCelsius, delayMinutes)
    return { delayMinutes, alarms, alarmsPerWeek: perWeek(alarms) }
  })
  const instant = byDelay[0] ?? { delayMinutes: 0, alarms: 0, alarmsPerWeek: 0 }
  return { limitCelsius, ...instant, byDelay }
}

const isUsable = ({ celsius, sensorFault }: PastSample): boolean => celsius !== undefined && sensorFault === undefined

/** The typical time between two stamps; null where there are fewer. */
function medianSeconds(samples: readonly PastSample[]): number | null {
  const steps = samples.slice(1).map(({ atMs }, index) => atMs - (samples[index]?.atMs ?? 0))
  const sorted = steps.filter((stepMs) => stepMs > 0).sort((a, b) => a - b)
  const middle = sorted[sorted.length >> 1]
  return middle === undefined ? null : middle / 1000
}

const iso = (atMs: number): string => new Date(atMs).toISOString()
