import { z } from 'zod'
import type { CameraStatus } from './camera.ts'
import type { FootfallNow } from './footfall.ts'
import { type FootfallPlan, footfallPlanMessage } from './footfall-plan.ts'
import type { Bilingual } from './site.ts'

const why = z.string().trim().min(3, 'say why in a few words').max(500)

/** `POST /api/footfall/{site}/plan`; `version` is the one its editor saw. */
export const footfallPlanInput = z.strictObject({
  version: z.number().int().nonnegative(),
  plan: footfallPlanMessage.omit({ editedAtMs: true }),
  why,
})

/** `POST /api/footfall/{site}/occupancy`: how many are inside, counted by eye. */
export const occupancyInput = z.strictObject({ inside: z.number().int().min(0).max(100_000), why })

/** `POST /api/footfall/{site}/cameras/{camera}/still` */
export const stillInput = z.strictObject({ publicKey: z.base64().min(360).max(800), why })

/** `POST /api/footfall/{site}/hand-counts/{id}/finish`: what the person counted. */
export const handCountInput = z.strictObject({
  in: z.number().int().min(0).max(100_000),
  out: z.number().int().min(0).max(100_000),
})

/** `GET /api/footfall/{site}/today` */
export interface FootfallToday {
  /** null where no camera has counted yet, or the edge has not told for a minute. */
  now: FootfallNow | null
  /** Entries of today less quick re-entries. */
  visitors: number | null
  cameras: { name: string; status: CameraStatus }[]
}

/** `GET /api/footfall/{site}/plan` */
export interface FootfallPlanView {
  version: number
  plan: Omit<FootfallPlan, 'editedAtMs'>
  /** Newest first. */
  history: { version: number; by: string; why: string; atMs: number }[]
}

/**
 * Counts as they left the store. `heldBack`: a quarter had one to four, which a later one tells or nobody does.
 * `countedShare`: in which share of the time the cameras at the entrances counted.
 */
export interface HourFigures {
  in: number
  out: number
  heldBack: boolean
  countedShare: number
}

export interface DayFigures {
  /** The shop's day; it ends at the plan's reset hour. */
  day: string
  in: number
  out: number
  /** Entries less quick re-entries that were told. */
  visitors: number
  heldBack: boolean
  /** By hour of the shop's clock, 0 to 23; null where nothing was counted. */
  hours: (HourFigures | null)[]
  /** Orders placed in the shop: those without a promised delivery. */
  orders: number
  /** Per visitor; null without a visitor. */
  conversion: number | null
  /** Conversations that began at a kiosk. */
  kioskConversations: number
  /** Offers that ran; their products' names. */
  offers: { id: string; name: Bilingual }[]
  /** null where nobody posted any. */
  weather: { rainMm: number; meanCelsius: number } | null
}

export interface ZoneFigures {
  camera: string
  zone: string
  stays: number
  /** Weighted by stays. */
  dwellSeconds: number | null
  queueMean: number | null
  queueMost: number | null
  heldBack: boolean
  /** Mean dwell and stays by hour of the shop's clock; null where none is told. */
  hours: ({ stays: number; dwellSeconds: number; queueMean: number } | null)[]
}

/** Mean visitors a day of one group of days against another's. Days that were hardly counted are left out of both. */
export interface Comparison {
  kind: 'week' | 'weather' | 'promotion'
  /** `this-week`, `rain`, an offer's id … */
  group: string
  name: Bilingual | null
  days: number
  meanVisitors: number | null
  otherDays: number
  otherMeanVisitors: number | null
  /** Share of change, 0.1 being 10 % more; null where either has no day. */
  change: number | null
}

/** `GET /api/footfall/{site}/report?from&until`, days of the shop, both included. */
export interface FootfallReport {
  site: string
  from: string
  until: string
  days: DayFigures[]
  zones: ZoneFigures[]
  comparisons: Comparison[]
  /**
   * Members who asked their kiosk to know them, as the site's kiosks told last; null where none recognises anybody. Tied to no
   * camera, crossing or visitor.
   */
  members: { enrolled: number; recognised30Days: number } | null
  /** Some of these figures are of the simulated shop. */
  simulated: boolean
}

export interface HandCount {
  id: string
  by: string
  startedAtMs: number
  untilMs: number | null
  /** What the person counted, and the cameras in the same time. */
  hand: { in: number; out: number } | null
  system: { in: number; out: number } | null
  /** Differences of both directions over what the person counted; null when that was nobody. */
  error: number | null
}
