import type { Calibration } from '@larder/contracts/calibration'
import type { LotLeg } from './legs.ts'
import { type ProbeRecord, recordOf, weightMs } from './probe-record.ts'
import { type Span, totalMs, union } from './spans.ts'
import type { ProbeHistory } from './trace-records.ts'

/** One leg with what its probes saw. `deciding` are the probes that speak for the goods. */
export interface LegRecord {
  leg: LotLeg
  probes: ProbeRecord[]
  deciding: ProbeRecord[]
  basis: 'air' | 'product' | 'none'
  covered: Span[]
}

/** Product probes win over air, unless they were watching for less than this share of what was watched. */
const productShare = 0.8

export function legRecord(
  leg: LotLeg,
  histories: readonly ProbeHistory[],
  calibrations: readonly Calibration[],
): LegRecord {
  const here = histories.filter(
    ({ site, asset, role }) => site === leg.site && asset === leg.asset && (role === 'air' || role === 'product'),
  )
  const probes = here.map((history) => recordOf(history, leg, calibrations))
  const seeing = probes.filter(({ stretches }) => stretches.length > 0)
  const all = union(seeing.flatMap(({ covered }) => covered))
  const product = seeing.filter(({ history }) => history.role === 'product')
  const byProduct = union(product.flatMap(({ covered }) => covered))
  const productDecides = product.length > 0 && totalMs(byProduct) >= productShare * totalMs(all)
  return {
    leg,
    probes,
    deciding: productDecides ? product : seeing,
    basis: seeing.length === 0 ? 'none' : productDecides ? 'product' : 'air',
    covered: all,
  }
}

/** The mean over time and deciding probes; null where nothing was seen. */
export function meanCelsius({ deciding }: LegRecord): number | null {
  let sum = 0
  let weight = 0
  for (const { stretches, history } of deciding) {
    for (const [index, stretch] of stretches.entries()) {
      const ms = weightMs(stretches, index, history.intervalSeconds)
      sum += stretch.meanCelsius * ms
      weight += ms
    }
  }
  return weight === 0 ? null : sum / weight
}
