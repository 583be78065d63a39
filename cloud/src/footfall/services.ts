import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { MqttSession } from '../mqtt/session.ts'
import type { Sites } from '../sites/sites.ts'
import { FootfallReports } from './footfall-report.ts'
import { HandCounts } from './hand-counts.ts'
import { footfallIntake, momentSubscriptions, quarterSubscriptions } from './intake.ts'
import { LiveFootfall } from './live-footfall.ts'
import { OccupancyCorrections } from './occupancy.ts'
import { Plans } from './plans.ts'
import { Quarters } from './quarters.ts'
import { Stills } from './stills.ts'

export interface FootfallServices {
  quarters: Quarters
  live: LiveFootfall
  plans: Plans
  stills: Stills
  reports: FootfallReports
  handCounts: HandCounts
  occupancy: OccupancyCorrections
}

export interface FootfallNeeds {
  database: Database
  audit: AuditLog
  sites: Pick<Sites, 'all'>
  account: { url: string; username: string; password: string; log(line: string): void }
  flush(): Promise<void>
  now(): number
}

/** People counted at the stores: what is kept of it, and what is of the moment. */
export function createFootfall({ account, audit, database, flush, now, sites }: FootfallNeeds): {
  footfall: FootfallServices
  sessions: MqttSession[]
} {
  const { log } = account
  const quarters = new Quarters(database)
  const live = new LiveFootfall(now)
  // Each has a session of its own: quarters that cannot be written must not hold up the moment's counts.
  const moment = new MqttSession({
    ...account,
    clientId: 'cloud-footfall-now',
    durable: false,
    subscriptions: momentSubscriptions,
    take: (topic, payload) => take(topic, payload),
    connected: () => void plans.announceAll().catch((error: unknown) => log(`the lines and zones wait: ${error}`)),
  })
  const stills = new Stills({ database, audit, publisher: moment, now })
  const take = footfallIntake({ quarters, live, stills, log })
  const kept = new MqttSession({
    ...account,
    clientId: 'cloud-footfall',
    durable: true,
    subscriptions: quarterSubscriptions,
    take,
  })
  const plans = new Plans({ database, audit, publisher: moment, now, log })
  const footfall = {
    quarters,
    live,
    plans,
    stills,
    reports: new FootfallReports({ database, quarters, plans, sites, now }),
    handCounts: new HandCounts(database, live, now),
    occupancy: new OccupancyCorrections(database, audit, flush, now),
  }
  return { footfall, sessions: [kept, moment] }
}
