import { z } from 'zod'
import type { Excursion, Interval, LegTrace, TraceReport } from './report.ts'

/** What one version of a report said of one lot, without charts and routes: enough to tell two versions apart. */
export interface LotContent {
  lot: TraceReport['lots'][number]['lot']
  product: TraceReport['lots'][number]['product']
  /** Whether it is recalled or held, and why. */
  standing: TraceReport['lots'][number]['standing']
  verdict: TraceReport['lots'][number]['verdict']
  advice: TraceReport['lots'][number]['advice']
  confidence: TraceReport['lots'][number]['confidence']
  coveragePercent: number
  /** null where life is not estimated */
  leftDays: Interval | null
  excursions: Excursion[]
  legs: LegTrace[]
  sorting: TraceReport['lots'][number]['sorting']
  calibrations: { site: string; asset: string; probe: string; atMs: number | null }[]
}

type StandingState = LotContent['standing']['state']

export interface VersionContent {
  subject: TraceReport['subject']
  lots: LotContent[]
}

/** One thing that a later version says otherwise. `lot` is where; null on a side that had nothing. */
export type ReportChange = { lot: string } & (
  | { what: 'lot'; change: 'added' | 'removed' }
  | { what: 'standing'; before: StandingState; after: StandingState }
  | { what: 'verdict'; before: LotContent['verdict']; after: LotContent['verdict'] }
  | { what: 'advice'; before: LotContent['advice']; after: LotContent['advice'] }
  | { what: 'confidence'; before: LotContent['confidence']; after: LotContent['confidence'] }
  | { what: 'coverage'; before: number; after: number }
  /** Days left now against days left then, less the time between: what new facts, not time, took or gave. */
  | { what: 'life'; before: number; after: number }
  | { what: 'excursion'; before: Excursion | null; after: Excursion | null }
  | { what: 'leg'; before: LegTrace | null; after: LegTrace | null }
  | { what: 'sorting'; change: 'added' | 'removed' | 'corrected'; record: string }
  | { what: 'calibration'; asset: string; probe: string; atMs: number | null }
  | { what: 'record'; field: 'product' | 'supplier' | 'origin' | 'packed' | 'use-by' }
)

/** `GET /api/public/reports/{token}/changes?since=n` */
export interface ReportChanges {
  since: number
  version: number
  changes: ReportChange[]
}

/** A report as it was filed: `hash` is its version's content hash, the name by which anyone can have it verified. */
export type FiledReport = TraceReport & { hash: string }

/** One line of `GET /api/public/reports/{token}/versions`. */
export interface VersionView {
  version: number
  createdAtMs: number
  hash: string
}

/**
 * A version as the store signed it. `signature` is Ed25519 (RFC 8032) in base64 over the UTF-8 text
 * `larder-report-v1`, kind, id, version, createdAtMs, hash, each on its own line (\n, none at the end); `publicKey` is
 * its SPKI in base64; `hash` is the SHA-256 in hex of the JSON text `content`.
 */
export const signedVersion = z.object({
  kind: z.enum(['lot', 'order']),
  id: z.string(),
  version: z.number().int().positive(),
  createdAtMs: z.number().int(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string(),
  publicKey: z.string(),
  content: z.string(),
})
export type SignedVersion = z.infer<typeof signedVersion>

/** `GET /api/public/versions/{hash}`: what a version's code or PDF leads to. */
export interface Verification {
  kind: 'lot' | 'order'
  id: string
  version: number
  latest: number
  createdAtMs: number
  hash: string
  signature: string
  publicKey: string
  /** Whether the signature was found to be ours and over this content. */
  valid: boolean
  lots: { id: string; product: { zh: string; en: string }; verdict: LotContent['verdict'] }[]
}

export const shareInput = z.strictObject({ days: z.union([z.literal(1), z.literal(7), z.literal(30)]) })
export interface ShareView {
  url: string
  expiresAtMs: number
}
