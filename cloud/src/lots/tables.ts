import type { Receipt } from '@larder/contracts/receipt'
import type { Transformation } from '@larder/contracts/transformation'

export interface LotTables {
  receipt: Receipt
  transformation: Omit<Transformation, 'lots'>
  transformationLot: Transformation['lots'][number] & { transformation: string; ordinal: number }
}
