import { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { LotHappenings } from '../lots/happenings.ts'
import { CaptureJobs } from './capture-jobs.ts'
import { Clients } from './clients.ts'
import { EventStore } from './event-store.ts'
import type { EventSources } from './internal/derive.ts'
import { OwnEvents } from './internal/own-events.ts'

/** What the EPCIS routes work with. */
export interface EpcisServices {
  database: Database
  events: EventStore
  captures: CaptureJobs
  own: OwnEvents
  clients: Clients
  now(): number
  log(line: string): void
}

/** Routes touch it only when they are called. */
export interface WithEpcis {
  epcis: EpcisServices
}

export function epcisServices(
  sources: Omit<EventSources, 'lots'>,
  now: () => number,
  log: (line: string) => void,
): EpcisServices {
  const { database } = sources
  const events = new EventStore(database, now)
  const captures = new CaptureJobs(database, events, now, log)
  const clients = new Clients(database, new AuditLog(database, now), now)
  return {
    database,
    events,
    captures,
    own: new OwnEvents({ ...sources, lots: new LotHappenings(database) }, events, now),
    clients,
    now,
    log,
  }
}
