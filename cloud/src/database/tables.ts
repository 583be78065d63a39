import type { Role } from '@larder/contracts/account'
import type { Alert, AlertEvent } from '@larder/contracts/alert'
import type { Calibration } from '@larder/contracts/calibration'
import type { Leg } from '@larder/contracts/consignment'
import type { Lot } from '@larder/contracts/lot'
import type { Order } from '@larder/contracts/order'
import type { Product } from '@larder/contracts/product'
import type { SortingRecord } from '@larder/contracts/sorting-record'
import type { AuditTables } from '../audit/tables.ts'
import type { CareTables } from '../care/tables.ts'
import type { CompensationTables } from '../compensation/tables.ts'
import type { AgentTables } from '../conversations/agent/tables.ts'
import type { ConversationTables } from '../conversations/tables.ts'
import type { DispositionTables } from '../dispositions/tables.ts'
import type { EpcisTables } from '../epcis/tables.ts'
import type { FootfallTables } from '../footfall/tables.ts'
import type { KioskTables } from '../kiosks/tables.ts'
import type { KnowledgeTables } from '../knowledge/tables.ts'
import type { LotTables } from '../lots/tables.ts'
import type { MemberTables } from '../members/tables.ts'
import type { ProfileTables } from '../profiles/tables.ts'
import type { RecallTables } from '../recalls/tables.ts'
import type { RecognitionTables } from '../recognition/tables.ts'
import type { ReportTables } from '../reports/tables.ts'
import type { RiskTables } from '../risk/tables.ts'
import type { ServiceHealthTables } from '../service-health/tables.ts'
import type { ShopTables } from '../shop/tables.ts'

/**
 * One portable schema. Times are milliseconds in eight-byte integers, flags are 0 or 1, and messages that are
 * only shown again are JSON text.
 */
export interface Tables
  extends AuditTables,
    AgentTables,
    CareTables,
    CompensationTables,
    ConversationTables,
    FootfallTables,
    KioskTables,
    ReportTables,
    KnowledgeTables,
    LotTables,
    ProfileTables,
    EpcisTables,
    MemberTables,
    RecallTables,
    RecognitionTables,
    RiskTables,
    ServiceHealthTables,
    ShopTables,
    DispositionTables {
  account: { name: string; role: Role; disabled: number; password: string; createdAtMs: number }
  session: { hash: string; account: string; createdAtMs: number; expiresAtMs: number }

  product: Omit<Product, 'gtin'> & { gtin: string | null }
  lot: Lot
  order: Omit<Order, 'lines'>
  orderLine: Order['lines'][number] & { order: string; ordinal: number }
  consignment: { id: string }
  consignmentLot: { consignment: string; ordinal: number; lot: string }
  consignmentLeg: Leg & { consignment: string; ordinal: number }
  sortingRecord: SortingRecord
  calibration: Calibration

  alert: Pick<Alert, 'id' | 'acknowledgedBy' | 'acknowledgedAtMs' | 'assignedTo' | 'closedAtMs'> & {
    revision: number
    site: string
    asset: string
    openedAtMs: number
    situation: string
    /** Rises by one with each line of the history, which is numbered by it. */
    version: number
  }
  alertEvent: AlertEvent & { alert: string; ordinal: number }
  notification: { id: string; alert: string; level: number; atMs: number; message: string }
  /** What must still reach the broker. */
  outbox: { id: string; topic: string; payload: string; createdAtMs: number }

  deviceStatus: { site: string; asset: string; probe: string; status: string }
  edgeStatus: { site: string; status: string }
  quarantine: { site: string; id: number; atMs: number; message: string }
}
