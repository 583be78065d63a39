import type { Alert } from './alert.ts'
import type { Calibration } from './calibration.ts'
import type { ConversationSummary, Turn } from './conversation.ts'
import type { Disposition } from './disposition.ts'
import type { EdgeStatus } from './edge-status.ts'
import type { Notification } from './notification.ts'
import type { Position } from './position.ts'
import type { Quarantined } from './quarantine.ts'
import type { Reading } from './reading.ts'
import type { Chart } from './report.ts'
import type { RiskScore } from './risk.ts'
import type { Bilingual, ProbeRole, Site } from './site.ts'
import type { Severity, Situation } from './situation.ts'
import type { Recall } from './standing.ts'
import type { Ticket } from './ticket.ts'

/** What a map draws over the embedded basemap; null where that is all there is. */
export interface MapTiles {
  tileUrl: string | null
  /** Plain text that names whom the tiles are by; their licence asks for it. */
  tileAttribution: string | null
}

/** What the console knows without asking twice: `GET /api/sites`. */
export interface SitesView extends MapTiles {
  sites: Site[]
  /** Assets that report but stand in no configuration yet. */
  unconfigured: { site: string; asset: string }[]
  /** How long an alert may wait unacknowledged before the flows tell the next level of people. */
  escalateAfterMinutes: Record<Severity, number>
}

/** `GET /api/public/settings`: what a page without an account needs to know. */
export type PublicSettings = MapTiles

/** `GET /api/latest`: the newest of everything. */
export interface LatestView {
  readings: Reading[]
  positions: Position[]
}

/** `GET /api/assets/{site}/{asset}/history?fromMs&untilMs&points` */
export interface AssetHistory {
  chart: Chart
  situations: Situation[]
  route: { atMs: number; latitude: number; longitude: number }[]
  /** By what pack the chart's line of the goods was estimated from the air; null where a probe measures them. */
  estimate: { name: Bilingual; timeConstantMinutes: number } | null
}

/** One row of `GET /api/devices`. */
export interface DeviceView {
  site: string
  asset: string
  probe: string
  role: ProbeRole | null
  /** Whether the configuration names this probe. */
  configured: boolean
  online: boolean | null
  lastSeenMs: number | null
  batteryVolts: number | null
  batteryPercent: number | null
  rssiDbm: number | null
  firmware: string | null
  calibration: Calibration | null
}

/** `POST /api/imports/{kind}`: all rows or none. */
export interface ImportOutcome {
  imported: number
  unchanged: number
  errors: { line: number; field: string; message: string }[]
}

/** Every refusal of the API has this body; `field` names what to mend. */
export interface ApiError {
  error: { code: string; message: string; fields?: { field: string; message: string }[] }
}

/** Server-Sent Events of `GET /api/events`: event name → data. `readings` and `positions` come at most once a second. */
export interface ConsoleEvents {
  alert: Alert
  readings: Reading[]
  positions: Position[]
  edge: { site: string; status: EdgeStatus }
  notification: Notification
  quarantine: Quarantined
  /** A recall was marked or lifted. */
  recall: Recall
  /** A lot was held, released or rejected. */
  disposition: Disposition
  ticket: Ticket
  /** An order or consignment has crossed the threshold of the risk policy. */
  risk: RiskScore
  /** A conversation began, moved on, asked for a person or ended. */
  conversation: ConversationSummary
  'conversation-turn': Turn
}
