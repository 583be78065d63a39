import { createHash } from 'node:crypto'
import type { LotTrace, TraceReport } from '@larder/contracts/report'

/**
 * A fingerprint of what the report says of the past. It stays the same while only time goes on (a leg under way, life
 * being spent), and changes when late data or a corrected record changes what was said: then the version rises.
 */
export const contentHash = (report: TraceReport): string =>
  createHash('sha256')
    .update(JSON.stringify({ subject: report.subject, lots: report.lots.map(settled) }))
    .digest('hex')

function settled({ lot, product, verdict, excursions, legs, sorting, probes }: LotTrace) {
  const ended = legs.filter(({ ongoing }) => !ongoing)
  const under = legs
    .filter(({ ongoing }) => ongoing)
    .map(({ site, asset, phase, fromMs }) => ({ site, asset, phase, fromMs }))
  const calibrations = probes.map(({ site, asset, probe, calibration }) => ({ site, asset, probe, calibration }))
  return { lot, product, verdict, excursions, ended, under, sorting, calibrations }
}
