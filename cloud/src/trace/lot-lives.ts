import type { LotLife } from '@larder/contracts/life-view'
import { usualPack } from '@larder/contracts/pack'
import { profileNamed } from '@larder/contracts/profiles'
import { kineticOf } from './kinetic.ts'
import { legRecord } from './leg-record.ts'
import { passageOf } from './legs.ts'
import { lifeOf } from './life.ts'
import { totalMs, union } from './spans.ts'
import type { TraceRecords, TraceTelemetry } from './trace-records.ts'
import { lotsOf } from './trace-report.ts'

/** The life left of each lot asked about, the shortest first: the same figures as in its report, without the rest. */
export function lotLives(records: TraceRecords, telemetry: TraceTelemetry, nowMs: number): LotLife[] {
  const lives = lotsOf(records).map((lot): LotLife => {
    const product = records.products.find(({ id }) => id === lot.product)
    const profileName = product?.profile ?? ''
    const profile = profileNamed(profileName, records.profiles)
    const passage = passageOf(lot, records, nowMs)
    const legs = passage.legs.map((leg) => legRecord(leg, telemetry.probes, records.calibrations))
    const seenMs = totalMs(union(legs.flatMap(({ covered }) => covered)))
    const aliveMs = passage.untilMs - passage.packedAtMs
    return {
      lot: lot.id,
      product: { id: lot.product, name: { zh: product?.nameZh ?? lot.product, en: product?.nameEn ?? lot.product } },
      profile: profileName,
      coveragePercent: aliveMs <= 0 ? 0 : Math.min(100, (100 * seenMs) / aliveMs),
      life: lifeOf(passage, legs, profile, {
        pack: profile.pack ?? usualPack(profileName),
        useByMs: lot.useByMs,
        nowMs,
      }),
      kinetic: kineticOf(legs, profile),
    }
  })
  return lives.sort((a, b) => leftOf(a) - leftOf(b) || (a.lot < b.lot ? -1 : 1))
}

/** Two lots with nothing left are told apart by what they may have at best. */
const leftOf = ({ life }: LotLife): number =>
  life === null ? Number.MAX_VALUE : life.leftDays.likely + life.leftDays.high / 1e6
