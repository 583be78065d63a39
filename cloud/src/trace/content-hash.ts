import { createHash } from 'node:crypto'
import type { LotTrace, TraceReport } from '@larder/contracts/report'
import type { LotContent, VersionContent } from '@larder/contracts/report-version'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * A fingerprint of what the report says of the past. It stays the same while only time goes on (a leg under way, life
 * being spent), and changes when late data or a corrected record changes what was said: then the version rises.
 */
export const fingerprint = (report: TraceReport): string =>
  sha256(JSON.stringify({ subject: report.subject, lots: report.lots.map(settled) }))

function settled({ lot, product, standing, verdict, excursions, legs, sorting, probes }: LotTrace) {
  const ended = legs.filter(({ ongoing }) => !ongoing)
  const under = legs
    .filter(({ ongoing }) => ongoing)
    .map(({ site, asset, phase, fromMs }) => ({ site, asset, phase, fromMs }))
  const calibrations = probes.map(({ site, asset, probe, calibration }) => ({ site, asset, probe, calibration }))
  return { lot, product, standing, verdict, excursions, ended, under, sorting, calibrations }
}

/** What is kept and signed of a version: everything it said in words and figures, without charts and routes. */
export const versionContent = ({ subject, lots }: TraceReport): VersionContent => ({ subject, lots: lots.map(content) })

const content = (trace: LotTrace): LotContent => ({
  lot: trace.lot,
  product: trace.product,
  standing: trace.standing,
  verdict: trace.verdict,
  advice: trace.advice,
  confidence: trace.confidence,
  coveragePercent: trace.coverage.percent,
  leftDays: trace.life?.leftDays ?? null,
  excursions: trace.excursions,
  legs: trace.legs,
  sorting: trace.sorting,
  calibrations: trace.probes.map(({ site, asset, probe, calibration }) => ({
    site,
    asset,
    probe,
    atMs: calibration?.atMs ?? null,
  })),
})
