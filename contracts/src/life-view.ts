import type { Life } from './report.ts'
import type { Bilingual } from './site.ts'

/** What `GET /api/life/{kind}/{id}` answers. */
export interface LifeView {
  subject: { kind: 'lot' | 'consignment' | 'order'; id: string }
  atMs: number
  /** The shortest life first, so that the worst lot leads; lots of which nothing can be said come last. */
  lots: LotLife[]
}

export interface LotLife {
  lot: string
  product: { id: string; name: Bilingual }
  profile: string
  /** Of the time since packing, how much was watched. */
  coveragePercent: number
  life: Life | null
  kinetic: Kinetic | null
}

/**
 * Mean kinetic temperature (USP <1079.2>) of goods kept at 2–8 °C, by the warmest probe: secondary to the life, and
 * never without the excursion it would average away. Null for other goods, for frozen ones above all.
 */
export interface Kinetic {
  mktCelsius: number
  /** The 24 hours with the highest MKT; null when less than a day was watched. */
  worstDay: { mktCelsius: number; fromMs: number; untilMs: number } | null
  maxCelsius: number
  limitCelsius: number
  aboveLimitMs: number
}
