import type { TraceRecords } from '@larder/cloud/trace/trace-records'
import type { Phase } from '@larder/contracts/consignment'
import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'

const hopSamples = 20_000
const intervalSeconds = 10
const hopMs = hopSamples * intervalSeconds * 1000
const phases: Phase[] = ['origin', 'transit', 'storage', 'transit', 'cabinet']

/** Readings of the whole way: five hops, two probes each, one sample in ten seconds. */
export const fiveHopReadings = phases.length * 2 * hopSamples

const assetOf = (hop: number): Asset => ({
  id: `h${hop}`,
  kind: phases[hop] === 'transit' ? 'truck' : phases[hop] === 'cabinet' ? 'cabinet' : 'warehouse',
  name: { zh: `第 ${hop + 1} 站`, en: `Hop ${hop + 1}` },
  profile: 'fresh-fish',
  probes: [
    { id: 'core', role: 'product', intervalSeconds },
    { id: 'air', role: 'air', intervalSeconds },
  ],
})

/** An order of two lots that travelled five hops together. */
export function fiveHops(
  startMs: number,
  product: TraceRecords['products'][number],
  lot: TraceRecords['lots'][number],
) {
  const assets = phases.map((_, hop) => assetOf(hop))
  const lots = ['L1', 'L2'].map((id) => ({ ...lot, id, packedAtMs: startMs }))
  const untilMs = startMs + phases.length * hopMs
  const records: TraceRecords = {
    subject: { kind: 'order', id: 'O1' },
    order: {
      id: 'O1',
      customer: null,
      store: 's1',
      orderedAtMs: startMs,
      deliveredAtMs: untilMs,
      promisedAtMs: null,
      lines: lots.map(({ id }) => ({ lot: id, quantity: 1 })),
    },
    lots,
    products: [product],
    consignments: [
      {
        id: 'K1',
        lots: lots.map(({ id }) => id),
        legs: phases.map((phase, hop) => ({
          site: 's1',
          asset: `h${hop}`,
          phase,
          fromMs: startMs + hop * hopMs,
          untilMs: startMs + (hop + 1) * hopMs,
        })),
      },
    ],
    sorting: [],
    calibrations: [],
    sites: [{ id: 's1', name: { zh: '店', en: 'Shop' }, timeZone: 'Asia/Shanghai', assets }],
  }
  return { records, untilMs, readings: () => phases.flatMap((_, hop) => readingsOf(hop, startMs + hop * hopMs)) }
}

function readingsOf(hop: number, fromMs: number): Reading[] {
  return ['core', 'air'].flatMap((probe, place) =>
    Array.from({ length: hopSamples }, (_, sample): Reading => {
      const observedAtMs = fromMs + sample * intervalSeconds * 1000
      const celsius = Math.round(100 * (1 + 0.6 * Math.sin(sample / 40 + place))) / 100
      return {
        site: 's1',
        asset: `h${hop}`,
        probe,
        sequence: sample,
        observedAtMs,
        receivedAtMs: observedAtMs,
        celsius,
      }
    }),
  )
}
