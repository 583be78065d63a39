import type { Tracing } from './reports.ts'

/** The trace report, loaded when the first one is asked for. */
export const loadTracing = async (): Promise<Tracing> => import('../trace/report.ts')
