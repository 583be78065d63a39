import { profileNamed } from '@larder/contracts/profiles'
import type { Asset, ProbeRole } from '@larder/contracts/site'
import type { ObservedStretch, ProbeHistory, TraceRecords, TraceTelemetry } from './trace-records.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
export const packedMs = Date.parse('2026-11-01T00:00:00Z')

const cabinet: Asset = {
  id: 'c1',
  kind: 'cabinet',
  name: { zh: '一号柜', en: 'Cabinet 1' },
  profile: 'fresh-fish',
  probes: [
    { id: 'core', role: 'product', intervalSeconds: 60 },
    { id: 'air', role: 'air', intervalSeconds: 60 },
  ],
}

/** One lot of fish in one cabinet from packing on. */
export function fishRecords(changes: Partial<TraceRecords> = {}): TraceRecords {
  return {
    subject: { kind: 'lot', id: 'L1' },
    order: null,
    lots: [
      {
        id: 'L1',
        product: 'salmon',
        supplier: 'Fjord',
        originZh: '挪威',
        originEn: 'Norway',
        originLatitude: null,
        originLongitude: null,
        packedAtMs: packedMs,
        useByMs: null,
        quantity: 10,
      },
    ],
    products: [{ id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' }],
    consignments: [
      {
        id: 'K1',
        lots: ['L1'],
        legs: [{ site: 's1', asset: 'c1', phase: 'cabinet', fromMs: packedMs, untilMs: null }],
      },
    ],
    sorting: [],
    calibrations: [],
    sites: [{ id: 's1', name: { zh: '店', en: 'Shop' }, timeZone: 'Asia/Shanghai', assets: [cabinet] }],
    ...changes,
  }
}

export const fish = profileNamed('fresh-fish')

export const readingAt = (atMs: number, celsius: number): ObservedStretch => ({
  firstMs: atMs,
  lastMs: atMs,
  count: 1,
  minCelsius: celsius,
  meanCelsius: celsius,
  maxCelsius: celsius,
  longestGapMs: 0,
})

/** One reading a minute over these minutes since packing. */
export const minutes = (from: number, until: number, celsius: number): ObservedStretch[] =>
  Array.from({ length: until - from }, (_, index) => readingAt(packedMs + (from + index) * minuteMs, celsius))

export const probe = (id: string, role: ProbeRole, stretches: ObservedStretch[]): ProbeHistory => ({
  site: 's1',
  asset: 'c1',
  probe: id,
  role,
  intervalSeconds: 60,
  stretches,
})

export const telemetry = (...probes: ProbeHistory[]): TraceTelemetry => ({ probes, positions: [] })
