import type { TraceReport } from '@larder/contracts/report'
import type { TicketEvidence } from '@larder/contracts/ticket'

/** What the report says now, to be kept as it is. */
export function evidenceFrom(report: TraceReport & { hash: string }, takenAtMs: number): TicketEvidence {
  return {
    kind: 'trace-report',
    subject: report.subject,
    version: report.version,
    contentHash: report.hash,
    takenAtMs,
    lots: report.lots.map(({ lot, product, verdict, life, excursions }) => ({
      lot: lot.id,
      nameZh: product.name.zh,
      nameEn: product.name.en,
      verdict,
      lifePercentLeft: life?.percentLeft ?? null,
      excursions: excursions.map((one) => ({
        kind: one.kind,
        severity: one.severity,
        site: one.site,
        asset: one.asset,
        probe: one.probe,
        fromMs: one.fromMs,
        untilMs: one.untilMs,
        peakCelsius: one.peakCelsius,
        limitCelsius: one.limitCelsius,
      })),
    })),
  }
}
