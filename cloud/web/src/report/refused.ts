import { Refusal } from '../api.ts'
import type { ReportKey } from '../language/report-en.ts'

const words: Record<string, ReportKey> = {
  'reported-often': 'refusal.reported-often',
  'too-many-requests': 'refusal.too-many-requests',
  'too-many-shares': 'refusal.too-many-shares',
  expired: 'report.ended.title',
}

/** Why the store's server did not take something, in the reader's words where we have them. */
export function whyRefused(cause: unknown, t: (key: ReportKey) => string): string {
  if (!(cause instanceof Refusal) || cause.status === 0) return t('failed.unreachable')
  const key = words[cause.code]
  return key === undefined ? cause.message : t(key)
}
