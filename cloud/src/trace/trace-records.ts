import type { Calibration } from '@larder/contracts/calibration'
import type { Consignment } from '@larder/contracts/consignment'
import type { Lot } from '@larder/contracts/lot'
import type { Order } from '@larder/contracts/order'
import type { Position } from '@larder/contracts/position'
import type { Product } from '@larder/contracts/product'
import type { ProfileSet } from '@larder/contracts/profiles'
import type { ProbeRole, Site } from '@larder/contracts/site'
import type { SortingRecord } from '@larder/contracts/sorting-record'
import type { LotStanding } from '@larder/contracts/standing'
import type { ProbeAddress, Stretch } from '@larder/edge/telemetry/store'

/**
 * Everything on file about the subject. Give at least the lots asked about, their products, the consignments that
 * name them, their sorting records and the calibrations of the sites' probes; more does no harm.
 */
export interface TraceRecords {
  subject: { kind: 'lot' | 'order'; id: string }
  /** The order itself when the subject is one. */
  order: Order | null
  lots: Lot[]
  products: Product[]
  consignments: Consignment[]
  sorting: SortingRecord[]
  calibrations: Calibration[]
  sites: Site[]
  /** The profiles in force; the built-in ones where none are given. */
  profiles?: ProfileSet
  /** Of the lots asked about; a lot that is not here is free. */
  standings?: LotStanding[]
}

/** A stretch of the store, or one raw reading with what it says of door and defrost. */
export interface ObservedStretch extends Stretch {
  doorOpen?: boolean
  defrosting?: boolean
}

/** What one probe saw during the legs that held the goods, oldest first. */
export interface ProbeHistory extends ProbeAddress {
  role: ProbeRole
  intervalSeconds: number
  stretches: ObservedStretch[]
}

export interface TraceTelemetry {
  probes: ProbeHistory[]
  /** Where the assets of the legs were, oldest first per asset. */
  positions: Position[]
}
