import { join } from 'node:path'
import type { FlowsConfiguration } from '@larder/contracts/configuration'
import type { RoomContext } from '@larder/contracts/room'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import { Accounts } from './accounts/accounts.ts'
import { Sessions } from './accounts/sessions.ts'
import { SignIn } from './accounts/sign-in.ts'
import { Alerts } from './alerts/alerts.ts'
import { alertIntake, alertSubscriptions } from './alerts/intake.ts'
import { AuditLog } from './audit/audit-log.ts'
import { Complaints } from './care/complaints.ts'
import { Tickets } from './care/tickets.ts'
import { type Database, databaseUrl, openDatabase } from './database/open.ts'
import { EventHub } from './events/hub.ts'
import { LotGraph } from './lots/graph.ts'
import { Outbox } from './mqtt/outbox.ts'
import { MqttSession } from './mqtt/session.ts'
import { Records } from './records/records.ts'
import { PdfDrawer } from './report-pdf/pdf-drawer.ts'
import { Links } from './reports/links.ts'
import { ReportFiles } from './reports/report-files.ts'
import { Reports, type Tracing } from './reports/reports.ts'
import { Signer } from './reports/signing.ts'
import { ReportVersions } from './reports/versions.ts'
import { Sites } from './sites/sites.ts'
import { stateIntake, stateSubscriptions } from './telemetry/intake.ts'
import { Live, liveSubscriptions } from './telemetry/live.ts'
import { QuarantineIntake } from './telemetry/quarantine-intake.ts'
import { States } from './telemetry/states.ts'

/** Everything the routes work with. */
export interface Services {
  database: Database
  store: TelemetryStore
  accounts: Accounts
  sessions: Sessions
  signIn: SignIn
  alerts: Alerts
  audit: AuditLog
  lotGraph: LotGraph
  outbox: Outbox
  hub: EventHub
  records: Records
  links: Links
  reports: Reports
  versions: ReportVersions
  signer: Signer
  drawer: PdfDrawer
  files: ReportFiles
  tickets: Tickets
  complaints: Complaints
  sites: Sites
  states: States
  quarantine: QuarantineIntake
  live: Live
  mqtt: MqttSession[]
  publicUrl: string | undefined
  tileUrl: string | undefined
  tileAttribution: string | undefined
  escalateAfterMinutes: FlowsConfiguration['escalateAfterMinutes']
  now(): number
  log(line: string): void
}

/** Opens the business database; what listens or connects is started by whoever asked. */
export async function createServices(
  context: RoomContext,
  { store, tracing, now = Date.now }: { store: TelemetryStore; tracing: () => Promise<Tracing>; now?: () => number },
): Promise<Services> {
  const { configuration, dataDirectory, secrets, brokerUrl, log } = context
  const { cloud } = configuration
  const database = await openDatabase(databaseUrl(configuration), join(dataDirectory, 'cloud'))
  const accounts = new Accounts(database, now)
  await accounts.createFirst(secrets.console)
  const sessions = new Sessions(database, now, cloud.sessionHours * 3_600_000)
  const hub = new EventHub()
  const alerts = new Alerts(database, now)
  const states = new States(database)
  const quarantine = new QuarantineIntake(states, hub, log)
  const live = new Live(hub, store, now)
  const account = { url: brokerUrl, username: 'cloud', password: secrets.mqtt.cloud, log }
  // Three sessions, because a session takes its messages one by one: readings never hold up a situation.
  const situations = new MqttSession({
    ...account,
    clientId: 'cloud',
    durable: true,
    subscriptions: alertSubscriptions,
    take: alertIntake(alerts, hub, log),
    connected: () => void outbox.flush().catch((error: unknown) => log(`the outbox waits: ${error}`)),
  })
  const outbox = new Outbox(database, situations)
  const said = new MqttSession({
    ...account,
    clientId: 'cloud-states',
    durable: true,
    subscriptions: stateSubscriptions,
    take: stateIntake(states, quarantine, hub, log),
  })
  const watched = new MqttSession({
    ...account,
    clientId: 'cloud-live',
    durable: false,
    subscriptions: liveSubscriptions,
    take: (topic, payload) => live.take(topic, payload),
  })
  const records = new Records(database)
  const sites = new Sites(configuration, join(dataDirectory, 'larder.json'), log)
  const signer = new Signer(secrets.cloudKey)
  const links = new Links(database, now, cloud.publicUrl)
  const drawer = new PdfDrawer()
  const versions = new ReportVersions(database, signer, now)
  const reports = new Reports({ database, records, sites, store, versions, tracing, now })
  const tickets = new Tickets(database, now)
  return {
    database,
    store,
    accounts,
    sessions,
    signIn: new SignIn(accounts, sessions, now),
    alerts,
    audit: new AuditLog(database, now),
    lotGraph: new LotGraph(database),
    outbox,
    hub,
    records,
    links,
    signer,
    drawer,
    files: new ReportFiles(database, drawer.draw, (hash) => links.verifyUrlOf(hash), now),
    reports,
    versions,
    tickets,
    complaints: new Complaints({ database, tickets, links, reports, records, now, log }),
    sites,
    states,
    quarantine,
    live,
    mqtt: [situations, said, watched],
    publicUrl: cloud.publicUrl,
    tileUrl: cloud.tileUrl,
    tileAttribution: cloud.tileAttribution,
    escalateAfterMinutes: configuration.flows.escalateAfterMinutes,
    now,
    log,
  }
}
