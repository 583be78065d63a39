import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conditionsOf } from './conditions.ts'
import { ExcursionEngine } from './excursion-engine.ts'
import { type Known, reconcile } from './reconcile.ts'

const startMs = Date.parse('2026-11-20T00:00:00Z')
const minuteMs = 60_000
const asset: Asset = {
  id: 'c1',
  kind: 'cabinet',
  name: { zh: '柜', en: 'Cabinet' },
  profile: 'fresh-fish',
  probes: [
    { id: 'p1', role: 'air', intervalSeconds: 60 },
    { id: 'p2', role: 'product', intervalSeconds: 60 },
  ],
}

interface Sample {
  minute: number
  probe: string
  celsius: number | undefined
  doorOpen: boolean | undefined
  defrosting: boolean | undefined
  stale: boolean
}

const sample: fc.Arbitrary<Sample> = fc.record({
  minute: fc.integer({ min: 1, max: 240 }),
  probe: fc.constantFrom('p1', 'p2'),
  celsius: fc.constantFrom(-2, -1.2, 0, 1.4, 1.6, 2, 2.5, 4, 4.5, 6, 45, -127, undefined),
  doorOpen: fc.constantFrom(true, false, undefined),
  defrosting: fc.constantFrom(true, false, undefined, undefined),
  stale: fc.constantFrom(true, false, false, false),
})

/** Every condition ends: whether one without an end is open depends on when it was heard of, by design. */
const ending: Sample[] = ['p1', 'p2'].flatMap((probe) =>
  [250, 251].map((minute) => ({ minute, probe, celsius: 1, doorOpen: false, defrosting: false, stale: false })),
)

/** A random walk of levels held for a while gives real breaches; loose samples give gaps, faults and contradictions. */
const story = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(-2, -1.2, 1, 1.7, 2, 3, 4, 5), fc.integer({ min: 1, max: 60 })), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.array(sample, { maxLength: 40 }),
  )
  .map(([levels, loose]): Sample[] => {
    const walk: Sample[] = []
    let minute = 1
    for (const [celsius, minutes] of levels) {
      for (const end = Math.min(minute + minutes, 240); minute < end; minute++) {
        walk.push({ minute, probe: 'p1', celsius, doorOpen: undefined, defrosting: undefined, stale: false })
      }
    }
    return [...walk, ...loose, ...ending]
  })

const readingOf = (one: Sample, sequence: number): Reading => ({
  site: 's',
  asset: 'c1',
  probe: one.probe,
  sequence,
  observedAtMs: startMs + one.minute * minuteMs,
  receivedAtMs: startMs,
  ...(one.celsius === undefined ? {} : { celsius: one.celsius }),
  ...(one.doorOpen === undefined ? {} : { doorOpen: one.doorOpen }),
  ...(one.defrosting === undefined ? {} : { defrosting: one.defrosting }),
})

/** What the record says at the end: situations that were not disproved. */
function recordOf(samples: readonly Sample[], batch: number): string[] {
  const engine = new ExcursionEngine(startMs)
  engine.setAssets([asset], startMs)
  const known = new Map<string, Known>()
  let nowMs = startMs
  const tell = (assets: ReadonlySet<string>): void => {
    for (const one of assets) {
      for (const cause of ['too-warm', 'too-cold', 'door-open', 'silence', 'sensor-fault', 'stale-value'] as const) {
        const found = engine.findings(one).filter((finding) => finding.cause === cause)
        const said = [...known.values()].filter(({ situation }) => situation.cause === cause)
        const horizonMs = (probe: string, carried: boolean): number => engine.horizonMs(one, probe, carried)
        const context = {
          site: 's',
          asset: one,
          cause,
          profile: asset.profile,
          nowMs,
          lateMs: 15 * minuteMs,
          horizonMs,
        }
        for (const next of reconcile(conditionsOf(found), said, context)) known.set(next.situation.id, next)
      }
    }
  }
  for (let index = 0; index < samples.length; index += batch) {
    for (const [offset, one] of samples.slice(index, index + batch).entries()) {
      nowMs = Math.max(nowMs, startMs + one.minute * minuteMs)
      if (one.stale) engine.observeStale(readingOf(one, index + offset))
      else engine.observe([readingOf(one, index + offset)])
    }
    tell(engine.settle())
    engine.wait(nowMs)
    tell(engine.settle())
  }
  nowMs = startMs + 255 * minuteMs
  engine.wait(nowMs)
  tell(new Set([...engine.settle(), 'c1']))
  return [...known.values()]
    .map(({ situation }) => situation)
    .filter(({ fromMs, untilMs }) => fromMs !== untilMs)
    .map(({ fromMs, untilMs, cause, peakCelsius, severity, state, openedAtMs }) =>
      JSON.stringify({ cause, fromMs, openedAtMs, untilMs, peakCelsius, severity, state }),
    )
    .sort()
}

test('the same readings give the same situations in any order, with duplicates and in any batches', () => {
  const arranged = story.chain((samples) => {
    const shuffled = fc.shuffledSubarray(samples, { minLength: samples.length, maxLength: samples.length })
    const repeated = fc.subarray(samples)
    return fc.tuple(fc.constant(samples), shuffled, repeated, fc.integer({ min: 1, max: 50 }))
  })
  fc.assert(
    fc.property(arranged, ([samples, shuffled, repeated, batch]) => {
      const inOrder = [...samples].sort((a, b) => a.minute - b.minute)
      expect(recordOf([...shuffled, ...repeated], batch)).toEqual(recordOf(inOrder, 1))
    }),
    { numRuns: 300 },
  )
})
