import type { Calibration } from './calibration.ts'
import type { Phase } from './consignment.ts'
import type { SpoilageParameters } from './shelf-life.ts'
import type { Bilingual, ProbeRole } from './site.ts'
import type { SortingRecord } from './sorting-record.ts'
import type { Standing } from './standing.ts'

/**
 * A trace report, as JSON and as the page sees it. Pure result of records and telemetry: no personal data,
 * no inspector's name. Times are milliseconds since the epoch, temperatures °C.
 */
export interface TraceReport {
  /** Rises when late data or a corrected record changes the content. */
  version: number
  generatedAtMs: number
  subject: { kind: 'lot' | 'order'; id: string }
  /** The store's IANA time zone: the report tells every time in it, wherever its reader is. */
  timeZone: string
  /** One per lot of the order; exactly one for a lot. */
  lots: LotTrace[]
}

export interface LotTrace {
  lot: { id: string; supplier: string; origin: Bilingual; packedAtMs: number; useByMs: number | null }
  product: { id: string; name: Bilingual; profile: string; profileName: Bilingual }
  /** Whether it may be sold and eaten at all: stands before whatever the temperatures say. */
  standing: Standing
  verdict: 'recalled' | 'within-limits' | 'excursion' | 'not-enough-data'
  confidence: 'high' | 'medium' | 'low'
  /** What the verdict rests on: from air alone nothing may be called safe. */
  basis: 'air' | 'product' | 'none'
  advice: 'return-it' | 'store-cold-and-enjoy' | 'eat-soon' | 'check-before-eating' | 'do-not-eat' | 'ask-staff'
  life: Life | null
  coverage: { percent: number; worstGap: { fromMs: number; untilMs: number } | null }
  coldest: Extreme | null
  warmest: Extreme | null
  excursions: Excursion[]
  legs: LegTrace[]
  sorting: SortingRecord[]
  probes: ProbeTrace[]
  chart: Chart
  /** By what pack the chart's `goods-estimate` lags the air; null where probes in the goods measured all the way. */
  goodsEstimate: { name: Bilingual; timeConstantMinutes: number } | null
  route: { atMs: number; latitude: number; longitude: number }[]
}

/** Days at the stated storage temperature: a likely value between bounds, never a bare number. */
export interface Life {
  /** The model with its parameters, where they come from and where they hold. */
  spoilage: SpoilageParameters
  /** What such goods last, typically, when kept at `atCelsius`. */
  lifeDays: number
  atCelsius: number
  /** Since packing, as days at `storageCelsius`. */
  usedDays: Interval
  leftDays: Interval
  storageCelsius: number
  /** likely left ÷ (likely used + likely left), 0 to 100 */
  percentLeft: number
  doubt: LifeDoubt
}
/** What the bounds are made of. */
export interface LifeDoubt {
  /** The widest of the deciding probes': calibration and place together, 95 %. */
  probeCelsius: number
  /** The time constant by which goods are taken to lag the air, where air probes decided; null where none did. */
  lagMinutes: number | null
  /** Time since packing that no probe saw: at worst at the limit. */
  unseenMs: number
  /** How far the batch's life may lie from its kind's, as a share. */
  lifeShare: number
  /** Seen outside the temperatures the parameters hold for. */
  extrapolatedMs: number
}
export interface Interval {
  low: number
  likely: number
  high: number
}
export interface Extreme {
  celsius: number
  atMs: number
  site: string
  asset: string
  probe: string
}
export interface Excursion {
  /** In total: the single events were short, and their sum too long. */
  kind: 'too-warm' | 'too-cold' | 'too-warm-in-total' | 'too-cold-in-total'
  severity: 'warning' | 'critical'
  site: string
  asset: string
  probe: string
  fromMs: number
  untilMs: number
  peakCelsius: number
  limitCelsius: number
}
export interface LegTrace {
  phase: Phase
  site: string
  asset: string
  name: Bilingual
  fromMs: number
  untilMs: number
  ongoing: boolean
  minCelsius: number | null
  meanCelsius: number | null
  maxCelsius: number | null
  coveragePercent: number
}
export interface ProbeTrace {
  site: string
  asset: string
  probe: string
  role: ProbeRole
  coveragePercent: number
  calibration: Calibration | null
}
export interface Chart {
  fromMs: number
  untilMs: number
  highCelsius: number | null
  lowCelsius: number | null
  /** A gap is a point with null values. */
  series: { site: string; asset: string; probe: string; role: ProbeRole; points: ChartPoint[] }[]
  doors: { fromMs: number; untilMs: number }[]
  defrosts: { fromMs: number; untilMs: number }[]
}
export interface ChartPoint {
  atMs: number
  min: number | null
  mean: number | null
  max: number | null
}
