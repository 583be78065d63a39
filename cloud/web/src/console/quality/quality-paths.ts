import type { CalibrationDue } from '@larder/contracts/calibration-due'
import type { Disposition } from '@larder/contracts/disposition'
import type { CorrectiveActions, HaccpEntry } from '@larder/contracts/haccp'
import type { LotGraphView } from '@larder/contracts/lot-graph'
import type { Affected, Drill } from '@larder/contracts/recall'
import type { Cause } from '@larder/contracts/situation'
import type { LotStanding, MarkedGoods, Recall } from '@larder/contracts/standing'
import type { Path } from '../../api.ts'

/** One entry of the audit log, as `GET /api/audit` has it. */
export interface AuditRow {
  ordinal: number
  atMs: number
  by: string
  action: string
  subjectKind: string
  subject: string
  why: string
  hash: string
}
export type ChainVerdict =
  | { intact: true; entries: number; head: string }
  | { intact: false; ordinal: number; what: 'missing' | 'changed' | 'beyond the head' }

const segment = encodeURIComponent

export const qualityPaths = {
  recalls: '/api/recalls?state=all' as Path<Recall[]>,
  markRecall: '/api/recalls' as Path<Recall>,
  lift: (id: string): Path<Recall> => `/api/recalls/${id}/lift`,
  affected: (id: string): Path<Affected> => `/api/recalls/${id}/affected`,
  affectedFile: (id: string): string => `/api/recalls/${id}/affected.csv`,
  drills: '/api/recall-drills' as Path<Drill[]>,
  startDrill: '/api/recall-drills' as Path<Drill>,
  drill: (id: string): Path<Drill> => `/api/recall-drills/${id}`,
  finishDrill: (id: string): Path<Drill> => `/api/recall-drills/${id}/finish`,
  graph: (lot: string, direction: 'backward' | 'forward'): Path<LotGraphView> =>
    `/api/lots/${segment(lot)}/${direction}`,
  standings: (lots: readonly string[]): Path<LotStanding[]> => `/api/standings?lots=${lots.map(segment).join(',')}`,
  markedGoods: '/api/marked-goods' as Path<MarkedGoods[]>,
  dispositions: '/api/dispositions' as Path<Disposition[]>,
  decide: '/api/dispositions' as Path<Disposition>,
  lotsAtAlert: (alert: string): Path<string[]> => `/api/alerts/${segment(alert)}/lots`,
  haccp: (open: boolean): Path<HaccpEntry[]> => `/api/haccp?open=${open}`,
  haccpFile: '/api/haccp.csv',
  enter: '/api/haccp' as Path<HaccpEntry>,
  review: (id: string): Path<HaccpEntry> => `/api/haccp/${id}/review`,
  correctiveActions: '/api/corrective-actions' as Path<Record<Cause, CorrectiveActions['actions']>>,
  calibrationsDue: '/api/calibrations-due' as Path<CalibrationDue[]>,
  audit: (subject: string): Path<AuditRow[]> =>
    subject === '' ? '/api/audit?limit=100' : `/api/audit?limit=100&subject=${segment(subject)}`,
  auditVerdict: '/api/audit/verdict' as Path<ChainVerdict>,
}
