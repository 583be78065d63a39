import type { Tracing } from './reports.ts'

/** The trace report, loaded when the first one is asked for. */
export async function loadTracing(): Promise<Tracing> {
  const [{ loadHistory }, { traceReport }, { fingerprint, versionContent }] = await Promise.all([
    import('../trace/load-history.ts'),
    import('../trace/trace-report.ts'),
    import('../trace/content-hash.ts'),
  ])
  return { loadHistory, traceReport, fingerprint, versionContent }
}
