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
import { Defrosts } from './backtest/defrosts.ts'
import { Assignments } from './care/assignments.ts'
import { Attachments } from './care/attachments/attachments.ts'
import { Complaints } from './care/complaints.ts'
import { holdAfterIllness } from './care/illness-hold.ts'
import { Ratings } from './care/ratings.ts'
import { keepTime } from './care/retention.ts'
import { Tickets } from './care/tickets.ts'
import { Compensations } from './compensation/compensations.ts'
import { proposeForLateDeliveries } from './compensation/late-deliveries.ts'
import { Policies } from './compensation/policies.ts'
import { AbsentAgents } from './conversations/agent/absent-agents.ts'
import { type Database, databaseUrl, openDatabase } from './database/open.ts'
import { type EpcisServices, epcisServices } from './epcis/services.ts'
import { EventHub } from './events/hub.ts'
import { createFootfall, type FootfallServices } from './footfall/services.ts'
import { Forecasts } from './forecast/forecasts.ts'
import { createShopFloor, type ShopFloor } from './kiosks/services.ts'
import { Knowledge } from './knowledge/knowledge.ts'
import { Learning } from './knowledge/learning.ts'
import { Minds } from './knowledge/minds.ts'
import { Lives } from './life/lives.ts'
import { Members } from './members/members.ts'
import { Outbox } from './mqtt/outbox.ts'
import { MqttSession } from './mqtt/session.ts'
import { ProfileAnnouncer } from './profiles/announcer.ts'
import { Profiles } from './profiles/profiles.ts'
import { createQuality, type Quality } from './quality.ts'
import { FaceErasures } from './recognition/face-erasures.ts'
import { RecognitionPolicy } from './recognition/recognition-policy.ts'
import { Records } from './records/records.ts'
import { PdfDrawer } from './report-pdf/pdf-drawer.ts'
import { Links } from './reports/links.ts'
import { ReportFiles } from './reports/report-files.ts'
import { Reports, type Tracing } from './reports/reports.ts'
import { Signer } from './reports/signing.ts'
import { ReportVersions } from './reports/versions.ts'
import { Risk } from './risk/risk.ts'
import { Round } from './round.ts'
import { FigureBook } from './service-health/figure-book.ts'
import { ServiceHealthBoard } from './service-health/service-health.ts'
import { Sites } from './sites/sites.ts'
import { answering } from './telemetry/answering.ts'
import { stateIntake, stateSubscriptions } from './telemetry/intake.ts'
import { Live, liveSubscriptions } from './telemetry/live.ts'
import { QuarantineIntake } from './telemetry/quarantine-intake.ts'
import { States } from './telemetry/states.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Everything the routes work with. */
export interface Services extends Quality, ShopFloor {
  database: Database
  store: TelemetryStore
  accounts: Accounts
  sessions: Sessions
  signIn: SignIn
  alerts: Alerts
  audit: AuditLog
  epcis: EpcisServices
  outbox: Outbox
  hub: EventHub
  records: Records
  links: Links
  lives: Lives
  knowledge: Knowledge
  learning: Learning
  minds: Minds
  serviceHealth: ServiceHealthBoard
  reports: Reports
  versions: ReportVersions
  signer: Signer
  drawer: PdfDrawer
  files: ReportFiles
  tickets: Tickets
  complaints: Complaints
  assignments: Assignments
  attachments: Attachments
  ratings: Ratings
  compensations: Compensations
  risk: Risk
  policies: Policies
  members: Members
  recognition: RecognitionPolicy
  faceErasures: FaceErasures
  sites: Sites
  profiles: Profiles
  announcer: ProfileAnnouncer
  states: States
  footfall: FootfallServices
  forecasts: Forecasts
  defrosts: Defrosts
  quarantine: QuarantineIntake
  live: Live
  mqtt: MqttSession[]
  /** What is looked after from time to time. */
  rounds: Round[]
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
  const audit = new AuditLog(database, now)
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
    connected: () => {
      outbox.flush().catch((error: unknown) => log(`the outbox waits: ${error}`))
      announcer.announce()
    },
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
  const flush = () => outbox.flush().catch((error: unknown) => log(`the outbox waits: ${error}`))
  const { footfall, sessions: counting } = createFootfall({ database, audit, sites, account, flush, now })
  const profiles = new Profiles({ database, audit, sites, now, log })
  await profiles.load()
  const announcer = new ProfileAnnouncer({ profiles, sites, publisher: situations, log })
  const signer = new Signer(secrets.cloudKey)
  const links = new Links(database, now, cloud.publicUrl)
  const drawer = new PdfDrawer()
  const versions = new ReportVersions(database, signer, now)
  const learning = new Learning()
  const minds = new Minds({
    database,
    folder: join(dataDirectory, 'cloud/minds'),
    learnOwn: (language) => learning.learnOwn(language),
  })
  await minds.load()
  const reports = new Reports({ database, records, sites, profiles, store, versions, tracing, now })
  const quality = createQuality({ database, audit, accounts, now })
  const tickets = new Tickets(database, now, [
    (transaction, row) => holdAfterIllness(transaction, row, quality.dispositions, now()),
    (transaction, row) => assignments.follow(transaction, row),
  ])
  const changed = async (ticket: string) => hub.publish('ticket', await tickets.get(ticket))
  const assignments = new Assignments({ database, audit, now, changed })
  const attachments = new Attachments({ database, tickets, folder: join(dataDirectory, 'cloud', 'attachments'), now })
  const policies = new Policies(database, audit, now)
  const compensations = new Compensations({ database, records, tickets, reports, audit, policies, now })
  const risk = new Risk({ database, records, sites, profiles, store, audit, compensations, hub, now })
  const recognition = new RecognitionPolicy(database, audit, now)
  const faceErasures = new FaceErasures(database, audit, now)
  const { floor, rounds } = await createShopFloor({
    ...{ database, audit, hub, records, reports, tickets, compensations, configuration, secrets, now, log },
    ...{ links, sites, live, alerts, minds, recognition, faceErasures, dispositions: quality.dispositions },
  })
  const knowledge = new Knowledge({ database, audit, minds, learn: (request) => learning.learn(request), now })
  const book = new FigureBook({ database, conversations: floor.conversations, sites, now })
  const epcis = epcisServices({ database, records, alerts, sites, store, links }, now, log)
  const absentAgents = new AbsentAgents({ conversations: floor.conversations, hub, now })
  return {
    database,
    store,
    accounts,
    sessions,
    signIn: new SignIn(accounts, sessions, now),
    alerts,
    audit,
    ...quality,
    ...floor,
    epcis,
    outbox,
    hub,
    records,
    links,
    signer,
    drawer,
    files: new ReportFiles(database, drawer.draw, (hash) => links.verifyUrlOf(hash), now),
    knowledge,
    serviceHealth: new ServiceHealthBoard({ database, book, unanswered: knowledge.unanswered, sites, now }),
    learning,
    minds,
    lives: new Lives({ database, records, sites, profiles, store, now }),
    reports,
    versions,
    tickets,
    policies,
    compensations,
    members: new Members({ database, audit, faceErasures, key: secrets.cloudKey, now }),
    recognition,
    faceErasures,
    risk,
    assignments,
    attachments,
    ratings: new Ratings(database, tickets, now),
    complaints: new Complaints({ database, tickets, links, reports, records, now, log }),
    sites,
    profiles,
    announcer,
    states,
    defrosts: new Defrosts({ sites, profiles, store, now }),
    footfall,
    forecasts: new Forecasts({ sites, profiles, store: answering(store), dataDirectory, now, log }),
    quarantine,
    live,
    mqtt: [situations, said, watched, ...counting],
    rounds: [
      ...rounds,
      new Round('our own events are not told in EPCIS', 5 * minuteMs, () => epcis.own.publishLately(), log),
      new Round('the risk of what travels is not scored', 5 * minuteMs, () => risk.round(), log),
      new Round('tickets are not kept in time', hourMs, () => keepTime(database, now()), log),
      new Round('attachments are not kept in time', hourMs, () => attachments.keepTime(), log),
      new Round('absent agents are not noticed', 10_000, () => absentAgents.look(), log),
      new Round('conversations are not counted', 5 * minuteMs, () => book.reconcile(), log),
      new Round('tickets are not assigned', minuteMs, () => assignments.settle(), log),
      new Round(
        'late deliveries are not looked after',
        5 * minuteMs,
        () => proposeForLateDeliveries({ database, compensations, policies, now }),
        log,
      ),
    ],
    publicUrl: cloud.publicUrl,
    tileUrl: cloud.tileUrl,
    tileAttribution: cloud.tileAttribution,
    escalateAfterMinutes: configuration.flows.escalateAfterMinutes,
    now,
    log,
  }
}
