import { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { CaptureJobs } from './capture-jobs.ts'
import { Clients } from './clients.ts'
import { EventStore } from './event-store.ts'

/** What the EPCIS routes work with. */
export interface EpcisServices {
  database: Database
  events: EventStore
  captures: CaptureJobs
  clients: Clients
  now(): number
  log(line: string): void
}

/** Routes touch it only when they are called. */
export interface WithEpcis {
  epcis: EpcisServices
}

export function epcisServices(database: Database, now: () => number, log: (line: string) => void): EpcisServices {
  const events = new EventStore(database, now)
  const captures = new CaptureJobs(database, events, now, log)
  return { database, events, captures, clients: new Clients(database, new AuditLog(database, now), now), now, log }
}
