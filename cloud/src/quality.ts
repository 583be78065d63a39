import type { Accounts } from './accounts/accounts.ts'
import type { Alerts } from './alerts/alerts.ts'
import type { AuditLog } from './audit/audit-log.ts'
import { auditRoutes } from './audit/routes.ts'
import { calibrationRoutes } from './calibrations/routes.ts'
import type { Database } from './database/open.ts'
import { CorrectiveActionLists } from './dispositions/corrective-actions.ts'
import { Dispositions } from './dispositions/dispositions.ts'
import { HaccpLog } from './dispositions/haccp-log.ts'
import { dispositionRoutes } from './dispositions/routes.ts'
import { Signatures } from './dispositions/signature.ts'
import type { EventHub } from './events/hub.ts'
import type { App } from './http/app.ts'
import { LotGraph } from './lots/graph.ts'
import { LotHappenings } from './lots/happenings.ts'
import { lotRoutes } from './lots/routes.ts'
import { Drills } from './recalls/drills.ts'
import { Recalls } from './recalls/recalls.ts'
import { recallRoutes } from './recalls/routes.ts'
import { Standings } from './recalls/standings.ts'
import type { Records } from './records/records.ts'
import type { Reports } from './reports/reports.ts'
import type { Sites } from './sites/sites.ts'

/** Where goods came from and went, whether they may be sold, and who decided that. */
export interface Quality {
  lotGraph: LotGraph
  lots: LotHappenings
  standings: Standings
  recalls: Recalls
  drills: Drills
  dispositions: Dispositions
  haccp: HaccpLog
  correctiveActions: CorrectiveActionLists
  signatures: Signatures
}

interface Foundation {
  database: Database
  audit: AuditLog
  accounts: Accounts
  now(): number
}

export function createQuality({ database, audit, accounts, now }: Foundation): Quality {
  const lotGraph = new LotGraph(database)
  const standings = new Standings(database)
  const sources = { database, audit, lotGraph, standings, now }
  return {
    lotGraph,
    lots: new LotHappenings(database),
    standings,
    recalls: new Recalls(sources),
    drills: new Drills(sources),
    dispositions: new Dispositions(database, audit, now),
    haccp: new HaccpLog(database, audit, now),
    correctiveActions: new CorrectiveActionLists(database, audit),
    signatures: new Signatures(accounts, now),
  }
}

export interface QualityRouteServices extends Quality, Foundation {
  records: Records
  reports: Reports
  alerts: Alerts
  sites: Sites
  hub: EventHub
}

export function qualityRoutes(api: App, services: QualityRouteServices): void {
  lotRoutes(api, services)
  recallRoutes(api, services)
  dispositionRoutes(api, services)
  auditRoutes(api, services)
  calibrationRoutes(api, services)
}
