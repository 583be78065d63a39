import type { FiledReport } from '@larder/contracts/report-version'

/**
 * Whether what changed stands before the verdict: to who has read an earlier version. To everyone else the verdict is
 * the news, and a recalled or held lot comes before all.
 */
export const changesFirst = ({ version, lots }: Pick<FiledReport, 'version' | 'lots'>, seen: number | null): boolean =>
  seen !== null && seen < version && lots.every(({ standing }) => standing.state === 'free')
